#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

// Expected values were computed by onnxruntime.
TEST(QuantizeLinear, PerTensor) {
  OpTest test("QuantizeLinear", 21);
  test.input<float>({8}, {-3, -1.5f, -0.5f, 0, 0.5f, 1.5f, 2.5f, 300});
  test.input<float>({}, {1});
  test.input<std::uint8_t>({}, {3});
  test.output<std::uint8_t>({8}, {0, 1, 3, 3, 3, 5, 5, 255});
  test.check();
}

TEST(QuantizeLinear, WithoutZeroPoint) {
  OpTest test("QuantizeLinear", 21);
  test.input<float>({4}, {-1, 0, 2.25f, 999});
  test.input<float>({}, {0.5f});
  test.output<std::uint8_t>({4}, {0, 0, 4, 255});
  test.check();
}

TEST(QuantizeLinear, PerAxis) {
  OpTest test("QuantizeLinear", 21);
  test.input<float>({2, 3, 2}, {8, 2, 3, 8, 1, 5, 6, -5, -8, -4, -4, 7});
  test.input<float>({3}, {0.5f, 1, 2});
  test.input<std::int8_t>({3}, {1, 2, 3});
  test.output<std::int8_t>({2, 3, 2}, {17, 5, 5, 10, 3, 5, 13, -9, -6, -2, 1, 7});
  test.check();
}

TEST(QuantizeLinear, LastAxis) {
  OpTest test("QuantizeLinear", 21);
  test.attribute("axis", -1);
  test.input<float>({2, 3}, {8, -9, 0, 6, -7, 6});
  test.input<float>({3}, {0.5f, 1, 2});
  test.input<std::int8_t>({3}, {1, 2, 3});
  test.output<std::int8_t>({2, 3}, {17, -7, 3, 13, -5, 6});
  test.check();
}

TEST(QuantizeLinear, Blocked) {
  OpTest test("QuantizeLinear", 21);
  test.attribute("axis", 1);
  test.attribute("block_size", 2);
  test.input<float>({2, 4}, {-7, -1, 6, -4, -3, -4, 4, -5});
  test.input<float>({2, 2}, {0.5f, 1, 2, 4});
  test.input<std::uint8_t>({2, 2}, {1, 2, 3, 4});
  test.output<std::uint8_t>({2, 4}, {0, 0, 8, 0, 1, 1, 5, 3});
  test.check();
}

TEST(QuantizeLinear, BlockedFirstAxis) {
  OpTest test("QuantizeLinear", 21);
  test.attribute("axis", 0);
  test.attribute("block_size", 2);
  test.input<float>({3, 2}, {9, -1, 0, 0, 2, 1});
  test.input<float>({2, 2}, {0.5f, 1, 2, 4});
  test.input<std::uint8_t>({2, 2}, {1, 2, 3, 4});
  test.output<std::uint8_t>({3, 2}, {19, 1, 1, 2, 4, 4});
  test.check();
}

TEST(QuantizeLinear, Int16) {
  OpTest test("QuantizeLinear", 21);
  test.input<float>({4}, {0, 45000, 30000, 30000});
  test.input<float>({}, {0.5f});
  test.input<std::int16_t>({}, {7});
  test.output<std::int16_t>({4}, {7, 32767, 32767, 32767});
  test.check();
}

TEST(QuantizeLinear, Int4IsPacked) {
  Tensor zero = Tensor::allocate(DType::kInt4, Shape{});
  *static_cast<std::uint8_t*>(zero.raw()) = 1;
  Tensor expected = Tensor::allocate(DType::kInt4, Shape{3});
  static_cast<std::uint8_t*>(expected.raw())[0] = 0x87;  // 7, then -8
  static_cast<std::uint8_t*>(expected.raw())[1] = 0x03;
  OpTest test("QuantizeLinear", 21);
  test.input<float>({3}, {100, -100, 2}).input<float>({}, {1}).input(zero).output(expected);
  test.check();
}

TEST(QuantizeLinear, NotANumberIsTheZeroPoint) {
  OpTest("QuantizeLinear", 13)
      .input<float>({1}, {std::nanf("")})
      .input<float>({}, {1})
      .input<std::uint8_t>({}, {9})
      .expect<std::uint8_t>({1}, {9});
}

// Many elements in a row share a scale.
TEST(QuantizeLinear, PerChannelOfPlanes) {
  std::vector<float> x;
  std::vector<std::int8_t> codes;
  for (int i = 0; i < 2 * 3 * 5 * 5; ++i) {
    const int channel = i / 25 % 3;
    codes.push_back(static_cast<std::int8_t>(i - 75));
    x.push_back(static_cast<float>(i - 75 - channel) * static_cast<float>(1 << channel));
  }
  OpTest("QuantizeLinear", 13)
      .input<float>({2, 3, 5, 5}, x)
      .input<float>({3}, {1, 2, 4})
      .input<std::int8_t>({3}, {0, 1, 2})
      .expect<std::int8_t>({2, 3, 5, 5}, codes);
}

TEST(QuantizeLinear, ScaleThatDoesNotFit) {
  OpTest("QuantizeLinear", 13)
      .input<float>({2, 3}, ramp(6))
      .input<float>({2}, {1, 1})
      .expect_error("expected one per index of axis 1");
}

}  // namespace
}  // namespace sardonyx
