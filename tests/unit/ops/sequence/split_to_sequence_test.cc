#include "tests/unit/ops/op_test.h"
#include "tests/unit/ops/sequence/sequence_values.h"

namespace sardonyx {
namespace {

Tensor matrix(const Shape& shape, std::initializer_list<float> elements) {
  return Tensor::of(shape, elements);
}

TEST(SplitToSequence, SlicesKeepTheirAxisByDefault) {
  OpTest("SplitToSequence", 11)
      .input<float>({2, 2}, {1, 2, 3, 4})
      .output(sequence_of({matrix({1, 2}, {1, 2}), matrix({1, 2}, {3, 4})}))
      .check();
  OpTest("SplitToSequence", 24)
      .attribute("keepdims", 0)
      .attribute("axis", 1)
      .input<float>({2, 2}, {1, 2, 3, 4})
      .output(sequence_of({floats({1, 3}), floats({2, 4})}))
      .check();
}

TEST(SplitToSequence, OneSizeForAll) {
  OpTest("SplitToSequence", 11)
      .attribute("axis", -1)
      .input<float>({1, 5}, {1, 2, 3, 4, 5})
      .input<std::int64_t>({}, {2})
      .output(sequence_of({matrix({1, 2}, {1, 2}), matrix({1, 2}, {3, 4}), matrix({1, 1}, {5})}))
      .check();
}

TEST(SplitToSequence, AListOfSizes) {
  OpTest("SplitToSequence", 11)
      .attribute("keepdims", 0)
      .input<float>({3, 1}, {1, 2, 3})
      .input<std::int32_t>({3}, {1, 0, 2})
      .output(sequence_of({matrix({1, 1}, {1}), matrix({0, 1}, {}), matrix({2, 1}, {2, 3})}))
      .check();
}

TEST(SplitToSequence, OtherTypes) {
  OpTest("SplitToSequence", 11)
      .input<std::string>({2}, {"a", "b"})
      .output(
          sequence_of({Tensor::of<std::string>({1}, {"a"}), Tensor::of<std::string>({1}, {"b"})}))
      .check();
  OpTest("SplitToSequence", 11)
      .input<float>({0, 2}, std::vector<float>{})
      .output(empty_sequence(DType::kFloat))
      .check();
}

TEST(SplitToSequence, SizesThatDoNotFit) {
  OpTest("SplitToSequence", 11)
      .input<float>({3}, ramp(3))
      .input<std::int64_t>({2}, {1, 1})
      .expect_error("the sizes [1,1] add up to 2, but the axis has extent 3");
  OpTest("SplitToSequence", 11)
      .input<float>({3}, ramp(3))
      .input<std::int64_t>({2}, {4, -1})
      .expect_error("the sizes [4,-1] do not fit");
  OpTest("SplitToSequence", 11)
      .input<float>({3}, ramp(3))
      .input<std::int64_t>({}, {0})
      .expect_error("input 1 ('split') is 0");
  OpTest("SplitToSequence", 11)
      .attribute("axis", 1)
      .input<float>({3}, ramp(3))
      .expect_error("axis");
}

}  // namespace
}  // namespace sardonyx
