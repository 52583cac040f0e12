#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(HardSwish, Floats) {
  OpTest("HardSwish", 22)
      .input<float>({2, 4}, {-3, -1.5f, -0.25f, 0, 0.1f, 0.75f, 2, 10})
      .expect<float>({2, 4},
                     {-0.0f, -0.375f, -0.114583336f, 0, 0.051666666f, 0.46875f, 1.6666667f, 10},
                     {3e-07, 1e-08});
}

TEST(HardSwish, Doubles) {
  OpTest("HardSwish", 22)
      .input<double>({2, 4}, {-3, -1.5, -0.25, 0, 0.10000000149011612, 0.75, 2, 10})
      .expect<double>({2, 4},
                      {-0.0, -0.375, -0.11458333333333333, 0, 0.05166666746139527, 0.46875,
                       1.6666666666666665, 10},
                      {1e-14, 1e-15});
}

// One rounding of the result: half a unit in the last place.
TEST(HardSwish, HalfPrecision) {
  OpTest("HardSwish", 22)
      .input<Float16>({4}, to_float16({-0.5f, -0.25f, 0.25f, 0.75f}))
      .expect<Float16>({4}, to_float16({-0.20833333f, -0.114583336f, 0.13541667f, 0.46875f}),
                       {0x1p-11, 1e-7});
  OpTest("HardSwish", 22)
      .input<BFloat16>({4}, to_bfloat16({-0.5f, -0.25f, 0.25f, 0.75f}))
      .expect<BFloat16>({4}, to_bfloat16({-0.20833333f, -0.114583336f, 0.13541667f, 0.46875f}),
                        {0x1p-8});
}

TEST(HardSwish, SpecialValues) {
  OpTest("HardSwish", 22)
      .input<float>({4}, {NAN, INFINITY, -INFINITY, -0.0f})
      .expect<float>({4}, {NAN, INFINITY, NAN, -0.0f}, {1e-6});
}

TEST(HardSwish, ScalarsAndEmptyTensors) {
  OpTest("HardSwish", 14).input<float>({}, {0.75f}).expect<float>({}, {0.46875f}, {1e-6});
  OpTest("HardSwish", 14).input<float>({0, 3}, {}).expect<float>({0, 3}, {});
}

TEST(HardSwish, TakesFloatsOnly) {
  OpTest("HardSwish", 22).input<std::int32_t>({1}, {1}).expect_error("expected a tensor of float");
}

}  // namespace
}  // namespace sardonyx
