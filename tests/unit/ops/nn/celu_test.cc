#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(Celu, DefaultAttributes) {
  OpTest("Celu", 28)
      .input<float>({2, 4}, {-3, -1.5f, -0.25f, 0, 0.1f, 0.75f, 2, 10})
      .expect<float>({2, 4}, {-0.9502129f, -0.77686983f, -0.22119921f, 0, 0.1f, 0.75f, 2, 10},
                     {1e-06, 1e-7});
}

TEST(Celu, Attributes) {
  OpTest("Celu", 28)
      .attribute("alpha", 2.0f)
      .input<float>({2, 4}, {-3, -1.5f, -0.25f, 0, 0.1f, 0.75f, 2, 10})
      .expect<float>({2, 4}, {-1.5537397f, -1.0552669f, -0.2350062f, 0, 0.1f, 0.75f, 2, 10},
                     {1e-06, 1e-7});
}

TEST(Celu, Doubles) {
  OpTest("Celu", 28)
      .attribute("alpha", 2.0f)
      .input<double>({2, 4}, {-3, -1.5, -0.25, 0, 0.10000000149011612, 0.75, 2, 10})
      .expect<double>({2, 4},
                      {-1.5537396797031404, -1.0552668945179706, -0.2350061948308092, 0,
                       0.10000000149011612, 0.75, 2, 10},
                      {1e-7, 1e-9});
}

// One rounding of the result: half a unit in the last place.
TEST(Celu, HalfPrecision) {
  OpTest("Celu", 28)
      .attribute("alpha", 2.0f)
      .input<Float16>({4}, to_float16({-0.5f, -0.25f, 0.25f, 0.75f}))
      .expect<Float16>({4}, to_float16({-0.44239843f, -0.2350062f, 0.25f, 0.75f}), {0x1p-11, 1e-7});
  OpTest("Celu", 28)
      .attribute("alpha", 2.0f)
      .input<BFloat16>({4}, to_bfloat16({-0.5f, -0.25f, 0.25f, 0.75f}))
      .expect<BFloat16>({4}, to_bfloat16({-0.44239843f, -0.2350062f, 0.25f, 0.75f}), {0x1p-8});
}

TEST(Celu, SpecialValues) {
  OpTest("Celu", 28)
      .input<float>({4}, {NAN, INFINITY, -INFINITY, -0.0f})
      .expect<float>({4}, {NAN, INFINITY, -1, -0.0f}, {1e-6});
}

TEST(Celu, FirstVersionAndEmptyTensors) {
  OpTest("Celu", 12).input<float>({1}, {0.75f}).expect<float>({1}, {0.75f}, {1e-6});
  OpTest("Celu", 12).input<float>({0, 3}, {}).expect<float>({0, 3}, {});
}

TEST(Celu, TakesFloatsOnly) {
  OpTest("Celu", 28).input<std::int32_t>({1}, {1}).expect_error("expected a tensor of float");
}

}  // namespace
}  // namespace sardonyx
