// Expected values are numpy's.

#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(BiasSoftmax, Flattened) {
  OpTest("BiasSoftmax", 1, "com.microsoft")
      .attribute("axis", 1)
      .attribute("is_inner_broadcast", 1)
      .input<float>({2, 2, 2}, {0.0f, 1.0f, 1.0f, 2.0f, -2.0f, -1.0f, 2.0f, -0.25f})
      .input<float>({2, 1, 2}, {-0.5f, -1.0f, -2.0f, -2.0f})
      .output<float>({2, 2, 2},
                     {0.10153632f, 0.16740508f, 0.27600434f, 0.45505422f, 0.0156076765f,
                      0.04242606f, 0.85215026f, 0.089815974f},
                     Tolerance{1e-5, 1e-6})
      .check();
}

}  // namespace
}  // namespace sardonyx
