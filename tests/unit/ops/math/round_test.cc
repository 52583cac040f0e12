#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(Round, Floats) {
  OpTest("Round", 22)
      .input<float>({2, 4}, {0.9f, 2.5f, 2.3f, 1.5f, -4.5f, -0.5f, 0.5f, 3.5f})
      .expect<float>({2, 4}, {1, 2, 2, 2, -4, -0.0f, 0, 4});
}

TEST(Round, Doubles) {
  OpTest("Round", 22)
      .input<double>({2, 4},
                     {0.8999999761581421, 2.5, 2.299999952316284, 1.5, -4.5, -0.5, 0.5, 3.5})
      .expect<double>({2, 4}, {1, 2, 2, 2, -4, -0.0, 0, 4}, {1e-14, 1e-15});
}

// One rounding of the result: half a unit in the last place.
TEST(Round, HalfPrecision) {
  OpTest("Round", 22)
      .input<Float16>({4}, to_float16({-0.5f, -0.25f, 0.25f, 0.75f}))
      .expect<Float16>({4}, to_float16({-0.0f, -0.0f, 0, 1}), {0x1p-11, 1e-7});
  OpTest("Round", 22)
      .input<BFloat16>({4}, to_bfloat16({-0.5f, -0.25f, 0.25f, 0.75f}))
      .expect<BFloat16>({4}, to_bfloat16({-0.0f, -0.0f, 0, 1}), {0x1p-8});
}

TEST(Round, SpecialValues) {
  OpTest("Round", 22)
      .input<float>({4}, {NAN, INFINITY, -INFINITY, -0.0f})
      .expect<float>({4}, {NAN, INFINITY, -INFINITY, -0.0f}, {1e-6});
}

TEST(Round, ScalarsAndEmptyTensors) {
  OpTest("Round", 11).input<float>({}, {-0.5f}).expect<float>({}, {-0.0f}, {1e-6});
  OpTest("Round", 11).input<float>({0, 3}, {}).expect<float>({0, 3}, {});
}

TEST(Round, TakesFloatsOnly) {
  OpTest("Round", 22).input<std::int32_t>({1}, {1}).expect_error("expected a tensor of float");
}

}  // namespace
}  // namespace sardonyx
