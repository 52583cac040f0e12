#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(Ceil, Floats) {
  OpTest("Ceil", 13)
      .input<float>({2, 4}, {-1.5f, -1, -0.25f, 0, 0.5f, 2.9f, 3, 1e+09f})
      .expect<float>({2, 4}, {-1, -1, -0.0f, 0, 1, 3, 3, 1e+09f});
}

TEST(Ceil, Doubles) {
  OpTest("Ceil", 13)
      .input<double>({2, 4}, {-1.5, -1, -0.25, 0, 0.5, 2.9000000953674316, 3, 1000000000})
      .expect<double>({2, 4}, {-1, -1, -0.0, 0, 1, 3, 3, 1000000000}, {1e-14, 1e-15});
}

// One rounding of the result: half a unit in the last place.
TEST(Ceil, HalfPrecision) {
  OpTest("Ceil", 13)
      .input<Float16>({4}, to_float16({-0.5f, -0.25f, 0.25f, 0.75f}))
      .expect<Float16>({4}, to_float16({-0.0f, -0.0f, 1, 1}), {0x1p-11, 1e-7});
  OpTest("Ceil", 13)
      .input<BFloat16>({4}, to_bfloat16({-0.5f, -0.25f, 0.25f, 0.75f}))
      .expect<BFloat16>({4}, to_bfloat16({-0.0f, -0.0f, 1, 1}), {0x1p-8});
}

TEST(Ceil, SpecialValues) {
  OpTest("Ceil", 13)
      .input<float>({4}, {NAN, INFINITY, -INFINITY, -0.0f})
      .expect<float>({4}, {NAN, INFINITY, -INFINITY, -0.0f}, {1e-6});
}

TEST(Ceil, ScalarsAndEmptyTensors) {
  OpTest("Ceil", 1).input<float>({}, {2.9f}).expect<float>({}, {3}, {1e-6});
  OpTest("Ceil", 1).input<float>({0, 3}, {}).expect<float>({0, 3}, {});
}

TEST(Ceil, TakesFloatsOnly) {
  OpTest("Ceil", 13).input<std::int32_t>({1}, {1}).expect_error("expected a tensor of float");
}

}  // namespace
}  // namespace sardonyx
