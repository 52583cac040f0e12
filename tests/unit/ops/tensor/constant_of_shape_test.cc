#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(ConstantOfShape, DefaultIsZero) {
  OpTest("ConstantOfShape", 9)
      .input<std::int64_t>({2}, {2, 3})
      .expect<float>({2, 3}, {0, 0, 0, 0, 0, 0});
}

TEST(ConstantOfShape, Values) {
  OpTest("ConstantOfShape", 20)
      .attribute("value", Tensor::of<std::int64_t>({1}, {-1}))
      .input<std::int64_t>({1}, {3})
      .expect<std::int64_t>({3}, {-1, -1, -1});
  OpTest("ConstantOfShape", 20)
      .attribute("value", Tensor::of<BFloat16>({1}, {to_bfloat16(2.0f)}))
      .input<std::int64_t>({1}, {2})
      .expect<BFloat16>({2}, to_bfloat16(std::vector<float>{2, 2}));
  OpTest("ConstantOfShape", 9)
      .attribute("value", Tensor::of<bool>({1}, {true}))
      .input<std::int64_t>({2}, {1, 2})
      .expect<bool>({1, 2}, {true, true});
}

TEST(ConstantOfShape, PackedElements) {
  Tensor value = Tensor::allocate(DType::kUint4, Shape{1});
  *static_cast<std::uint8_t*>(value.raw()) = 5;
  Tensor expected = Tensor::allocate(DType::kUint4, Shape{3});
  static_cast<std::uint8_t*>(expected.raw())[0] = 0x55;
  static_cast<std::uint8_t*>(expected.raw())[1] = 0x05;
  OpTest("ConstantOfShape", 21)
      .attribute("value", value)
      .input<std::int64_t>({1}, {3})
      .output(expected)
      .check();
}

TEST(ConstantOfShape, ScalarsAndZeroSizes) {
  OpTest("ConstantOfShape", 9)
      .attribute("value", Tensor::of<std::int32_t>({1}, {4}))
      .input<std::int64_t>({0}, {})
      .expect<std::int32_t>({}, {4});
  OpTest("ConstantOfShape", 9).input<std::int64_t>({2}, {0, 3}).expect<float>({0, 3}, {});
}

TEST(ConstantOfShape, Errors) {
  OpTest("ConstantOfShape", 9)
      .input<std::int64_t>({1}, {-2})
      .expect_error("the shape [-2] has a negative extent");
  OpTest("ConstantOfShape", 9)
      .attribute("value", Tensor::of<float>({2}, {1, 2}))
      .input<std::int64_t>({1}, {1})
      .expect_error("expected one element");
}

}  // namespace
}  // namespace sardonyx
