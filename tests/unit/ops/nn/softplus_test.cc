#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(Softplus, Floats) {
  OpTest("Softplus", 22)
      .input<float>({2, 4}, {-3, -1.5f, -0.25f, 0, 0.1f, 0.75f, 2, 10})
      .expect<float>({2, 4},
                     {0.048587352f, 0.20141327f, 0.5759394f, 0.6931472f, 0.7443967f, 1.136871f,
                      2.126928f, 10.000046f},
                     {5e-07});
}

TEST(Softplus, Doubles) {
  OpTest("Softplus", 22)
      .input<double>({2, 4}, {-3, -1.5, -0.25, 0, 0.10000000149011612, 0.75, 2, 10})
      .expect<double>(
          {2, 4},
          {0.04858735157374206, 0.2014132779827524, 0.5759394198788436, 0.6931471805599453,
           0.7443966608558509, 1.1368710061148999, 2.1269280110429727, 10.000045398899218},
          {1e-14, 1e-15});
}

// One rounding of the result: half a unit in the last place.
TEST(Softplus, HalfPrecision) {
  OpTest("Softplus", 22)
      .input<Float16>({4}, to_float16({-0.5f, -0.25f, 0.25f, 0.75f}))
      .expect<Float16>({4}, to_float16({0.474077f, 0.5759394f, 0.8259394f, 1.136871f}),
                       {0x1p-11, 1e-7});
  OpTest("Softplus", 22)
      .input<BFloat16>({4}, to_bfloat16({-0.5f, -0.25f, 0.25f, 0.75f}))
      .expect<BFloat16>({4}, to_bfloat16({0.474077f, 0.5759394f, 0.8259394f, 1.136871f}), {0x1p-8});
}

TEST(Softplus, SpecialValues) {
  OpTest("Softplus", 22)
      .input<float>({4}, {NAN, INFINITY, -INFINITY, -0.0f})
      .expect<float>({4}, {NAN, INFINITY, 0, 0.6931472f}, {1e-6});
}

TEST(Softplus, ScalarsAndEmptyTensors) {
  OpTest("Softplus", 1).input<float>({}, {0.75f}).expect<float>({}, {1.136871f}, {1e-6});
  OpTest("Softplus", 1).input<float>({0, 3}, {}).expect<float>({0, 3}, {});
}

TEST(Softplus, TakesFloatsOnly) {
  OpTest("Softplus", 22).input<std::int32_t>({1}, {1}).expect_error("expected a tensor of float");
}

}  // namespace
}  // namespace sardonyx
