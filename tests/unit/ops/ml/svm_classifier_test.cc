#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

constexpr const char* kMl = "ai.onnx.ml";
using Text = std::string;
using I = std::vector<std::int64_t>;
using F = std::vector<float>;

constexpr Tolerance kTolerance{1e-4, 1e-5};

OpTest machine() {
  OpTest test("SVMClassifier", 1, kMl);
  test.input<float>({3, 2}, {1, 2, -1, .5f, .3f, -.2f})
      .attribute("kernel_type", "RBF")
      .attribute("kernel_params", F{.5f, 0, 0})
      .attribute("support_vectors", F{1, 0, 0, 1, .5f, .5f, -1, 1});
  return test;
}

OpTest two_classes() {
  return machine()
      .attribute("coefficients", F{.5f, -.3f, 1, -1.2f})
      .attribute("vectors_per_class", I{2, 2})
      .attribute("rho", F{.1f});
}

OpTest three_classes() {
  return machine()
      .attribute("coefficients", F{.5f, -.3f, 1, -1.2f, .7f, -.9f, .2f, .1f})
      .attribute("vectors_per_class", I{2, 1, 1})
      .attribute("rho", F{.1f, -.2f, .3f})
      .attribute("classlabels_ints", I{4, 5, 6})
      .output<std::int64_t>({3}, {4, 4, 4});
}

TEST(SVMClassifier, TwoClasses) {
  two_classes()
      .attribute("classlabels_ints", I{4, 5})
      .output<std::int64_t>({3}, {4, 5, 4})
      .output<float>({3, 2}, {-.2453066f, .2453066f, .7352058f, -.7352058f, -.8603031f, .8603031f},
                     kTolerance)
      .check();
  two_classes()
      .attribute("classlabels_ints", I{4, 5})
      .attribute("post_transform", "LOGISTIC")
      .output<std::int64_t>({3}, {4, 5, 4})
      .output<float>({3, 2}, {.438979f, .561021f, .6759466f, .3240534f, .297276f, .702724f},
                     kTolerance)
      .check();
}

TEST(SVMClassifier, ProbabilitiesOfTwoClasses) {
  two_classes()
      .attribute("classlabels_strings", std::vector<Text>{"a", "b"})
      .attribute("prob_a", F{-1.5f})
      .attribute("prob_b", F{.2f})
      .output<Text>({3}, {"a", "b", "a"})
      .output<float>({3, 2}, {.5418693f, .4581307f, .2136712f, .7863286f, .7484672f, .2515328f},
                     kTolerance)
      .check();
}

TEST(SVMClassifier, ThreeClasses) {
  three_classes()
      .output<float>({3, 3},
                     {.3438086f, -.5348588f, .3655095f, .3237905f, -1.6571286f, .4531802f,
                      1.1112088f, -.332662f, .47435f},
                     kTolerance)
      .check();
  three_classes()
      .attribute("prob_a", F{-1.5f, -1, -2})
      .attribute("prob_b", F{.2f, .1f, 0})
      .output<float>({3, 3},
                     {.3101857f, .3805793f, .309235f, .225135f, .4419885f, .3328765f, .4297549f,
                      .2546313f, .3156137f},
                     kTolerance)
      .check();
}

TEST(SVMClassifier, WithoutVectorsThereIsALinearMachineForEachClass) {
  const auto linear = [](const F& coefficients, const I& labels) {
    OpTest test("SVMClassifier", 1, kMl);
    test.input<float>({3, 2}, {1, 2, -1, .5f, .3f, -.2f})
        .attribute("coefficients", coefficients)
        .attribute("rho", F{.1f})
        .attribute("classlabels_ints", labels);
    return test;
  };
  linear({.5f, -.3f, 1, -1.2f, .7f, -.9f}, {4, 5, 6})
      .output<std::int64_t>({3}, {4, 4, 5})
      .output<float>({3, 3}, {0, -1.3f, -1, -.55f, -1.5f, -1.05f, .31f, .64f, .49f}, kTolerance)
      .check();
  linear({.5f, -.3f, 1, .2f}, {4, 5})
      .output<std::int64_t>({3}, {5, 4, 5})
      .output<float>({3, 2}, {0, 1.5f, -.55f, -.8f, .31f, .36f}, kTolerance)
      .check();
}

TEST(SVMClassifier, Errors) {
  two_classes().attribute("classlabels_ints", I{4, 5, 6}).expect_error("3 labels for 2 classes", 2);
  two_classes().attribute("prob_a", F{1}).expect_error("have 1 and 0 elements, expected 1", 2);
  machine()
      .attribute("coefficients", F{.5f, -.3f, 1})
      .attribute("vectors_per_class", I{2, 2})
      .attribute("rho", F{.1f})
      .expect_error("'coefficients' has 3 elements, expected 4", 2);
  machine()
      .attribute("coefficients", F{.5f, -.3f, 1, -1.2f})
      .attribute("vectors_per_class", I{2, 2})
      .attribute("rho", F{.1f, .2f})
      .expect_error("'rho' has 2 elements, expected 1", 2);
  machine()
      .attribute("coefficients", F{.5f, -.3f, 1, -1.2f})
      .attribute("vectors_per_class", I{-2, 2})
      .attribute("rho", F{.1f})
      .expect_error("'vectors_per_class' has -2", 2);
}

}  // namespace
}  // namespace sardonyx
