#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(Asinh, Floats) {
  OpTest("Asinh", 22)
      .input<float>({2, 4}, {-3, -1.5f, -0.25f, 0, 0.1f, 0.75f, 2, 10})
      .expect<float>({2, 4},
                     {-1.8184465f, -1.1947632f, -0.24746646f, 0, 0.09983408f, 0.6931472f,
                      1.4436355f, 2.998223f},
                     {2e-07});
}

TEST(Asinh, Doubles) {
  OpTest("Asinh", 22)
      .input<double>({2, 4}, {-3, -1.5, -0.25, 0, 0.10000000149011612, 0.75, 2, 10})
      .expect<double>(
          {2, 4},
          {-1.8184464592320668, -1.1947632172871092, -0.24746646154726346, 0, 0.09983408038192852,
           0.6931471805599453, 1.4436354751788103, 2.99822295029797},
          {1e-14, 1e-15});
}

// One rounding of the result: half a unit in the last place.
TEST(Asinh, HalfPrecision) {
  OpTest("Asinh", 22)
      .input<Float16>({4}, to_float16({-0.5f, -0.25f, 0.25f, 0.75f}))
      .expect<Float16>({4}, to_float16({-0.4812118f, -0.24746646f, 0.24746646f, 0.6931472f}),
                       {0x1p-11, 1e-7});
  OpTest("Asinh", 22)
      .input<BFloat16>({4}, to_bfloat16({-0.5f, -0.25f, 0.25f, 0.75f}))
      .expect<BFloat16>({4}, to_bfloat16({-0.4812118f, -0.24746646f, 0.24746646f, 0.6931472f}),
                        {0x1p-8});
}

TEST(Asinh, SpecialValues) {
  OpTest("Asinh", 22)
      .input<float>({4}, {NAN, INFINITY, -INFINITY, -0.0f})
      .expect<float>({4}, {NAN, INFINITY, -INFINITY, -0.0f}, {1e-6});
}

TEST(Asinh, ScalarsAndEmptyTensors) {
  OpTest("Asinh", 9).input<float>({}, {0.75f}).expect<float>({}, {0.6931472f}, {1e-6});
  OpTest("Asinh", 9).input<float>({0, 3}, {}).expect<float>({0, 3}, {});
}

TEST(Asinh, TakesFloatsOnly) {
  OpTest("Asinh", 22).input<std::int32_t>({1}, {1}).expect_error("expected a tensor of float");
}

}  // namespace
}  // namespace sardonyx
