#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(ThresholdedRelu, DefaultAttributes) {
  OpTest("ThresholdedRelu", 22)
      .input<float>({2, 4}, {-3, -1.5f, -0.25f, 0, 0.1f, 0.75f, 2, 10})
      .expect<float>({2, 4}, {0, 0, 0, 0, 0, 0, 2, 10});
}

TEST(ThresholdedRelu, Attributes) {
  OpTest("ThresholdedRelu", 22)
      .attribute("alpha", 0.5f)
      .input<float>({2, 4}, {-3, -1.5f, -0.25f, 0, 0.1f, 0.75f, 2, 10})
      .expect<float>({2, 4}, {0, 0, 0, 0, 0, 0.75f, 2, 10});
}

TEST(ThresholdedRelu, Doubles) {
  OpTest("ThresholdedRelu", 22)
      .attribute("alpha", 0.5f)
      .input<double>({2, 4}, {-3, -1.5, -0.25, 0, 0.10000000149011612, 0.75, 2, 10})
      .expect<double>({2, 4}, {0, 0, 0, 0, 0, 0.75, 2, 10}, {1e-7, 1e-9});
}

// One rounding of the result: half a unit in the last place.
TEST(ThresholdedRelu, HalfPrecision) {
  OpTest("ThresholdedRelu", 22)
      .attribute("alpha", 0.5f)
      .input<Float16>({4}, to_float16({-0.5f, -0.25f, 0.25f, 0.75f}))
      .expect<Float16>({4}, to_float16({0, 0, 0, 0.75f}), {0x1p-11, 1e-7});
  OpTest("ThresholdedRelu", 22)
      .attribute("alpha", 0.5f)
      .input<BFloat16>({4}, to_bfloat16({-0.5f, -0.25f, 0.25f, 0.75f}))
      .expect<BFloat16>({4}, to_bfloat16({0, 0, 0, 0.75f}), {0x1p-8});
}

TEST(ThresholdedRelu, SpecialValues) {
  OpTest("ThresholdedRelu", 22)
      .input<float>({4}, {NAN, INFINITY, -INFINITY, -0.0f})
      .expect<float>({4}, {0, INFINITY, 0, 0}, {1e-6});
}

TEST(ThresholdedRelu, FirstVersionAndEmptyTensors) {
  OpTest("ThresholdedRelu", 10).input<float>({1}, {0.75f}).expect<float>({1}, {0}, {1e-6});
  OpTest("ThresholdedRelu", 10).input<float>({0, 3}, {}).expect<float>({0, 3}, {});
}

TEST(ThresholdedRelu, TakesFloatsOnly) {
  OpTest("ThresholdedRelu", 22)
      .input<std::int32_t>({1}, {1})
      .expect_error("expected a tensor of float");
}

}  // namespace
}  // namespace sardonyx
