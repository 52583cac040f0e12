#include "tests/unit/ops/op_test.h"
#include "tests/unit/ops/sequence/sequence_values.h"

namespace sardonyx {
namespace {

Tensor matrix(const Shape& shape, std::initializer_list<float> elements) {
  return Tensor::of(shape, elements);
}

TEST(ConcatFromSequence, AlongAnAxis) {
  OpTest("ConcatFromSequence", 11)
      .attribute("axis", 1)
      .input(sequence_of({matrix({2, 1}, {1, 2}), matrix({2, 2}, {3, 4, 5, 6})}))
      .expect<float>({2, 3}, {1, 3, 4, 2, 5, 6});
  OpTest("ConcatFromSequence", 11)
      .attribute("axis", -2)
      .input(sequence_of({matrix({1, 2}, {1, 2}), matrix({0, 2}, {}), matrix({1, 2}, {3, 4})}))
      .expect<float>({2, 2}, {1, 2, 3, 4});
}

TEST(ConcatFromSequence, AlongANewAxis) {
  const Value two = sequence_of({floats({1, 2}), floats({3, 4})});
  OpTest("ConcatFromSequence", 11)
      .attribute("axis", 0)
      .attribute("new_axis", 1)
      .input(two)
      .expect<float>({2, 2}, {1, 2, 3, 4});
  OpTest("ConcatFromSequence", 11)
      .attribute("axis", -1)
      .attribute("new_axis", 1)
      .input(two)
      .expect<float>({2, 2}, {1, 3, 2, 4});
  OpTest("ConcatFromSequence", 11)
      .attribute("axis", 0)
      .attribute("new_axis", 1)
      .input(sequence_of({Tensor::scalar(1.0f), Tensor::scalar(2.0f)}))
      .expect<float>({2}, {1, 2});
}

TEST(ConcatFromSequence, OfStrings) {
  OpTest("ConcatFromSequence", 11)
      .attribute("axis", 0)
      .input(
          sequence_of({Tensor::of<std::string>({1}, {"a"}), Tensor::of<std::string>({1}, {"b"})}))
      .expect<std::string>({2}, {"a", "b"});
}

TEST(ConcatFromSequence, ElementsThatDoNotFit) {
  OpTest("ConcatFromSequence", 11)
      .attribute("axis", 0)
      .input(sequence_of({matrix({1, 2}, {1, 2}), matrix({1, 1}, {3})}))
      .expect_error("do not fit each other on axis 0");
  OpTest("ConcatFromSequence", 11)
      .attribute("axis", 0)
      .attribute("new_axis", 1)
      .input(sequence_of({floats({1, 2}), floats({3})}))
      .expect_error("do not fit each other on axis 0");
}

TEST(ConcatFromSequence, EmptySequenceOrMissingAxis) {
  OpTest("ConcatFromSequence", 11)
      .attribute("axis", 0)
      .input(empty_sequence(DType::kFloat))
      .expect_error("the sequence is empty");
  OpTest("ConcatFromSequence", 11).input(sequence_of({floats({1})})).expect_error("axis");
  OpTest("ConcatFromSequence", 11)
      .attribute("axis", 1)
      .input(sequence_of({floats({1})}))
      .expect_error("axis");
}

}  // namespace
}  // namespace sardonyx
