#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

OpTest pad_2x3(const char* mode, std::initializer_list<std::int64_t> pads) {
  return OpTest("Pad", 21)
      .attribute("mode", mode)
      .input<float>({2, 3}, ramp(6))
      .input<std::int64_t>({4}, pads);
}

TEST(Pad, Constant) {
  OpTest("Pad", 13)
      .input<float>({3, 2}, {1, 1.2f, 2.3f, 3.4f, 4.5f, 5.7f})
      .input<std::int64_t>({4}, {0, 2, 0, 0})
      .input<float>({}, {0.5f})
      .expect<float>({3, 4}, {0.5f, 0.5f, 1, 1.2f, 0.5f, 0.5f, 2.3f, 3.4f, 0.5f, 0.5f, 4.5f, 5.7f});
  pad_2x3("constant", {0, 1, 1, 0}).expect<float>({3, 4}, {0, 0, 1, 2, 0, 3, 4, 5, 0, 0, 0, 0});
}

TEST(Pad, ReflectEdgeWrap) {
  pad_2x3("reflect", {1, 2, 0, 1})
      .expect<float>({3, 6}, {5, 4, 3, 4, 5, 4, 2, 1, 0, 1, 2, 1, 5, 4, 3, 4, 5, 4});
  pad_2x3("edge", {1, 2, 0, 1})
      .expect<float>({3, 6}, {0, 0, 0, 1, 2, 2, 0, 0, 0, 1, 2, 2, 3, 3, 3, 4, 5, 5});
  pad_2x3("wrap", {1, 2, 0, 1})
      .expect<float>({3, 6}, {4, 5, 3, 4, 5, 3, 1, 2, 0, 1, 2, 0, 4, 5, 3, 4, 5, 3});
}

TEST(Pad, ReflectsMoreThanOnce) {
  OpTest("Pad", 21)
      .attribute("mode", "reflect")
      .input<float>({3}, ramp(3))
      .input<std::int64_t>({2}, {5, 4})
      .expect<float>({12}, {1, 0, 1, 2, 1, 0, 1, 2, 1, 0, 1, 2});
}

TEST(Pad, NegativePadsCrop) {
  OpTest("Pad", 21)
      .input<float>({2, 3}, ramp(6))
      .input<std::int64_t>({4}, {-1, 1, 2, -1})
      .input<float>({}, {9})
      .expect<float>({3, 3}, {9, 3, 4, 9, 9, 9, 9, 9, 9});
}

TEST(Pad, Axes) {
  OpTest("Pad", 18)
      .input<float>({2, 3}, ramp(6))
      .input<std::int64_t>({2}, {1, 1})
      .no_input()
      .input<std::int32_t>({1}, {-1})
      .expect<float>({2, 5}, {0, 0, 1, 2, 0, 0, 3, 4, 5, 0});
}

TEST(Pad, Attributes) {
  OpTest("Pad", 2)
      .attribute("pads", std::vector<std::int64_t>{1, 0})
      .attribute("value", 2.5f)
      .input<Float16>({2}, to_float16({1, 2}))
      .expect<Float16>({3}, to_float16({2.5f, 1, 2}));
  OpTest("Pad", 1)
      .attribute("paddings", std::vector<std::int64_t>{0, 1})
      .attribute("mode", "edge")
      .input<float>({2}, {1, 2})
      .expect<float>({3}, {1, 2, 2});
}

TEST(Pad, OtherTypes) {
  OpTest("Pad", 13)
      .input<std::string>({1}, {"a"})
      .input<std::int64_t>({2}, {1, 0})
      .expect<std::string>({2}, {"", "a"});
  OpTest("Pad", 13)
      .input<std::int64_t>({1}, {5})
      .input<std::int64_t>({2}, {0, 1})
      .input<std::int64_t>({1}, {7})
      .expect<std::int64_t>({2}, {5, 7});
  Tensor x = Tensor::allocate(DType::kInt4, Shape{3});
  Tensor y = Tensor::allocate(DType::kInt4, Shape{4});
  static_cast<std::uint8_t*>(x.raw())[0] = 0xf1;  // 1, -1
  static_cast<std::uint8_t*>(x.raw())[1] = 0x07;  // 7
  static_cast<std::uint8_t*>(y.raw())[0] = 0x10;  // 0, 1
  static_cast<std::uint8_t*>(y.raw())[1] = 0x7f;  // -1, 7
  OpTest("Pad", 21).input(x).input<std::int64_t>({2}, {1, 0}).output(y).check();
}

TEST(Pad, ScalarsAndZeroSizes) {
  OpTest("Pad", 13).input<float>({}, {3}).input<std::int64_t>({0}, {}).expect<float>({}, {3});
  OpTest("Pad", 13)
      .input<float>({0}, {})
      .input<std::int64_t>({2}, {1, 1})
      .input<float>({}, {4})
      .expect<float>({2}, {4, 4});
  OpTest("Pad", 13)
      .input<float>({2}, {1, 2})
      .input<std::int64_t>({2}, {-1, -1})
      .expect<float>({0}, {});
}

TEST(Pad, Errors) {
  pad_2x3("constant", {-3, 0, 1, 0}).expect_error("take more than there is of axis 0");
  OpTest("Pad", 13)
      .input<float>({2, 3}, ramp(6))
      .input<std::int64_t>({2}, {1, 1})
      .expect_error("the pads [1,1] do not fit 2 axes");
  OpTest("Pad", 13)
      .attribute("mode", "edge")
      .input<float>({0}, {})
      .input<std::int64_t>({2}, {1, 1})
      .expect_error("axis of extent 0");
  OpTest("Pad", 18)
      .input<float>({2, 3}, ramp(6))
      .input<std::int64_t>({4}, {0, 0, 0, 0})
      .no_input()
      .input<std::int64_t>({2}, {1, -1})
      .expect_error("name axis 1 twice");
  OpTest("Pad", 13)
      .input<float>({1}, {1})
      .input<std::int64_t>({2}, {INT64_MAX, 0})
      .expect_error("out of range");
}

}  // namespace
}  // namespace sardonyx
