// Expected values are onnxruntime's.

#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(CausalConvWithState, Silu) {
  OpTest("CausalConvWithState", 1, "com.microsoft")
      .attribute("activation", "silu")
      .input<float>({1, 2, 3}, {1.75f, -0.25f, -0.5f, 0.25f, -1.5f, 0.75f})
      .input<float>({2, 1, 3}, {-2.0f, 0.25f, -1.75f, -2.0f, -1.25f, 1.0f})
      .input<float>({2}, {-0.25f, -0.25f})
      .input<float>({1, 2, 2}, {0.5f, -1.75f, 2.0f, 0.0f})
      .output<float>(
          {1, 2, 3},
          {-0.040743057f, 4.0593863f, -0.14784624f, -0.07194484f, -0.23264053f, 1.625692f},
          Tolerance{1e-5, 1e-6})
      .output<float>({1, 2, 2}, {-0.25f, -0.5f, -1.5f, 0.75f}, Tolerance{1e-5, 1e-6})
      .check();
}

TEST(CausalConvWithState, NoPast) {
  OpTest("CausalConvWithState", 1, "com.microsoft")
      .input<float>({1, 2, 3}, {1.75f, 1.0f, -1.0f, -0.75f, 0.5f, 1.5f})
      .input<float>({2, 1, 2}, {1.75f, 0.0f, -1.75f, 2.0f})
      .output<float>({1, 2, 3}, {0.0f, 3.0625f, 1.75f, -1.5f, 2.3125f, 2.125f},
                     Tolerance{1e-5, 1e-6})
      .output<float>({1, 2, 1}, {-1.0f, 1.5f}, Tolerance{1e-5, 1e-6})
      .check();
}

TEST(CausalConvWithState, Dilation) {
  OpTest("CausalConvWithState", 1, "com.microsoft")
      .attribute("dilation", 2)
      .input<float>({1, 2, 3}, {1.5f, 1.0f, -0.5f, -1.5f, 1.25f, -1.25f})
      .input<float>({2, 1, 2}, {-0.75f, 1.5f, 0.5f, -0.75f})
      .expect_error("attribute 'dilation' is 2, expected 1");
}

}  // namespace
}  // namespace sardonyx
