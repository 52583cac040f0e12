#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(Sqrt, Floats) {
  OpTest("Sqrt", 13)
      .input<float>({2, 4}, {0.001f, 0.25f, 0.5f, 1, 1.5f, 3, 100, 1000000})
      .expect<float>({2, 4}, {0.03162278f, 0.5f, 0.70710677f, 1, 1.2247449f, 1.7320508f, 10, 1000},
                     {1e-07});
}

TEST(Sqrt, Doubles) {
  OpTest("Sqrt", 13)
      .input<double>({2, 4}, {0.0010000000474974513, 0.25, 0.5, 1, 1.5, 3, 100, 1000000})
      .expect<double>({2, 4},
                      {0.03162277735268443, 0.5, 0.7071067811865476, 1, 1.224744871391589,
                       1.7320508075688772, 10, 1000},
                      {1e-14, 1e-15});
}

// One rounding of the result: half a unit in the last place.
TEST(Sqrt, HalfPrecision) {
  OpTest("Sqrt", 13)
      .input<Float16>({4}, to_float16({1, 1.5f, 2, 4}))
      .expect<Float16>({4}, to_float16({1, 1.2247449f, 1.4142135f, 2}), {0x1p-11, 1e-7});
  OpTest("Sqrt", 13)
      .input<BFloat16>({4}, to_bfloat16({1, 1.5f, 2, 4}))
      .expect<BFloat16>({4}, to_bfloat16({1, 1.2247449f, 1.4142135f, 2}), {0x1p-8});
}

TEST(Sqrt, SpecialValues) {
  OpTest("Sqrt", 13)
      .input<float>({4}, {NAN, INFINITY, -INFINITY, -0.0f})
      .expect<float>({4}, {NAN, INFINITY, NAN, -0.0f}, {1e-6});
}

TEST(Sqrt, ScalarsAndEmptyTensors) {
  OpTest("Sqrt", 1).input<float>({}, {3}).expect<float>({}, {1.7320508f}, {1e-6});
  OpTest("Sqrt", 1).input<float>({0, 3}, {}).expect<float>({0, 3}, {});
}

TEST(Sqrt, TakesFloatsOnly) {
  OpTest("Sqrt", 13).input<std::int32_t>({1}, {1}).expect_error("expected a tensor of float");
}

}  // namespace
}  // namespace sardonyx
