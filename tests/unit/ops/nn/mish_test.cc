#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(Mish, Floats) {
  OpTest("Mish", 22)
      .input<float>({2, 4}, {-3, -1.5f, -0.25f, 0, 0.1f, 0.75f, 2, 10})
      .expect<float>(
          {2, 4},
          {-0.14564747f, -0.29809976f, -0.12992696f, 0, 0.06317942f, 0.6100183f, 1.943959f, 10},
          {1e-06});
}

TEST(Mish, Doubles) {
  OpTest("Mish", 22)
      .input<double>({2, 4}, {-3, -1.5, -0.25, 0, 0.10000000149011612, 0.75, 2, 10})
      .expect<double>(
          {2, 4},
          {-0.1456474612756246, -0.29809974216680674, -0.129926963679141, 0, 0.0631794184799386,
           0.6100183352182933, 1.9439589595339946, 9.99999995878067},
          {1e-14, 1e-15});
}

// One rounding of the result: half a unit in the last place.
TEST(Mish, HalfPrecision) {
  OpTest("Mish", 22)
      .input<Float16>({4}, to_float16({-0.5f, -0.25f, 0.25f, 0.75f}))
      .expect<Float16>({4}, to_float16({-0.22074378f, -0.12992696f, 0.16957241f, 0.6100183f}),
                       {0x1p-11, 1e-7});
  OpTest("Mish", 22)
      .input<BFloat16>({4}, to_bfloat16({-0.5f, -0.25f, 0.25f, 0.75f}))
      .expect<BFloat16>({4}, to_bfloat16({-0.22074378f, -0.12992696f, 0.16957241f, 0.6100183f}),
                        {0x1p-8});
}

TEST(Mish, SpecialValues) {
  OpTest("Mish", 22)
      .input<float>({4}, {NAN, INFINITY, -INFINITY, -0.0f})
      .expect<float>({4}, {NAN, INFINITY, NAN, -0.0f}, {1e-6});
}

TEST(Mish, ScalarsAndEmptyTensors) {
  OpTest("Mish", 18).input<float>({}, {0.75f}).expect<float>({}, {0.6100183f}, {1e-6});
  OpTest("Mish", 18).input<float>({0, 3}, {}).expect<float>({0, 3}, {});
}

TEST(Mish, TakesFloatsOnly) {
  OpTest("Mish", 22).input<std::int32_t>({1}, {1}).expect_error("expected a tensor of float");
}

}  // namespace
}  // namespace sardonyx
