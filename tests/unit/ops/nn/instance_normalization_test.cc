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

}  // namespace
}  // namespace sardonyx
