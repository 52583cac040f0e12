// Expected values are numpy's.

#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(NhwcConv, OneTap) {
  OpTest("NhwcConv", 1, "com.microsoft")
      .attribute("kernel_shape", std::vector<std::int64_t>{1, 1})
      .input<float>({1, 2, 2, 2}, {1.0f, 2.0f, 3.0f, 4.0f, 5.0f, 6.0f, 7.0f, 8.0f})
      .input<float>({2, 2, 1, 1}, {1.0f, 10.0f, 2.0f, -1.0f})
      .input<float>({2}, {0.0f, 100.0f})
      .output<float>({1, 2, 2, 2}, {21.0f, 100.0f, 43.0f, 102.0f, 65.0f, 104.0f, 87.0f, 106.0f},
                     Tolerance{1e-5, 1e-6})
      .check();
}

TEST(NhwcConv, Fused) {
  OpTest("NhwcFusedConv", 1, "com.microsoft")
      .attribute("kernel_shape", std::vector<std::int64_t>{1, 1})
      .attribute("activation", "Relu")
      .input<float>({1, 2, 2, 2}, {1.0f, 2.0f, 3.0f, 4.0f, 5.0f, 6.0f, 7.0f, 8.0f})
      .input<float>({2, 2, 1, 1}, {1.0f, 10.0f, 2.0f, -1.0f})
      .no_input()
      .input<float>({1, 2, 2, 2}, {-1.0f, -2.0f, -3.0f, -4.0f, -5.0f, -6.0f, -7.0f, -8.0f})
      .output<float>({1, 2, 2, 2}, {20.0f, 0.0f, 40.0f, 0.0f, 60.0f, 0.0f, 80.0f, 0.0f},
                     Tolerance{1e-5, 1e-6})
      .check();
}

}  // namespace
}  // namespace sardonyx
