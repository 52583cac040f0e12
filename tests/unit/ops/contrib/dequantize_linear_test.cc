#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

// Expected values were computed by onnxruntime 1.31.
constexpr Tolerance kFloat{.rtol = 1e-5, .atol = 1e-5};

TEST(ContribDequantizeLinear, PerTensor) {
  OpTest test("DequantizeLinear", 1, "com.microsoft");
  test.input<std::uint8_t>({2, 4}, {89, 121, 183, 225, 243, 33, 189, 131});
  test.input<float>({}, {0.0500000007f});
  test.input<std::uint8_t>({}, {100});
  test.output<float>({2, 4},
                     {-0.550000012f, 1.05000007f, 4.1500001f, 6.25f, 7.1500001f, -3.35000014f,
                      4.45000029f, 1.55000007f},
                     kFloat);
  test.check();
}

TEST(ContribDequantizeLinear, PerAxis) {
  OpTest test("DequantizeLinear", 1, "com.microsoft");
  test.attribute("axis", 0);
  test.input<std::int8_t>({2, 4}, {-33, -65, -112, -41, -69, 81, 100, -27});
  test.input<float>({2}, {0.0500000007f, 0.100000001f});
  test.input<std::int8_t>({2}, {100, 3});
  test.output<float>(
      {2, 4},
      {-6.6500001f, -8.25f, -10.6000004f, -7.05000019f, -7.20000029f, 7.80000019f, 9.69999981f, -3},
      kFloat);
  test.check();
}

}  // namespace
}  // namespace sardonyx
