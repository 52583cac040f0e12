// Expected values are onnxruntime's.

#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(QLinearConcat, TwoScales) {
  OpTest("QLinearConcat", 1, "com.microsoft")
      .attribute("axis", 1)
      .input<float>({}, {0.5f})
      .input<std::uint8_t>({}, {10})
      .input<std::uint8_t>({2, 2}, {61, 80, 189, 50})
      .input<float>({}, {0.25f})
      .input<std::uint8_t>({}, {3})
      .input<std::uint8_t>({2, 1}, {172, 241})
      .input<float>({}, {1.0f})
      .input<std::uint8_t>({}, {128})
      .output<std::uint8_t>({2, 3}, {39, 48, 98, 103, 34, 236})
      .check();
}

TEST(QLinearConcat, IncompleteTriple) {
  OpTest("QLinearConcat", 1, "com.microsoft")
      .attribute("axis", 1)
      .input<float>({}, {0.5f})
      .input<std::uint8_t>({}, {10})
      .input<std::uint8_t>({2, 2}, {175, 165, 118, 247})
      .input<float>({}, {0.25f})
      .expect_error("expected three per tensor");
}

}  // namespace
}  // namespace sardonyx
