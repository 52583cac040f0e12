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

constexpr Tolerance kDouble{.rtol = 1e-12, .atol = 1e-13};

TEST(ClassLoss, Doubles) {
  OpTest test("NegativeLogLikelihoodLoss", 22);
  test.attribute("reduction", "mean");
  test.input<double>({2, 3, 2}, {-0.4780358009429998, 0.6678293725756554, -2.302585092994046,
                                 0.20701416938432612, -2.5257286443082556, 0.6151856390902335,
                                 0.04879016416943204, 0.4762341789963717, 0.5423242908253617,
                                 0.16551443847757333, 0.06765864847381486, -0.6539264674066639});
  test.input<std::int64_t>({2, 2}, {0, 2, 1, 1});
  test.input<double>({3}, {1.31, 1.44, 0.36});
  test.output<double>({}, {-0.13506103319414958}, kDouble);
  test.check();
}

TEST(ClassLoss, CrossEntropyOfDoubles) {
  OpTest test("SoftmaxCrossEntropyLoss", 13);
  test.attribute("reduction", "none");
  test.attribute("ignore_index", -1);
  test.input<double>(
      {2, 3}, {-7.75, 8.149999999999999, -7.1499999999999995, -2.25, 9.7, -0.7000000000000001});
  test.input<std::int32_t>({2}, {2, -1});
  test.output<double>({2}, {15.300000350988551, 0}, kDouble);
  test.output<double>({2, 3},
                      {-15.900000350988552, -3.509885537766877e-07, -15.300000350988551,
                       -11.950036891035381, -3.6891035382069504e-05, -10.40003689103538},
                      kDouble);
  test.check();
}

}  // namespace
}  // namespace sardonyx
