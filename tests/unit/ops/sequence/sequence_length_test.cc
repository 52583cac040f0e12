#include "tests/unit/ops/op_test.h"
#include "tests/unit/ops/sequence/sequence_values.h"

namespace sardonyx {
namespace {

TEST(SequenceLength, CountsElements) {
  OpTest("SequenceLength", 11)
      .input(sequence_of({floats({1}), floats({2, 3})}))
      .expect<std::int64_t>({}, {2});
  OpTest("SequenceLength", 11).input(empty_sequence(DType::kInt32)).expect<std::int64_t>({}, {0});
}

TEST(SequenceLength, OfATensor) {
  OpTest("SequenceLength", 11).input(floats({1})).expect_error("expected a sequence");
}

}  // namespace
}  // namespace sardonyx
