#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

// Expected values were computed by onnxruntime 1.31.
constexpr Tolerance kFloat{.rtol = 1e-5, .atol = 1e-5};

TEST(MatMulIntegerToFloat, PerColumn) {
  OpTest test("MatMulIntegerToFloat", 1, "com.microsoft");
  test.input<std::uint8_t>({2, 4}, {10, 87, 4, 210, 106, 59, 185, 222});
  test.input<std::int8_t>({4, 3}, {-102, 1, -35, 57, 110, 8, 63, -48, 20, -2, 59, -116});
  test.input<float>({}, {0.0299999993f});
  test.input<float>({3}, {0.00999999978f, 0.0199999996f, 0.0399999991f});
  test.input<std::uint8_t>({}, {120});
  test.input<std::int8_t>({3}, {1, -5, 7});
  test.input<float>({3}, {-1.125f, -1.875f, 2});
  test.output<float>(
      {2, 3}, {-0.519000053f, 1.90079975f, -7.58919907f, -0.600000024f, -3.89459991f, -11.4087992f},
      kFloat);
  test.check();
}

TEST(MatMulIntegerToFloat, PlainScales) {
  OpTest test("MatMulIntegerToFloat", 1, "com.microsoft");
  test.input<std::uint8_t>(
      {2, 2, 4}, {135, 125, 122, 8, 213, 216, 5, 159, 142, 97, 125, 225, 153, 125, 186, 177});
  test.input<std::uint8_t>({4, 3}, {134, 212, 144, 158, 125, 151, 157, 230, 63, 93, 141, 86});
  test.input<float>({}, {0.0299999993f});
  test.input<float>({}, {0.00999999978f});
  test.output<float>({2, 2, 3},
                     {17.3213997f, 22.0298996f, 14.0066996f, 23.472599f, 28.7174988f, 23.1830997f,
                      22.471199f, 30.8111992f, 18.6959991f, 25.774498f, 34.739399f, 20.3540993f},
                     kFloat);
  test.check();
}

}  // namespace
}  // namespace sardonyx
