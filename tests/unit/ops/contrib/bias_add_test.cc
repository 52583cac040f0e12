#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

// Expected values were computed from the formula in double precision.
constexpr Tolerance kFloat{.rtol = 1e-5, .atol = 1e-6};

TEST(BiasAdd, Values) {
  OpTest test("BiasAdd", 1, "com.microsoft");
  test.input<float>({1, 2, 4}, {-0.5f, 1.125f, -1.375f, -2, -1.25f, 2, -0.25f, 1.875f});
  test.input<float>({4}, {-1.875f, 0.75f, -1, -1.25f});
  test.input<float>({1, 2, 4}, {0.625f, 0.625f, 1.125f, -1.25f, 1.375f, -0.5f, -1.875f, -1.875f});
  test.output<float>({1, 2, 4}, {-1.75f, 2.5f, -1.25f, -4.5f, -1.75f, 2.25f, -3.125f, -1.25f},
                     kFloat);
  test.check();
}

}  // namespace
}  // namespace sardonyx
