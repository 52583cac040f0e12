// Expected values are numpy's.

#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(GatedAdd, Gate) {
  OpTest("GatedAdd", 1, "com.microsoft")
      .input<float>({2, 3}, {0.5f, 0.0f, 0.5f, 0.5f, 1.75f, -1.0f})
      .input<float>({2, 3}, {-0.5f, 0.25f, -0.75f, 0.75f, 1.5f, -1.25f})
      .input<float>({2, 1}, {-2.0f, 2.0f})
      .output<float>({2, 3}, {1.5f, -0.5f, 2.0f, 2.0f, 4.75f, -3.5f}, Tolerance{1e-5, 1e-6})
      .check();
}

}  // namespace
}  // namespace sardonyx
