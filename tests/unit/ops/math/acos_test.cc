#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(Acos, Floats) {
  OpTest("Acos", 22)
      .input<float>({2, 4}, {-1, -0.75f, -0.25f, -0.01f, 0, 0.3f, 0.9f, 1})
      .expect<float>(
          {2, 4},
          {3.1415927f, 2.4188583f, 1.8234766f, 1.5807965f, 1.5707964f, 1.2661036f, 0.45102686f, 0},
          {2e-07});
}

TEST(Acos, Doubles) {
  OpTest("Acos", 22)
      .input<double>({2, 4}, {-1, -0.75, -0.25, -0.009999999776482582, 0, 0.30000001192092896,
                              0.8999999761581421, 1})
      .expect<double>(
          {2, 4},
          {3.141592653589793, 2.4188584057763776, 1.8234765819369754, 1.5807964932455352,
           1.5707963267948966, 1.26610366028297, 0.45102686649323265, 0},
          {1e-14, 1e-15});
}

// One rounding of the result: half a unit in the last place.
TEST(Acos, HalfPrecision) {
  OpTest("Acos", 22)
      .input<Float16>({4}, to_float16({-0.5f, -0.25f, 0.25f, 0.75f}))
      .expect<Float16>({4}, to_float16({2.0943952f, 1.8234766f, 1.3181161f, 0.7227343f}),
                       {0x1p-11, 1e-7});
  OpTest("Acos", 22)
      .input<BFloat16>({4}, to_bfloat16({-0.5f, -0.25f, 0.25f, 0.75f}))
      .expect<BFloat16>({4}, to_bfloat16({2.0943952f, 1.8234766f, 1.3181161f, 0.7227343f}),
                        {0x1p-8});
}

TEST(Acos, SpecialValues) {
  OpTest("Acos", 22)
      .input<float>({4}, {NAN, INFINITY, -INFINITY, -0.0f})
      .expect<float>({4}, {NAN, NAN, NAN, 1.5707964f}, {1e-6});
}

TEST(Acos, ScalarsAndEmptyTensors) {
  OpTest("Acos", 7).input<float>({}, {0.3f}).expect<float>({}, {1.2661036f}, {1e-6});
  OpTest("Acos", 7).input<float>({0, 3}, {}).expect<float>({0, 3}, {});
}

TEST(Acos, TakesFloatsOnly) {
  OpTest("Acos", 22).input<std::int32_t>({1}, {1}).expect_error("expected a tensor of float");
}

}  // namespace
}  // namespace sardonyx
