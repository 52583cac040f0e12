// Expected values are onnxruntime's.

#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(LinearAttention, GatedDelta) {
  OpTest("LinearAttention", 1, "com.microsoft")
      .attribute("q_num_heads", 2)
      .attribute("kv_num_heads", 1)
      .input<float>({1, 2, 4}, {0.0f, 0.5f, -1.75f, -1.0f, 1.0f, 0.5f, 1.25f, 1.0f})
      .input<float>({1, 2, 2}, {0.0f, -0.75f, -0.5f, -1.25f})
      .input<float>({1, 2, 2}, {2.0f, -2.0f, -0.5f, -1.75f})
      .input<float>({1, 1, 2, 2}, {1.5f, 0.75f, -0.25f, 1.25f})
      .input<float>({1, 2, 1}, {-0.5f, -0.25f})
      .input<float>({1, 2, 1}, {0.5f, 1.0f})
      .output<float>({1, 2, 4},
                     {-0.3036974f, 0.45782688f, -0.5184203f, -1.4785613f, 1.045636f, 0.855457f,
                      1.4551283f, 1.4402343f},
                     Tolerance{1e-5, 1e-6})
      .output<float>({1, 1, 2, 2}, {1.1995243f, 0.5103984f, 0.55845696f, 1.3988011f},
                     Tolerance{1e-5, 1e-6})
      .check();
}

TEST(LinearAttention, Linear) {
  OpTest("LinearAttention", 1, "com.microsoft")
      .attribute("q_num_heads", 1)
      .attribute("kv_num_heads", 1)
      .attribute("update_rule", "linear")
      .attribute("scale", 0.5f)
      .input<float>({1, 2, 2}, {-1.75f, 0.25f, -1.0f, 2.0f})
      .input<float>({1, 2, 2}, {-1.25f, -0.5f, -1.75f, 0.0f})
      .input<float>({1, 2, 2}, {0.25f, 1.0f, -0.25f, -1.0f})
      .output<float>({1, 2, 2}, {0.2578125f, 1.03125f, -0.1875f, -0.75f}, Tolerance{1e-5, 1e-6})
      .output<float>({1, 1, 2, 2}, {0.125f, 0.5f, -0.125f, -0.5f}, Tolerance{1e-5, 1e-6})
      .check();
}

}  // namespace
}  // namespace sardonyx
