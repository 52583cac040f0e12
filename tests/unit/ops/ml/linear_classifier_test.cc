#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

constexpr const char* kMl = "ai.onnx.ml";
using Text = std::string;
using I = std::vector<std::int64_t>;
using F = std::vector<float>;

constexpr Tolerance kTolerance{1e-5, 1e-6};

OpTest three(const char* transform) {
  OpTest test("LinearClassifier", 1, kMl);
  test.input<float>({3, 2}, {1, 2, -1, .5f, 0, 0})
      .attribute("coefficients", F{.3f, .2f, -.1f, .4f, .05f, .1f})
      .attribute("intercepts", F{.1f, 0, .2f})
      .attribute("classlabels_strings", std::vector<Text>{"a", "b", "c"})
      .attribute("post_transform", transform)
      .output<Text>({3}, {"a", "b", "c"});
  return test;
}

TEST(LinearClassifier, HighestOfThree) {
  three("NONE")
      .output<float>({3, 3}, {.8f, .7f, .45f, -.1f, .3f, .2f, .1f, 0, .2f}, kTolerance)
      .check();
  three("LOGISTIC")
      .output<float>({3, 3},
                     {.6899745f, .6681878f, .6106392f, .4750208f, .5744425f, .549834f, .5249792f,
                      .5f, .549834f},
                     kTolerance)
      .check();
  three("SOFTMAX")
      .output<float>({3, 3},
                     {.3832114f, .346744f, .2700445f, .2603025f, .3883258f, .3513717f, .332225f,
                      .3006096f, .3671654f},
                     kTolerance)
      .check();
  three("SOFTMAX_ZERO")
      .output<float>({3, 3},
                     {.3832114f, .346744f, .2700445f, .2603025f, .3883258f, .3513717f, .4750208f, 0,
                      .5249792f},
                     kTolerance)
      .check();
}

TEST(LinearClassifier, OneSetOfCoefficientsForTwo) {
  const auto test = [](const char* transform) {
    OpTest one("LinearClassifier", 1, kMl);
    one.input<double>({3, 2}, {1, 2, -1, .5, 0, 0})
        .attribute("coefficients", F{.3f, .2f})
        .attribute("intercepts", F{.1f})
        .attribute("classlabels_ints", I{5, 7})
        .attribute("post_transform", transform)
        .output<std::int64_t>({3}, {7, 5, 7});
    return one;
  };
  test("NONE").output<float>({3, 2}, {.2f, .8f, 1.1f, -.1f, .9f, .1f}, kTolerance).check();
  test("LOGISTIC")
      .output<float>({3, 2}, {.3100255f, .6899745f, .5249792f, .4750208f, .4750208f, .5249792f},
                     kTolerance)
      .check();
}

TEST(LinearClassifier, WithoutLabels) {
  OpTest("LinearClassifier", 1, kMl)
      .input<std::int32_t>({2}, {1, 2})
      .attribute("coefficients", F{1, 0, 0, 1})
      .output<std::int64_t>({1}, {1})
      .output<float>({1, 2}, {1, 2})
      .check();
}

TEST(LinearClassifier, Errors) {
  const auto test = [](const F& coefficients, const F& intercepts, const I& labels) {
    OpTest one("LinearClassifier", 1, kMl);
    one.input<float>({1, 2}, {1, 2})
        .attribute("coefficients", coefficients)
        .attribute("intercepts", intercepts)
        .attribute("classlabels_ints", labels);
    return one;
  };
  test({1, 2, 3}, {}, {1, 2}).expect_error("has 2 features, and there are 3 coefficients", 2);
  test({1, 2, 3, 4}, {1}, {1, 2}).expect_error("has 1 elements for 2 sets", 2);
  test({1, 2, 3, 4}, {1, 2}, {1, 2, 3}).expect_error("3 labels for 2 sets", 2);
  test({}, {}, {1, 2}).expect_error("'coefficients' is missing", 2);
}

}  // namespace
}  // namespace sardonyx
