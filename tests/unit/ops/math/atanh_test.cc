#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(Atanh, Floats) {
  OpTest("Atanh", 22)
      .input<float>({2, 4}, {-0.99f, -0.5f, -0.25f, -0.01f, 0, 0.3f, 0.9f, 0.999f})
      .expect<float>({2, 4},
                     {-2.646653f, -0.54930615f, -0.25541282f, -0.010000333f, 0, 0.30951962f,
                      1.4722193f, 3.8002076f},
                     {2e-07});
}

TEST(Atanh, Doubles) {
  OpTest("Atanh", 22)
      .input<double>({2, 4}, {-0.9900000095367432, -0.5, -0.25, -0.009999999776482582, 0,
                              0.30000001192092896, 0.8999999761581421, 0.9990000128746033})
      .expect<double>(
          {2, 4},
          {-2.6466528915957985, -0.5493061443340549, -0.25541281188299536, -0.01000033312979499, 0,
           0.3095196173030337, 1.4722193640997716, 3.800207607813536},
          {1e-14, 1e-15});
}

// One rounding of the result: half a unit in the last place.
TEST(Atanh, HalfPrecision) {
  OpTest("Atanh", 22)
      .input<Float16>({4}, to_float16({-0.5f, -0.25f, 0.25f, 0.75f}))
      .expect<Float16>({4}, to_float16({-0.54930615f, -0.25541282f, 0.25541282f, 0.97295505f}),
                       {0x1p-11, 1e-7});
  OpTest("Atanh", 22)
      .input<BFloat16>({4}, to_bfloat16({-0.5f, -0.25f, 0.25f, 0.75f}))
      .expect<BFloat16>({4}, to_bfloat16({-0.54930615f, -0.25541282f, 0.25541282f, 0.97295505f}),
                        {0x1p-8});
}

TEST(Atanh, SpecialValues) {
  OpTest("Atanh", 22)
      .input<float>({4}, {NAN, INFINITY, -INFINITY, -0.0f})
      .expect<float>({4}, {NAN, NAN, NAN, -0.0f}, {1e-6});
}

TEST(Atanh, ScalarsAndEmptyTensors) {
  OpTest("Atanh", 9).input<float>({}, {0.3f}).expect<float>({}, {0.30951962f}, {1e-6});
  OpTest("Atanh", 9).input<float>({0, 3}, {}).expect<float>({0, 3}, {});
}

TEST(Atanh, TakesFloatsOnly) {
  OpTest("Atanh", 22).input<std::int32_t>({1}, {1}).expect_error("expected a tensor of float");
}

}  // namespace
}  // namespace sardonyx
