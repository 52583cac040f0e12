#include "tests/unit/ops/op_test.h"
#include "tests/unit/ops/sequence/sequence_values.h"

namespace sardonyx {
namespace {

TEST(SequenceConstruct, OfTensorsOfDifferentShapes) {
  OpTest("SequenceConstruct", 11)
      .input(floats({1, 2}))
      .input(floats({3}))
      .input<float>({}, {4})
      .output(sequence_of({floats({1, 2}), floats({3}), Tensor::scalar(4.0f)}))
      .check();
}

TEST(SequenceConstruct, OfOneTensor) {
  OpTest("SequenceConstruct", 11)
      .input<std::string>({2}, {"a", "b"})
      .output(sequence_of({Tensor::of<std::string>({2}, {"a", "b"})}))
      .check();
}

TEST(SequenceConstruct, TypesThatDiffer) {
  OpTest("SequenceConstruct", 11)
      .input(floats({1}))
      .input<std::int64_t>({1}, {3})
      .expect_error("int64");
}

TEST(SequenceConstruct, NoTensor) {
  OpTest("SequenceConstruct", 11).expect_error("expected at least 1 input");
}

}  // namespace
}  // namespace sardonyx
