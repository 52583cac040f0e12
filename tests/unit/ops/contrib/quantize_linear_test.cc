#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

// Expected values were computed by onnxruntime 1.31.

TEST(ContribQuantizeLinear, PerTensor) {
  OpTest test("QuantizeLinear", 1, "com.microsoft");
  test.input<float>({2, 4}, {2, -1, -1.625f, -0.75f, 0.375f, 1.625f, 1.75f, 0});
  test.input<float>({}, {0.0500000007f});
  test.input<std::uint8_t>({}, {100});
  test.output<std::uint8_t>({2, 4}, {140, 80, 68, 85, 108, 132, 135, 100});
  test.check();
}

TEST(ContribQuantizeLinear, PerAxis) {
  OpTest test("QuantizeLinear", 1, "com.microsoft");
  test.attribute("axis", 0);
  test.input<float>({2, 4}, {-1.875f, 1.875f, -1.125f, -1.5f, -1.125f, 1.125f, 0.125f, -0.125f});
  test.input<float>({2}, {0.0500000007f, 0.100000001f});
  test.input<std::uint8_t>({2}, {100, 3});
  test.output<std::uint8_t>({2, 4}, {62, 138, 78, 70, 0, 14, 4, 2});
  test.check();
}

}  // namespace
}  // namespace sardonyx
