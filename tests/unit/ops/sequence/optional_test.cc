#include "tests/unit/ops/op_test.h"
#include "tests/unit/ops/sequence/sequence_values.h"

namespace sardonyx {
namespace {

TEST(Optional, OfATensorOrASequence) {
  OpTest tensor("Optional", 15);
  tensor.input(floats({1, 2}));
  expect_close(*tensor.run()[0].optional().value, floats({1, 2}), {}, "tensor");
  OpTest sequence("Optional", 15);
  sequence.input(sequence_of({floats({1})}));
  expect_close(*sequence.run()[0].optional().value, sequence_of({floats({1})}), {}, "sequence");
}

TEST(Optional, OfNothing) {
  OpTest nothing("Optional", 15);
  nothing.attribute("type", ValueType::tensor(DType::kFloat));
  EXPECT_EQ(nothing.run()[0].optional().value, nullptr);
}

TEST(Optional, OfNothingWithoutAType) {
  OpTest("Optional", 15).expect_error("neither an input nor the attribute 'type'");
}

}  // namespace
}  // namespace sardonyx
