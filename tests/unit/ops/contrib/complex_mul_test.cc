// Expected values are numpy's.

#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(ComplexMul, Product) {
  OpTest("ComplexMul", 1, "com.microsoft")
      .input<float>({2, 2, 2}, {-1.0f, -1.0f, 1.5f, -0.75f, -1.5f, -0.5f, 0.75f, -0.25f})
      .input<float>({2, 2, 2}, {-1.0f, -1.5f, -1.75f, 0.0f, -1.25f, 0.25f, 0.75f, -0.5f})
      .output<float>({2, 2, 2}, {-0.5f, 2.5f, -2.625f, 1.3125f, 2.0f, 0.25f, 0.4375f, -0.5625f},
                     Tolerance{1e-5, 1e-6})
      .check();
}

TEST(ComplexMul, WithConjugate) {
  OpTest("ComplexMulConj", 1, "com.microsoft")
      .input<float>({2, 2, 2}, {-1.0f, -1.0f, 1.5f, -0.75f, -1.5f, -0.5f, 0.75f, -0.25f})
      .input<float>({2, 2, 2}, {-1.0f, -1.5f, -1.75f, 0.0f, -1.25f, 0.25f, 0.75f, -0.5f})
      .output<float>({2, 2, 2}, {2.5f, -0.5f, -2.625f, 1.3125f, 1.75f, 1.0f, 0.6875f, 0.1875f},
                     Tolerance{1e-5, 1e-6})
      .check();
}

}  // namespace
}  // namespace sardonyx
