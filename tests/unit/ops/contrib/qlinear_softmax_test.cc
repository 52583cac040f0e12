// Expected values are onnxruntime's.

#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(QLinearSoftmax, OneAxis) {
  OpTest("QLinearSoftmax", 1, "com.microsoft")
      .attribute("axis", 1)
      .attribute("opset", 13)
      .input<std::uint8_t>({2, 3, 2}, {56, 91, 164, 167, 27, 41, 177, 215, 162, 238, 96, 84})
      .input<float>({}, {0.05f})
      .input<std::uint8_t>({}, {9})
      .input<float>({}, {0.00390625f})
      .input<std::uint8_t>({}, {0})
      .output<std::uint8_t>({2, 3, 2}, {1, 6, 255, 250, 0, 0, 172, 62, 81, 194, 3, 0})
      .check();
}

TEST(QLinearSoftmax, FlattenedBeforeOpset13) {
  OpTest("QLinearSoftmax", 1, "com.microsoft")
      .attribute("axis", 1)
      .attribute("opset", 12)
      .input<std::uint8_t>({2, 3, 2}, {204, 10, 49, 49, 99, 40, 204, 216, 97, 7, 182, 27})
      .input<float>({}, {0.05f})
      .input<std::uint8_t>({}, {9})
      .input<float>({}, {0.00390625f})
      .input<std::uint8_t>({}, {0})
      .output<std::uint8_t>({2, 3, 2}, {254, 0, 0, 0, 1, 0, 81, 148, 0, 0, 27, 0})
      .check();
}

TEST(QLinearSoftmax, Signed) {
  OpTest("QLinearSoftmax", 1, "com.microsoft")
      .attribute("opset", 13)
      .input<std::int8_t>({2, 4}, {28, -85, 112, 45, 125, 29, 57, -32})
      .input<float>({}, {0.03f})
      .input<std::int8_t>({}, {2})
      .input<float>({}, {0.00390625f})
      .input<std::int8_t>({}, {-128})
      .output<std::int8_t>({2, 4}, {-111, -127, 82, -100, 86, -116, -100, -126})
      .check();
}

}  // namespace
}  // namespace sardonyx
