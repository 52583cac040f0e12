// Expected values are onnxruntime's.

#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(GridSample, Bilinear) {
  OpTest("GridSample", 1, "com.microsoft")
      .attribute("mode", "bilinear")
      .attribute("padding_mode", "border")
      .input<float>({1, 1, 3, 3}, {1.25f, -2.0f, -2.0f, 0.0f, -0.75f, -0.25f, 1.75f, -1.25f, 0.0f})
      .input<float>({1, 2, 2, 2}, {0.0f, 1.0f, 1.0f, 1.0f, -0.5f, -1.25f, 0.75f, 0.5f})
      .output<float>({1, 1, 2, 2}, {-1.25f, 0.0f, 0.4375f, -0.0625f}, Tolerance{1e-5, 1e-6})
      .check();
}

TEST(GridSample, Nearest) {
  OpTest("GridSample", 1, "com.microsoft")
      .attribute("mode", "nearest")
      .attribute("padding_mode", "border")
      .input<float>({1, 1, 3, 3},
                    {-0.75f, -0.75f, 1.25f, -1.5f, -0.75f, -1.5f, -1.5f, -1.0f, 0.75f})
      .input<float>({1, 2, 2, 2}, {0.0f, 1.0f, 1.0f, 1.0f, -0.5f, -1.25f, 0.75f, 0.5f})
      .output<float>({1, 1, 2, 2}, {-1.0f, 0.75f, -0.75f, 0.75f}, Tolerance{1e-5, 1e-6})
      .check();
}

TEST(GridSample, Bicubic) {
  OpTest("GridSample", 1, "com.microsoft")
      .attribute("mode", "bicubic")
      .attribute("padding_mode", "zeros")
      .input<float>({1, 1, 3, 3},
                    {0.25f, -0.25f, -1.5f, 1.25f, 1.25f, -1.0f, -1.75f, -0.75f, -1.5f})
      .input<float>({1, 2, 2, 2}, {0.0f, 1.0f, 1.0f, 1.0f, -0.5f, -1.25f, 0.75f, 0.5f})
      .output<float>({1, 1, 2, 2}, {-0.5625f, -0.42041016f, 0.008775711f, -1.4541755f},
                     Tolerance{1e-5, 1e-6})
      .check();
}

TEST(GridSample, AlignedCorners) {
  OpTest("GridSample", 1, "com.microsoft")
      .attribute("align_corners", 1)
      .input<float>({1, 1, 3, 3}, {1.25f, 0.0f, 0.0f, -1.0f, 0.0f, 2.0f, -1.0f, 1.25f, -2.0f})
      .input<float>({1, 2, 2, 2}, {0.0f, 1.0f, 1.0f, 1.0f, -0.5f, -1.25f, 0.75f, 0.5f})
      .output<float>({1, 1, 2, 2}, {1.25f, -2.0f, 0.46875f, 0.15625f}, Tolerance{1e-5, 1e-6})
      .check();
}

}  // namespace
}  // namespace sardonyx
