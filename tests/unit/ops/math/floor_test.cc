#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(Floor, Floats) {
  OpTest("Floor", 13)
      .input<float>({2, 4}, {-1.5f, -1, -0.25f, 0, 0.5f, 2.9f, 3, 1e+09f})
      .expect<float>({2, 4}, {-2, -1, -1, 0, 0, 2, 3, 1e+09f});
}

TEST(Floor, Doubles) {
  OpTest("Floor", 13)
      .input<double>({2, 4}, {-1.5, -1, -0.25, 0, 0.5, 2.9000000953674316, 3, 1000000000})
      .expect<double>({2, 4}, {-2, -1, -1, 0, 0, 2, 3, 1000000000}, {1e-14, 1e-15});
}

// One rounding of the result: half a unit in the last place.
TEST(Floor, HalfPrecision) {
  OpTest("Floor", 13)
      .input<Float16>({4}, to_float16({-0.5f, -0.25f, 0.25f, 0.75f}))
      .expect<Float16>({4}, to_float16({-1, -1, 0, 0}), {0x1p-11, 1e-7});
  OpTest("Floor", 13)
      .input<BFloat16>({4}, to_bfloat16({-0.5f, -0.25f, 0.25f, 0.75f}))
      .expect<BFloat16>({4}, to_bfloat16({-1, -1, 0, 0}), {0x1p-8});
}

TEST(Floor, SpecialValues) {
  OpTest("Floor", 13)
      .input<float>({4}, {NAN, INFINITY, -INFINITY, -0.0f})
      .expect<float>({4}, {NAN, INFINITY, -INFINITY, -0.0f}, {1e-6});
}

TEST(Floor, ScalarsAndEmptyTensors) {
  OpTest("Floor", 1).input<float>({}, {2.9f}).expect<float>({}, {2}, {1e-6});
  OpTest("Floor", 1).input<float>({0, 3}, {}).expect<float>({0, 3}, {});
}

TEST(Floor, TakesFloatsOnly) {
  OpTest("Floor", 13).input<std::int32_t>({1}, {1}).expect_error("expected a tensor of float");
}

}  // namespace
}  // namespace sardonyx
