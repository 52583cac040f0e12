#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

// Expected values were computed by the reference evaluator of ONNX.
constexpr Tolerance kFloat{.rtol = 1e-5, .atol = 1e-5};

TEST(ClassLoss, Mean) {
  OpTest test("NegativeLogLikelihoodLoss", 13);
  test.input<float>({4, 3}, {0.875f, 0.125f, 1.125f, -0.375f, -0.875f, -0.5f, -1, 1.125f, -0.625f,
                             -0.125f, -0.75f, 1.125f});
  test.input<std::int64_t>({4}, {0, 1, 2, 1});
  test.output<float>({}, {0.34375f}, kFloat);
  test.check();
}

TEST(ClassLoss, WeightedMean) {
  OpTest test("NegativeLogLikelihoodLoss", 13);
  test.input<float>(
      {4, 3}, {1, 1, 0.625f, 0.625f, 0.125f, 0.25f, 0.75f, -0.125f, 1, 0.875f, -0.25f, -0.25f});
  test.input<std::int64_t>({4}, {2, 2, 0, 0});
  test.input<float>({3}, {1.375f, 1.875f, 1.25f});
  test.output<float>({}, {-0.633929f}, kFloat);
  test.check();
}

TEST(ClassLoss, Sum) {
  OpTest test("NegativeLogLikelihoodLoss", 13);
  test.attribute("reduction", "sum");
  test.input<float>({2, 3, 2}, {0, 0.125f, 1.125f, 0.625f, -0.625f, 0.625f, 0.75f, 0.375f, 0.375f,
                                -0.5f, 0.5f, -0.875f});
  test.input<std::int64_t>({2, 2}, {1, 2, 2, 0});
  test.output<float>({}, {-2.625f}, kFloat);
  test.check();
}

TEST(ClassLoss, NoReduction) {
  OpTest test("NegativeLogLikelihoodLoss", 13);
  test.attribute("reduction", "none");
  test.input<float>({2, 3, 2}, {-0.375f, 0.25f, -0.25f, 0.5f, -0.75f, -0.75f, -1.125f, -0.125f,
                                -0.625f, -0.5f, 1, 0.75f});
  test.input<std::int64_t>({2, 2}, {2, 1, 0, 2});
  test.output<float>({2, 2}, {0.75f, -0.5f, 1.125f, -0.75f}, kFloat);
  test.check();
}

TEST(ClassLoss, IgnoredTarget) {
  OpTest test("NegativeLogLikelihoodLoss", 13);
  test.attribute("ignore_index", 1);
  test.input<float>({4, 3}, {0.25f, 1, 0, -0.75f, 0.25f, -0.125f, 0.375f, -0.25f, -0.5f, -0.875f,
                             1.125f, 0.625f});
  test.input<std::int64_t>({4}, {0, 1, 2, 1});
  test.output<float>({}, {0.125f}, kFloat);
  test.check();
}

TEST(ClassLoss, CrossEntropy) {
  OpTest test("SoftmaxCrossEntropyLoss", 13);
  test.input<float>({4, 3}, {-0.125f, -0.625f, 0.25f, -0.25f, 0.375f, -1, -0.75f, 0.5f, -1, 0.375f,
                             -0.25f, -1.125f});
  test.input<std::int64_t>({4}, {2, 2, 2, 2});
  test.output<float>({}, {1.66908f}, kFloat);
  test.check();
}

TEST(ClassLoss, CrossEntropyWithLogarithms) {
  OpTest test("SoftmaxCrossEntropyLoss", 13);
  test.attribute("reduction", "none");
  test.input<float>({2, 3, 2},
                    {0.5f, 0.75f, -0.875f, 1, 1, 0.5f, 0.75f, 0.625f, 0.875f, 0.875f, 0, 0.75f});
  test.input<std::int64_t>({2, 2}, {2, 0, 0, 0});
  test.input<float>({3}, {0.875f, 1.875f, 0.875f});
  test.output<float>({2, 2}, {0.494593f, 0.979421f, 0.837927f, 1.07521f}, kFloat);
  test.output<float>({2, 3, 2},
                     {-1.06525f, -1.11934f, -2.44025f, -0.869338f, -0.565249f, -1.36934f, -0.95763f,
                      -1.22881f, -0.83263f, -0.978814f, -1.70763f, -1.10381f},
                     kFloat);
  test.check();
}

TEST(ClassLoss, TargetOutOfRange) {
  OpTest("NegativeLogLikelihoodLoss", 13)
      .input<float>({1, 3}, ramp(3))
      .input<std::int64_t>({1}, {3})
      .expect_error("target 3 is outside [0, 2]");
}

TEST(ClassLoss, ShapesThatDoNotFit) {
  OpTest("SoftmaxCrossEntropyLoss", 13)
      .input<float>({1, 3}, ramp(3))
      .input<std::int64_t>({2}, {1, 1})
      .expect_error("input 1 has shape");
}

}  // namespace
}  // namespace sardonyx
