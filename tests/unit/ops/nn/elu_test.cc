#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(Elu, DefaultAttributes) {
  OpTest("Elu", 22)
      .input<float>({2, 4}, {-3, -1.5f, -0.25f, 0, 0.1f, 0.75f, 2, 10})
      .expect<float>({2, 4}, {-0.9502129f, -0.77686983f, -0.22119921f, 0, 0.1f, 0.75f, 2, 10},
                     {1e-06, 1e-7});
}

TEST(Elu, Attributes) {
  OpTest("Elu", 22)
      .attribute("alpha", 2.0f)
      .input<float>({2, 4}, {-3, -1.5f, -0.25f, 0, 0.1f, 0.75f, 2, 10})
      .expect<float>({2, 4}, {-1.9004258f, -1.5537397f, -0.44239843f, 0, 0.1f, 0.75f, 2, 10},
                     {1e-06, 1e-7});
}

TEST(Elu, Doubles) {
  OpTest("Elu", 22)
      .attribute("alpha", 2.0f)
      .input<double>({2, 4}, {-3, -1.5, -0.25, 0, 0.10000000149011612, 0.75, 2, 10})
      .expect<double>({2, 4},
                      {-1.900425863264272, -1.5537396797031404, -0.44239843385719024, 0,
                       0.10000000149011612, 0.75, 2, 10},
                      {1e-7, 1e-9});
}

// One rounding of the result: half a unit in the last place.
TEST(Elu, HalfPrecision) {
  OpTest("Elu", 22)
      .attribute("alpha", 2.0f)
      .input<Float16>({4}, to_float16({-0.5f, -0.25f, 0.25f, 0.75f}))
      .expect<Float16>({4}, to_float16({-0.78693867f, -0.44239843f, 0.25f, 0.75f}),
                       {0x1p-11, 1e-7});
  OpTest("Elu", 22)
      .attribute("alpha", 2.0f)
      .input<BFloat16>({4}, to_bfloat16({-0.5f, -0.25f, 0.25f, 0.75f}))
      .expect<BFloat16>({4}, to_bfloat16({-0.78693867f, -0.44239843f, 0.25f, 0.75f}), {0x1p-8});
}

TEST(Elu, SpecialValues) {
  OpTest("Elu", 22)
      .input<float>({4}, {NAN, INFINITY, -INFINITY, -0.0f})
      .expect<float>({4}, {NAN, INFINITY, -1, -0.0f}, {1e-6});
}

TEST(Elu, FirstVersionAndEmptyTensors) {
  OpTest("Elu", 1).input<float>({1}, {0.75f}).expect<float>({1}, {0.75f}, {1e-6});
  OpTest("Elu", 1).input<float>({0, 3}, {}).expect<float>({0, 3}, {});
}

TEST(Elu, TakesFloatsOnly) {
  OpTest("Elu", 22).input<std::int32_t>({1}, {1}).expect_error("expected a tensor of float");
}

}  // namespace
}  // namespace sardonyx
