#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(Exp, Floats) {
  OpTest("Exp", 13)
      .input<float>({2, 4}, {-3, -1.5f, -0.25f, 0, 0.1f, 0.75f, 2, 10})
      .expect<float>(
          {2, 4},
          {0.049787067f, 0.22313017f, 0.7788008f, 1, 1.105171f, 2.117f, 7.389056f, 22026.465f},
          {3e-07});
}

TEST(Exp, Doubles) {
  OpTest("Exp", 13)
      .input<double>({2, 4}, {-3, -1.5, -0.25, 0, 0.10000000149011612, 0.75, 2, 10})
      .expect<double>({2, 4},
                      {0.049787068367863944, 0.22313016014842982, 0.7788007830714049, 1,
                       1.1051709197224806, 2.117000016612675, 7.38905609893065, 22026.465794806718},
                      {1e-14, 1e-15});
}

// One rounding of the result: half a unit in the last place.
TEST(Exp, HalfPrecision) {
  OpTest("Exp", 13)
      .input<Float16>({4}, to_float16({-0.5f, -0.25f, 0.25f, 0.75f}))
      .expect<Float16>({4}, to_float16({0.60653067f, 0.7788008f, 1.2840254f, 2.117f}),
                       {0x1p-11, 1e-7});
  OpTest("Exp", 13)
      .input<BFloat16>({4}, to_bfloat16({-0.5f, -0.25f, 0.25f, 0.75f}))
      .expect<BFloat16>({4}, to_bfloat16({0.60653067f, 0.7788008f, 1.2840254f, 2.117f}), {0x1p-8});
}

TEST(Exp, SpecialValues) {
  OpTest("Exp", 13)
      .input<float>({4}, {NAN, INFINITY, -INFINITY, -0.0f})
      .expect<float>({4}, {NAN, INFINITY, 0, 1}, {1e-6});
}

TEST(Exp, ScalarsAndEmptyTensors) {
  OpTest("Exp", 1).input<float>({}, {0.75f}).expect<float>({}, {2.117f}, {1e-6});
  OpTest("Exp", 1).input<float>({0, 3}, {}).expect<float>({0, 3}, {});
}

TEST(Exp, TakesFloatsOnly) {
  OpTest("Exp", 13).input<std::int32_t>({1}, {1}).expect_error("expected a tensor of float");
}

}  // namespace
}  // namespace sardonyx
