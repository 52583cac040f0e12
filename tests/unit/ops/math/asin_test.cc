#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(Asin, Floats) {
  OpTest("Asin", 22)
      .input<float>({2, 4}, {-1, -0.75f, -0.25f, -0.01f, 0, 0.3f, 0.9f, 1})
      .expect<float>({2, 4},
                     {-1.5707964f, -0.8480621f, -0.25268024f, -0.0100001665f, 0, 0.30469266f,
                      1.1197695f, 1.5707964f},
                     {2e-07});
}

TEST(Asin, Doubles) {
  OpTest("Asin", 22)
      .input<double>({2, 4}, {-1, -0.75, -0.25, -0.009999999776482582, 0, 0.30000001192092896,
                              0.8999999761581421, 1})
      .expect<double>(
          {2, 4},
          {-1.5707963267948966, -0.848062078981481, -0.25268025514207865, -0.010000166450638519, 0,
           0.3046926665119266, 1.119769460301664, 1.5707963267948966},
          {1e-14, 1e-15});
}

// One rounding of the result: half a unit in the last place.
TEST(Asin, HalfPrecision) {
  OpTest("Asin", 22)
      .input<Float16>({4}, to_float16({-0.5f, -0.25f, 0.25f, 0.75f}))
      .expect<Float16>({4}, to_float16({-0.5235988f, -0.25268024f, 0.25268024f, 0.8480621f}),
                       {0x1p-11, 1e-7});
  OpTest("Asin", 22)
      .input<BFloat16>({4}, to_bfloat16({-0.5f, -0.25f, 0.25f, 0.75f}))
      .expect<BFloat16>({4}, to_bfloat16({-0.5235988f, -0.25268024f, 0.25268024f, 0.8480621f}),
                        {0x1p-8});
}

TEST(Asin, SpecialValues) {
  OpTest("Asin", 22)
      .input<float>({4}, {NAN, INFINITY, -INFINITY, -0.0f})
      .expect<float>({4}, {NAN, NAN, NAN, -0.0f}, {1e-6});
}

TEST(Asin, ScalarsAndEmptyTensors) {
  OpTest("Asin", 7).input<float>({}, {0.3f}).expect<float>({}, {0.30469266f}, {1e-6});
  OpTest("Asin", 7).input<float>({0, 3}, {}).expect<float>({0, 3}, {});
}

TEST(Asin, TakesFloatsOnly) {
  OpTest("Asin", 22).input<std::int32_t>({1}, {1}).expect_error("expected a tensor of float");
}

}  // namespace
}  // namespace sardonyx
