#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

constexpr Tolerance kFloat{.rtol = 1e-6, .atol = 1e-6};

TEST(LpNormalization, L2AlongTheLastAxis) {
  OpTest("LpNormalization", 22)
      .input<float>({2, 2}, {3, 4, -6, 8})
      .expect<float>({2, 2}, {0.6f, 0.8f, -0.6f, 0.8f}, kFloat);
}

TEST(LpNormalization, L1AlongAnotherAxis) {
  OpTest("LpNormalization", 1)
      .attribute("p", 1)
      .attribute("axis", 0)
      .input<float>({2, 2}, {1, -4, 3, 4})
      .expect<float>({2, 2}, {0.25f, -0.5f, 0.75f, 0.5f}, kFloat);
}

TEST(LpNormalization, ZerosStayZeros) {
  OpTest("LpNormalization", 22)
      .input<float>({2, 2}, {0, 0, 0, 2})
      .expect<float>({2, 2}, {0, 0, 0, 1}, kFloat);
}

TEST(LpNormalization, OtherTypesAndNoElements) {
  OpTest("LpNormalization", 22)
      .input<double>({2}, {3, 4})
      .expect<double>({2}, {0.6, 0.8}, {.rtol = 1e-15});
  OpTest("LpNormalization", 22)
      .input<Float16>({2}, to_float16({3, 4}))
      .expect<Float16>({2}, to_float16({0.6f, 0.8f}), {.rtol = 1e-3});
  OpTest("LpNormalization", 22)
      .input<float>({0, 2}, std::vector<float>{})
      .expect<float>({0, 2}, std::vector<float>{});
}

TEST(LpNormalization, Errors) {
  OpTest("LpNormalization", 22)
      .attribute("p", 3)
      .input<float>({2}, {3, 4})
      .expect_error("attribute 'p' is 3");
  OpTest("LpNormalization", 22).attribute("axis", 1).input<float>({2}, {3, 4}).expect_error("axis");
}

}  // namespace
}  // namespace sardonyx
