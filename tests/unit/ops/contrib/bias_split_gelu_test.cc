#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

// Expected values were computed from the formula in double precision.
constexpr Tolerance kFloat{.rtol = 1e-5, .atol = 1e-6};

TEST(BiasSplitGelu, Values) {
  OpTest test("BiasSplitGelu", 1, "com.microsoft");
  test.input<float>({1, 2, 4}, {-0.5f, 1.125f, -1.375f, -2, -1.25f, 2, -0.25f, 1.875f});
  test.input<float>({4}, {-1.875f, 0.75f, -1, -1.25f});
  test.output<float>({1, 2, 2}, {0.0494935215f, -0.00351624633f, 0.412694424f, 1.26158738f},
                     kFloat);
  test.check();
}

}  // namespace
}  // namespace sardonyx
