#include "tests/unit/ops/op_test.h"
#include "tests/unit/ops/sequence/sequence_values.h"

namespace sardonyx {
namespace {

const Value kTwo = sequence_of({floats({1}), floats({2, 3})});

TEST(SequenceInsert, AtTheEndByDefault) {
  OpTest("SequenceInsert", 11)
      .input(kTwo)
      .input(floats({9}))
      .output(sequence_of({floats({1}), floats({2, 3}), floats({9})}))
      .check();
}

TEST(SequenceInsert, AtAPosition) {
  OpTest("SequenceInsert", 11)
      .input(kTwo)
      .input(floats({9}))
      .input<std::int64_t>({}, {-1})
      .output(sequence_of({floats({1}), floats({9}), floats({2, 3})}))
      .check();
  OpTest("SequenceInsert", 11)
      .input(kTwo)
      .input(floats({9}))
      .input<std::int32_t>({}, {2})
      .output(sequence_of({floats({1}), floats({2, 3}), floats({9})}))
      .check();
}

TEST(SequenceInsert, IntoAnEmptySequence) {
  OpTest("SequenceInsert", 11)
      .input(empty_sequence(DType::kFloat))
      .input(floats({9}))
      .output(sequence_of({floats({9})}))
      .check();
}

TEST(SequenceInsert, OutOfRange) {
  OpTest("SequenceInsert", 11)
      .input(kTwo)
      .input(floats({9}))
      .input<std::int64_t>({}, {3})
      .expect_error("position 3 is out of range for a sequence of 2 elements");
}

TEST(SequenceInsert, AnotherType) {
  OpTest("SequenceInsert", 11)
      .input(kTwo)
      .input<std::int64_t>({1}, {9})
      .expect_error("input 1 is a tensor of int64, but the sequence holds tensors of float");
}

}  // namespace
}  // namespace sardonyx
