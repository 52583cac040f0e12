#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(Softsign, Floats) {
  OpTest("Softsign", 22)
      .input<float>({2, 4}, {-3, -1.5f, -0.25f, 0, 0.1f, 0.75f, 2, 10})
      .expect<float>({2, 4},
                     {-0.75f, -0.6f, -0.2f, 0, 0.09090909f, 0.42857143f, 0.6666667f, 0.90909094f},
                     {2e-07});
}

TEST(Softsign, Doubles) {
  OpTest("Softsign", 22)
      .input<double>({2, 4}, {-3, -1.5, -0.25, 0, 0.10000000149011612, 0.75, 2, 10})
      .expect<double>({2, 4},
                      {-0.75, -0.6, -0.2, 0, 0.09090909214059183, 0.42857142857142855,
                       0.6666666666666666, 0.9090909090909091},
                      {1e-14, 1e-15});
}

// One rounding of the result: half a unit in the last place.
TEST(Softsign, HalfPrecision) {
  OpTest("Softsign", 22)
      .input<Float16>({4}, to_float16({-0.5f, -0.25f, 0.25f, 0.75f}))
      .expect<Float16>({4}, to_float16({-0.33333334f, -0.2f, 0.2f, 0.42857143f}), {0x1p-11, 1e-7});
  OpTest("Softsign", 22)
      .input<BFloat16>({4}, to_bfloat16({-0.5f, -0.25f, 0.25f, 0.75f}))
      .expect<BFloat16>({4}, to_bfloat16({-0.33333334f, -0.2f, 0.2f, 0.42857143f}), {0x1p-8});
}

TEST(Softsign, SpecialValues) {
  OpTest("Softsign", 22)
      .input<float>({4}, {NAN, INFINITY, -INFINITY, -0.0f})
      .expect<float>({4}, {NAN, NAN, NAN, -0.0f}, {1e-6});
}

TEST(Softsign, ScalarsAndEmptyTensors) {
  OpTest("Softsign", 1).input<float>({}, {0.75f}).expect<float>({}, {0.42857143f}, {1e-6});
  OpTest("Softsign", 1).input<float>({0, 3}, {}).expect<float>({0, 3}, {});
}

TEST(Softsign, TakesFloatsOnly) {
  OpTest("Softsign", 22).input<std::int32_t>({1}, {1}).expect_error("expected a tensor of float");
}

}  // namespace
}  // namespace sardonyx
