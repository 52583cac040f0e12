#include "tests/unit/ops/op_test.h"
#include "tests/unit/ops/sequence/sequence_values.h"

namespace sardonyx {
namespace {

const Value kThree = sequence_of({floats({1}), floats({2, 3}), floats({4})});

TEST(SequenceErase, TheLastByDefault) {
  OpTest("SequenceErase", 11)
      .input(kThree)
      .output(sequence_of({floats({1}), floats({2, 3})}))
      .check();
}

TEST(SequenceErase, AtAPosition) {
  OpTest("SequenceErase", 11)
      .input(kThree)
      .input<std::int64_t>({}, {0})
      .output(sequence_of({floats({2, 3}), floats({4})}))
      .check();
  OpTest("SequenceErase", 11)
      .input(kThree)
      .input<std::int32_t>({}, {-2})
      .output(sequence_of({floats({1}), floats({4})}))
      .check();
}

TEST(SequenceErase, OutOfRange) {
  OpTest("SequenceErase", 11)
      .input(kThree)
      .input<std::int64_t>({}, {3})
      .expect_error("position 3 is out of range");
  OpTest("SequenceErase", 11)
      .input(empty_sequence(DType::kFloat))
      .expect_error("the sequence is empty");
}

}  // namespace
}  // namespace sardonyx
