// Expected values are numpy's.

#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(GemmFastGelu, Bias) {
  OpTest("GemmFastGelu", 1, "com.microsoft")
      .input<float>({2, 3}, {1.5f, -2.0f, 0.5f, 0.25f, -0.5f, 0.0f})
      .input<float>({3, 2}, {1.5f, 0.5f, 0.0f, 1.0f, 0.75f, 0.0f})
      .input<float>({2}, {1.5f, 0.25f})
      .output<float>({2, 2}, {4.124962f, -0.15880801f, 1.817999f, -0.0562828f},
                     Tolerance{1e-5, 1e-6})
      .check();
}

}  // namespace
}  // namespace sardonyx
