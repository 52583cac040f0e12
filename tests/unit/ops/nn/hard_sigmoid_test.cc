#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(HardSigmoid, DefaultAttributes) {
  OpTest("HardSigmoid", 22)
      .input<float>({2, 4}, {-3, -1.5f, -0.25f, 0, 0.1f, 0.75f, 2, 10})
      .expect<float>({2, 4}, {0, 0.19999999f, 0.45f, 0.5f, 0.52f, 0.65f, 0.9f, 1}, {3e-07, 1e-7});
}

TEST(HardSigmoid, Attributes) {
  OpTest("HardSigmoid", 22)
      .attribute("alpha", 0.5f)
      .attribute("beta", 0.6f)
      .input<float>({2, 4}, {-3, -1.5f, -0.25f, 0, 0.1f, 0.75f, 2, 10})
      .expect<float>({2, 4}, {0, 0, 0.47500002f, 0.6f, 0.65000004f, 0.975f, 1, 1}, {3e-07, 1e-7});
}

TEST(HardSigmoid, Doubles) {
  OpTest("HardSigmoid", 22)
      .attribute("alpha", 0.5f)
      .attribute("beta", 0.6f)
      .input<double>({2, 4}, {-3, -1.5, -0.25, 0, 0.10000000149011612, 0.75, 2, 10})
      .expect<double>({2, 4},
                      {0, 0, 0.4750000238418579, 0.6000000238418579, 0.650000024586916,
                       0.9750000238418579, 1, 1},
                      {1e-7, 1e-9});
}

// One rounding of the result: half a unit in the last place.
TEST(HardSigmoid, HalfPrecision) {
  OpTest("HardSigmoid", 22)
      .attribute("alpha", 0.5f)
      .attribute("beta", 0.6f)
      .input<Float16>({4}, to_float16({-0.5f, -0.25f, 0.25f, 0.75f}))
      .expect<Float16>({4}, to_float16({0.35000002f, 0.47500002f, 0.725f, 0.975f}),
                       {0x1p-11, 1e-7});
  OpTest("HardSigmoid", 22)
      .attribute("alpha", 0.5f)
      .attribute("beta", 0.6f)
      .input<BFloat16>({4}, to_bfloat16({-0.5f, -0.25f, 0.25f, 0.75f}))
      .expect<BFloat16>({4}, to_bfloat16({0.35000002f, 0.47500002f, 0.725f, 0.975f}), {0x1p-8});
}

TEST(HardSigmoid, SpecialValues) {
  OpTest("HardSigmoid", 22)
      .input<float>({4}, {NAN, INFINITY, -INFINITY, -0.0f})
      .expect<float>({4}, {NAN, 1, 0, 0.5f}, {1e-6});
}

TEST(HardSigmoid, FirstVersionAndEmptyTensors) {
  OpTest("HardSigmoid", 1).input<float>({1}, {0.75f}).expect<float>({1}, {0.65f}, {1e-6});
  OpTest("HardSigmoid", 1).input<float>({0, 3}, {}).expect<float>({0, 3}, {});
}

TEST(HardSigmoid, TakesFloatsOnly) {
  OpTest("HardSigmoid", 22)
      .input<std::int32_t>({1}, {1})
      .expect_error("expected a tensor of float");
}

}  // namespace
}  // namespace sardonyx
