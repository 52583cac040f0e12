#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

// Expected values were computed by the reference evaluator of ONNX.
constexpr Tolerance kFloat{.rtol = 1e-5, .atol = 1e-5};

TEST(InstanceNormalization, TwoDimensions) {
  OpTest test("InstanceNormalization", 22);
  test.input<float>({2, 2, 2, 3}, {8, -7, -2, 9, -7, 3, 4, -1, -8, 0, -1, 7,
                                   3, -3, -8, 2, -4, 3, 7, -3, 8,  0, 1,  5});
  test.input<float>({2}, {0.625f, 1});
  test.input<float>({2}, {1.125f, -0.875f});
  test.output<float>(
      {2, 2, 2, 3},
      {1.83036f,  0.387578f,  0.868505f, 1.92654f,  0.387578f, 1.34943f,  -0.054095f, -1.12484f,
       -2.62389f, -0.910691f, -1.12484f, 0.588352f, 1.75404f,  0.848223f, 0.093377f,  1.60307f,
       0.697254f, 1.75404f,   0.135582f, -2.39087f, 0.388227f, -1.63294f, -1.38029f,  -0.369709f},
      kFloat);
  test.check();
}

TEST(InstanceNormalization, OneDimension) {
  OpTest test("InstanceNormalization", 22);
  test.attribute("epsilon", 0.25f);
  test.input<float>({1, 3, 5}, {-2, 8, -4, -9, 1, 5, 5, 6, 3, -7, 7, -2, 7, 6, 9});
  test.input<float>({3}, {-1.125f, 0.875f, 0.25f});
  test.input<float>({3}, {0, 0.75f, 1.125f});
  test.output<float>(
      {1, 3, 5},
      {0.159074f, -1.82935f, 0.55676f, 1.55097f, -0.437454f, 1.22141f, 1.22141f, 1.40272f,
       0.858786f, -0.95432f, 1.22866f, 0.645571f, 1.22866f, 1.16387f, 1.35824f},
      kFloat);
  test.check();
}

TEST(InstanceNormalization, WrongNumberOfChannels) {
  OpTest("InstanceNormalization", 22)
      .input<float>({1, 2, 1}, {3, 5})
      .input<float>({1}, {2})
      .input<float>({2}, {1, 1})
      .expect_error("input 1 has shape [1]");
}

constexpr Tolerance kDouble{.rtol = 1e-12, .atol = 1e-13};

TEST(InstanceNormalization, Doubles) {
  OpTest test("InstanceNormalization", 22);
  test.input<double>({1, 2, 4}, {-0.75, -0.375, 0.25, -1.875, 0.75, 0, 1, -1.625});
  test.input<double>({2}, {1.125, 0.5});
  test.input<double>({2}, {-2, 0});
  test.output<double>(
      {1, 2, 4},
      {-2.090950098502114, -1.5452495074894306, -0.6357485224682913, -3.7280518715401643,
       0.3507450412437914, -0.015249784401903974, 0.4727433164590232, -0.8082385733009106},
      kDouble);
  test.check();
}

TEST(InstanceNormalization, HalfPrecision) {
  OpTest("InstanceNormalization", 22)
      .attribute("epsilon", 0.0f)
      .input<Float16>({1, 1, 2}, to_float16({1, 3}))
      .input<Float16>({1}, {to_float16(2)})
      .input<Float16>({1}, {to_float16(0.5f)})
      .expect<Float16>({1, 1, 2}, to_float16({-1.5f, 2.5f}));
  OpTest("InstanceNormalization", 22)
      .attribute("epsilon", 0.0f)
      .input<BFloat16>({1, 1, 2}, to_bfloat16({1, 3}))
      .input<BFloat16>({1}, {to_bfloat16(2)})
      .input<BFloat16>({1}, {to_bfloat16(0.5f)})
      .expect<BFloat16>({1, 1, 2}, to_bfloat16({-1.5f, 2.5f}));
}

}  // namespace
}  // namespace sardonyx
