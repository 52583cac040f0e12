#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

// Expected values were computed by onnxruntime.
constexpr Tolerance kFloat{.rtol = 1e-5, .atol = 1e-5};

TEST(DequantizeLinear, PerTensor) {
  OpTest test("DequantizeLinear", 21);
  test.input<std::uint8_t>({4}, {179, 159, 87, 253});
  test.input<float>({}, {0.5f});
  test.input<std::uint8_t>({}, {128});
  test.output<float>({4}, {25.5f, 15.5f, -20.5f, 62.5f}, kFloat);
  test.check();
}

// ONNX's own tests give a scalar scale a zero point of shape [1].
TEST(DequantizeLinear, ScalarScaleWithZeroPointOfShapeOne) {
  OpTest test("DequantizeLinear", 21);
  test.input<std::uint8_t>({4}, {179, 159, 87, 253});
  test.input<float>({}, {0.5f});
  test.input<std::uint8_t>({1}, {128});
  test.output<float>({4}, {25.5f, 15.5f, -20.5f, 62.5f}, kFloat);
  test.check();
}

TEST(DequantizeLinear, PerAxis) {
  OpTest test("DequantizeLinear", 21);
  test.input<std::int8_t>({2, 3, 2}, {-9, -73, 88, -87, 91, 28, -99, -117, -15, -119, -92, 3});
  test.input<float>({3}, {0.5f, 1, 2});
  test.input<std::int8_t>({3}, {1, 2, 3});
  test.output<float>({2, 3, 2}, {-5, -37, 86, -89, 176, 50, -50, -59, -17, -121, -190, 0}, kFloat);
  test.check();
}

// Many elements in a row share a scale.
TEST(DequantizeLinear, PerChannelOfPlanes) {
  std::vector<std::uint8_t> x;
  std::vector<float> values;
  for (int i = 0; i < 2 * 3 * 5 * 5; ++i) {
    const int channel = i / 25 % 3;
    x.push_back(static_cast<std::uint8_t>(i));
    values.push_back(static_cast<float>(i - channel) * static_cast<float>(1 << channel));
  }
  OpTest("DequantizeLinear", 13)
      .input<std::uint8_t>({2, 3, 5, 5}, x)
      .input<float>({3}, {1, 2, 4})
      .input<std::uint8_t>({3}, {0, 1, 2})
      .expect<float>({2, 3, 5, 5}, values);
}

TEST(DequantizeLinear, Int32) {
  OpTest test("DequantizeLinear", 21);
  test.input<std::int32_t>({2}, {1000000, -7});
  test.input<float>({}, {0.5f});
  test.output<float>({2}, {500000, -3.5f}, kFloat);
  test.check();
}

TEST(DequantizeLinear, Blocked) {
  OpTest test("DequantizeLinear", 21);
  test.attribute("axis", 1);
  test.attribute("block_size", 2);
  test.input<std::int8_t>({2, 4}, {120, -9, 78, 106, 82, 33, -16, 3});
  test.input<float>({2, 2}, {0.5f, 1, 2, 4});
  test.input<std::int8_t>({2, 2}, {1, 2, 3, 4});
  test.output<float>({2, 4}, {59.5f, -5, 76, 104, 158, 60, -80, -4}, kFloat);
  test.check();
}

TEST(DequantizeLinear, ZeroPointOfAnotherType) {
  OpTest("DequantizeLinear", 13)
      .input<std::uint8_t>({1}, {1})
      .input<float>({}, {1})
      .input<std::int8_t>({}, {1})
      .expect_error("is a tensor of int8, expected uint8");
}

}  // namespace
}  // namespace sardonyx
