// Expected values are numpy's.

#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(Irfft, Rows) {
  OpTest("Irfft", 1, "com.microsoft")
      .attribute("signal_ndim", 1)
      .attribute("normalized", 0)
      .attribute("onesided", 1)
      .input<float>({2, 4, 2},
                    {-5.0f, 0.0f, -0.625f, -0.21650635f, 0.625f, 0.649519f, 5.0f, 0.0f, -1.75f,
                     0.0f, -0.125f, 1.5155444f, -3.625f, -1.5155444f, 3.25f, 0.0f})
      .output<float>(
          {2, 6},
          {0.0f, -2.0f, 0.25f, -1.25f, -0.25f, -1.75f, -1.0f, -0.25f, 0.0f, -2.0f, 1.75f, -0.25f},
          Tolerance{1e-5, 1e-6})
      .check();
}

TEST(Irfft, TwoAxes) {
  OpTest("Irfft", 1, "com.microsoft")
      .attribute("signal_ndim", 2)
      .input<float>({2, 4, 2},
                    {-5.0f, 0.0f, -0.625f, -0.21650635f, 0.625f, 0.649519f, 5.0f, 0.0f, -1.75f,
                     0.0f, -0.125f, 1.5155444f, -3.625f, -1.5155444f, 3.25f, 0.0f})
      .expect_error("expected signal_ndim 1");
}

}  // namespace
}  // namespace sardonyx
