#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(Acosh, Floats) {
  OpTest("Acosh", 22)
      .input<float>({2, 4}, {1, 1.001f, 1.5f, 2, 3, 10, 1000, 1000000})
      .expect<float>(
          {2, 4},
          {0, 0.04471868f, 0.9624236f, 1.316958f, 1.7627472f, 2.993223f, 7.600902f, 14.508657f},
          {2e-07});
}

TEST(Acosh, Doubles) {
  OpTest("Acosh", 22)
      .input<double>({2, 4}, {1, 1.0010000467300415, 1.5, 2, 3, 10, 1000, 1000000})
      .expect<double>({2, 4},
                      {0, 0.0447186782504623, 0.9624236501192069, 1.3169578969248168,
                       1.762747174039086, 2.993222846126381, 7.600902209541989, 14.508657738523969},
                      {1e-14, 1e-15});
}

// One rounding of the result: half a unit in the last place.
TEST(Acosh, HalfPrecision) {
  OpTest("Acosh", 22)
      .input<Float16>({4}, to_float16({1, 1.5f, 2, 4}))
      .expect<Float16>({4}, to_float16({0, 0.9624236f, 1.316958f, 2.063437f}), {0x1p-11, 1e-7});
  OpTest("Acosh", 22)
      .input<BFloat16>({4}, to_bfloat16({1, 1.5f, 2, 4}))
      .expect<BFloat16>({4}, to_bfloat16({0, 0.9624236f, 1.316958f, 2.063437f}), {0x1p-8});
}

TEST(Acosh, SpecialValues) {
  OpTest("Acosh", 22)
      .input<float>({4}, {NAN, INFINITY, -INFINITY, -0.0f})
      .expect<float>({4}, {NAN, INFINITY, NAN, NAN}, {1e-6});
}

TEST(Acosh, ScalarsAndEmptyTensors) {
  OpTest("Acosh", 9).input<float>({}, {10}).expect<float>({}, {2.993223f}, {1e-6});
  OpTest("Acosh", 9).input<float>({0, 3}, {}).expect<float>({0, 3}, {});
}

TEST(Acosh, TakesFloatsOnly) {
  OpTest("Acosh", 22).input<std::int32_t>({1}, {1}).expect_error("expected a tensor of float");
}

}  // namespace
}  // namespace sardonyx
