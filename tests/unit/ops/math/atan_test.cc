#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(Atan, Floats) {
  OpTest("Atan", 22)
      .input<float>({2, 4}, {-3, -1.5f, -0.25f, 0, 0.1f, 0.75f, 2, 10})
      .expect<float>({2, 4},
                     {-1.2490457f, -0.98279375f, -0.24497867f, 0, 0.09966865f, 0.6435011f,
                      1.1071488f, 1.4711276f},
                     {2e-07});
}

TEST(Atan, Doubles) {
  OpTest("Atan", 22)
      .input<double>({2, 4}, {-3, -1.5, -0.25, 0, 0.10000000149011612, 0.75, 2, 10})
      .expect<double>(
          {2, 4},
          {-1.2490457723982544, -0.982793723247329, -0.24497866312686414, 0, 0.09966865396652452,
           0.6435011087932844, 1.1071487177940904, 1.4711276743037347},
          {1e-14, 1e-15});
}

// One rounding of the result: half a unit in the last place.
TEST(Atan, HalfPrecision) {
  OpTest("Atan", 22)
      .input<Float16>({4}, to_float16({-0.5f, -0.25f, 0.25f, 0.75f}))
      .expect<Float16>({4}, to_float16({-0.4636476f, -0.24497867f, 0.24497867f, 0.6435011f}),
                       {0x1p-11, 1e-7});
  OpTest("Atan", 22)
      .input<BFloat16>({4}, to_bfloat16({-0.5f, -0.25f, 0.25f, 0.75f}))
      .expect<BFloat16>({4}, to_bfloat16({-0.4636476f, -0.24497867f, 0.24497867f, 0.6435011f}),
                        {0x1p-8});
}

TEST(Atan, SpecialValues) {
  OpTest("Atan", 22)
      .input<float>({4}, {NAN, INFINITY, -INFINITY, -0.0f})
      .expect<float>({4}, {NAN, 1.5707964f, -1.5707964f, -0.0f}, {1e-6});
}

TEST(Atan, ScalarsAndEmptyTensors) {
  OpTest("Atan", 7).input<float>({}, {0.75f}).expect<float>({}, {0.6435011f}, {1e-6});
  OpTest("Atan", 7).input<float>({0, 3}, {}).expect<float>({0, 3}, {});
}

TEST(Atan, TakesFloatsOnly) {
  OpTest("Atan", 22).input<std::int32_t>({1}, {1}).expect_error("expected a tensor of float");
}

}  // namespace
}  // namespace sardonyx
