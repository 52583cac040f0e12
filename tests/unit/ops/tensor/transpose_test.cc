#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

std::vector<std::int64_t> perm(std::initializer_list<std::int64_t> axes) {
  return axes;
}

TEST(Transpose, Reverses) {
  OpTest("Transpose", 13).input<float>({2, 3}, ramp(6)).expect<float>({3, 2}, {0, 3, 1, 4, 2, 5});
}

TEST(Transpose, Permutes) {
  OpTest("Transpose", 1)
      .attribute("perm", perm({1, 0, 2}))
      .input<float>({2, 2, 2}, ramp(8))
      .expect<float>({2, 2, 2}, {0, 1, 4, 5, 2, 3, 6, 7});
  OpTest("Transpose", 21)
      .attribute("perm", perm({0, 2, 1}))
      .input<std::int64_t>({2, 1, 3}, {1, 2, 3, 4, 5, 6})
      .expect<std::int64_t>({2, 3, 1}, {1, 2, 3, 4, 5, 6});
}

TEST(Transpose, EverySizeOfElement) {
  OpTest("Transpose", 13)
      .input<std::uint8_t>({2, 2}, {1, 2, 3, 4})
      .expect<std::uint8_t>({2, 2}, {1, 3, 2, 4});
  OpTest("Transpose", 13)
      .input<Float16>({2, 2}, to_float16({1, 2, 3, 4}))
      .expect<Float16>({2, 2}, to_float16({1, 3, 2, 4}));
  OpTest("Transpose", 13).input<double>({2, 2}, {1, 2, 3, 4}).expect<double>({2, 2}, {1, 3, 2, 4});
  OpTest("Transpose", 13)
      .input<std::string>({2, 2}, {"a", "b", "c", "d"})
      .expect<std::string>({2, 2}, {"a", "c", "b", "d"});
}

// [[1, 2, 3], [4, 5, 6]] in four bits each.
TEST(Transpose, PackedElements) {
  Tensor x = Tensor::allocate(DType::kUint4, Shape{2, 3});
  Tensor y = Tensor::allocate(DType::kUint4, Shape{3, 2});
  const std::uint8_t x_bytes[] = {0x21, 0x43, 0x65};
  const std::uint8_t y_bytes[] = {0x41, 0x52, 0x63};
  std::copy(std::begin(x_bytes), std::end(x_bytes), static_cast<std::uint8_t*>(x.raw()));
  std::copy(std::begin(y_bytes), std::end(y_bytes), static_cast<std::uint8_t*>(y.raw()));
  OpTest("Transpose", 21).input(x).output(y).check();
}

TEST(Transpose, ScalarsAndZeroSizes) {
  OpTest("Transpose", 13).input<float>({}, {4}).expect<float>({}, {4});
  OpTest("Transpose", 13).input<float>({0, 3}, {}).expect<float>({3, 0}, {});
}

TEST(Transpose, NoPermutation) {
  OpTest("Transpose", 13)
      .attribute("perm", perm({0, 0}))
      .input<float>({2, 3}, ramp(6))
      .expect_error("is no permutation");
  OpTest("Transpose", 13)
      .attribute("perm", perm({0, 1, 2}))
      .input<float>({2, 3}, ramp(6))
      .expect_error("does not fit input 0");
}

}  // namespace
}  // namespace sardonyx
