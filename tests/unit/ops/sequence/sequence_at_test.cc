#include "tests/unit/ops/op_test.h"
#include "tests/unit/ops/sequence/sequence_values.h"

namespace sardonyx {
namespace {

const Value kThree = sequence_of({floats({1}), floats({2, 3}), floats({4})});

TEST(SequenceAt, CountsFromEitherEnd) {
  OpTest("SequenceAt", 11).input(kThree).input<std::int64_t>({}, {1}).expect<float>({2}, {2, 3});
  OpTest("SequenceAt", 11).input(kThree).input<std::int64_t>({}, {-1}).expect<float>({1}, {4});
  OpTest("SequenceAt", 11).input(kThree).input<std::int32_t>({}, {-3}).expect<float>({1}, {1});
}

TEST(SequenceAt, OutOfRange) {
  OpTest("SequenceAt", 11)
      .input(kThree)
      .input<std::int64_t>({}, {3})
      .expect_error("position 3 is out of range for a sequence of 3 elements");
  OpTest("SequenceAt", 11)
      .input(kThree)
      .input<std::int64_t>({}, {-4})
      .expect_error("position -4 is out of range");
  OpTest("SequenceAt", 11)
      .input(empty_sequence(DType::kFloat))
      .input<std::int64_t>({}, {0})
      .expect_error("the sequence is empty");
}

TEST(SequenceAt, NoSequenceOrNoPosition) {
  OpTest("SequenceAt", 11)
      .input(floats({1, 2}))
      .input<std::int64_t>({}, {0})
      .expect_error("input 0 is a tensor(float)[");
  OpTest("SequenceAt", 11)
      .input(kThree)
      .input<std::int64_t>({2}, {0, 1})
      .expect_error("input 1 is a position and must be one number");
}

}  // namespace
}  // namespace sardonyx
