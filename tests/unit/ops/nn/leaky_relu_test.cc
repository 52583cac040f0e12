#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(LeakyRelu, DefaultAttributes) {
  OpTest("LeakyRelu", 16)
      .input<float>({2, 4}, {-3, -1.5f, -0.25f, 0, 0.1f, 0.75f, 2, 10})
      .expect<float>({2, 4}, {-0.03f, -0.015f, -0.0025f, 0, 0.1f, 0.75f, 2, 10}, {2e-07, 1e-7});
}

TEST(LeakyRelu, Attributes) {
  OpTest("LeakyRelu", 16)
      .attribute("alpha", 0.1f)
      .input<float>({2, 4}, {-3, -1.5f, -0.25f, 0, 0.1f, 0.75f, 2, 10})
      .expect<float>({2, 4}, {-0.3f, -0.15f, -0.025f, 0, 0.1f, 0.75f, 2, 10}, {2e-07, 1e-7});
}

TEST(LeakyRelu, Doubles) {
  OpTest("LeakyRelu", 16)
      .attribute("alpha", 0.1f)
      .input<double>({2, 4}, {-3, -1.5, -0.25, 0, 0.10000000149011612, 0.75, 2, 10})
      .expect<double>({2, 4},
                      {-0.30000000447034836, -0.15000000223517418, -0.02500000037252903, 0,
                       0.10000000149011612, 0.75, 2, 10},
                      {1e-7, 1e-9});
}

// One rounding of the result: half a unit in the last place.
TEST(LeakyRelu, HalfPrecision) {
  OpTest("LeakyRelu", 16)
      .attribute("alpha", 0.1f)
      .input<Float16>({4}, to_float16({-0.5f, -0.25f, 0.25f, 0.75f}))
      .expect<Float16>({4}, to_float16({-0.05f, -0.025f, 0.25f, 0.75f}), {0x1p-11, 1e-7});
  OpTest("LeakyRelu", 16)
      .attribute("alpha", 0.1f)
      .input<BFloat16>({4}, to_bfloat16({-0.5f, -0.25f, 0.25f, 0.75f}))
      .expect<BFloat16>({4}, to_bfloat16({-0.05f, -0.025f, 0.25f, 0.75f}), {0x1p-8});
}

TEST(LeakyRelu, SpecialValues) {
  OpTest("LeakyRelu", 16)
      .input<float>({4}, {NAN, INFINITY, -INFINITY, -0.0f})
      .expect<float>({4}, {NAN, INFINITY, -INFINITY, -0.0f}, {1e-6});
}

TEST(LeakyRelu, FirstVersionAndEmptyTensors) {
  OpTest("LeakyRelu", 1).input<float>({1}, {0.75f}).expect<float>({1}, {0.75f}, {1e-6});
  OpTest("LeakyRelu", 1).input<float>({0, 3}, {}).expect<float>({0, 3}, {});
}

TEST(LeakyRelu, TakesFloatsOnly) {
  OpTest("LeakyRelu", 16).input<std::int32_t>({1}, {1}).expect_error("expected a tensor of float");
}

}  // namespace
}  // namespace sardonyx
