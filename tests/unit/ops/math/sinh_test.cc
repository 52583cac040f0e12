#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(Sinh, Floats) {
  OpTest("Sinh", 22)
      .input<float>({2, 4}, {-3, -1.5f, -0.25f, 0, 0.1f, 0.75f, 2, 10})
      .expect<float>({2, 4},
                     {-10.017875f, -2.1292794f, -0.25261232f, 0, 0.10016675f, 0.8223167f,
                      3.6268604f, 11013.232f},
                     {2e-07});
}

TEST(Sinh, Doubles) {
  OpTest("Sinh", 22)
      .input<double>({2, 4}, {-3, -1.5, -0.25, 0, 0.10000000149011612, 0.75, 2, 10})
      .expect<double>(
          {2, 4},
          {-10.017874927409903, -2.1292794550948173, -0.2526123168081683, 0, 0.10016675151741694,
           0.82231673193583, 3.6268604078470186, 11013.232874703393},
          {1e-14, 1e-15});
}

// One rounding of the result: half a unit in the last place.
TEST(Sinh, HalfPrecision) {
  OpTest("Sinh", 22)
      .input<Float16>({4}, to_float16({-0.5f, -0.25f, 0.25f, 0.75f}))
      .expect<Float16>({4}, to_float16({-0.5210953f, -0.25261232f, 0.25261232f, 0.8223167f}),
                       {0x1p-11, 1e-7});
  OpTest("Sinh", 22)
      .input<BFloat16>({4}, to_bfloat16({-0.5f, -0.25f, 0.25f, 0.75f}))
      .expect<BFloat16>({4}, to_bfloat16({-0.5210953f, -0.25261232f, 0.25261232f, 0.8223167f}),
                        {0x1p-8});
}

TEST(Sinh, SpecialValues) {
  OpTest("Sinh", 22)
      .input<float>({4}, {NAN, INFINITY, -INFINITY, -0.0f})
      .expect<float>({4}, {NAN, INFINITY, -INFINITY, -0.0f}, {1e-6});
}

TEST(Sinh, ScalarsAndEmptyTensors) {
  OpTest("Sinh", 9).input<float>({}, {0.75f}).expect<float>({}, {0.8223167f}, {1e-6});
  OpTest("Sinh", 9).input<float>({0, 3}, {}).expect<float>({0, 3}, {});
}

TEST(Sinh, TakesFloatsOnly) {
  OpTest("Sinh", 22).input<std::int32_t>({1}, {1}).expect_error("expected a tensor of float");
}

}  // namespace
}  // namespace sardonyx
