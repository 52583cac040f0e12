#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(Reciprocal, Floats) {
  OpTest("Reciprocal", 13)
      .input<float>({2, 4}, {-4, -0.5f, 0.1f, 1, 3, 7, 100, 1000000})
      .expect<float>({2, 4}, {-0.25f, -2, 10, 1, 0.33333334f, 0.14285715f, 0.01f, 1e-06f}, {1e-07});
}

TEST(Reciprocal, Doubles) {
  OpTest("Reciprocal", 13)
      .input<double>({2, 4}, {-4, -0.5, 0.10000000149011612, 1, 3, 7, 100, 1000000})
      .expect<double>(
          {2, 4},
          {-0.25, -2, 9.99999985098839, 1, 0.3333333333333333, 0.14285714285714285, 0.01, 1e-06},
          {1e-14, 1e-15});
}

// One rounding of the result: half a unit in the last place.
TEST(Reciprocal, HalfPrecision) {
  OpTest("Reciprocal", 13)
      .input<Float16>({4}, to_float16({-0.5f, -0.25f, 0.25f, 0.75f}))
      .expect<Float16>({4}, to_float16({-2, -4, 4, 1.3333334f}), {0x1p-11, 1e-7});
  OpTest("Reciprocal", 13)
      .input<BFloat16>({4}, to_bfloat16({-0.5f, -0.25f, 0.25f, 0.75f}))
      .expect<BFloat16>({4}, to_bfloat16({-2, -4, 4, 1.3333334f}), {0x1p-8});
}

TEST(Reciprocal, SpecialValues) {
  OpTest("Reciprocal", 13)
      .input<float>({4}, {NAN, INFINITY, -INFINITY, -0.0f})
      .expect<float>({4}, {NAN, 0, -0.0f, -INFINITY}, {1e-6});
}

TEST(Reciprocal, ScalarsAndEmptyTensors) {
  OpTest("Reciprocal", 1).input<float>({}, {7}).expect<float>({}, {0.14285715f}, {1e-6});
  OpTest("Reciprocal", 1).input<float>({0, 3}, {}).expect<float>({0, 3}, {});
}

TEST(Reciprocal, TakesFloatsOnly) {
  OpTest("Reciprocal", 13).input<std::int32_t>({1}, {1}).expect_error("expected a tensor of float");
}

}  // namespace
}  // namespace sardonyx
