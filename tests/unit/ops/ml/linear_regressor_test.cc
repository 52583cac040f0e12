#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

constexpr const char* kMl = "ai.onnx.ml";
using F = std::vector<float>;

constexpr Tolerance kTolerance{1e-5, 1e-6};

TEST(LinearRegressor, OneTarget) {
  OpTest("LinearRegressor", 1, kMl)
      .input<float>({3, 2}, {1, 2, -1, .5f, 0, 0})
      .attribute("coefficients", F{.3f, .2f})
      .attribute("intercepts", F{.1f})
      .expect<float>({3, 1}, {.8f, -.1f, .1f}, kTolerance);
  OpTest("LinearRegressor", 1, kMl)
      .input<std::int64_t>({2}, {1, 2})
      .attribute("coefficients", F{.3f, .2f})
      .expect<float>({1, 1}, {.7f}, kTolerance);
}

TEST(LinearRegressor, SeveralTargets) {
  const auto test = [] {
    OpTest one("LinearRegressor", 1, kMl);
    one.input<float>({3, 2}, {1, 2, -1, .5f, 0, 0})
        .attribute("coefficients", F{.3f, .2f, .1f, -.1f})
        .attribute("intercepts", F{.1f, .2f})
        .attribute("targets", 2);
    return one;
  };
  test().expect<float>({3, 2}, {.8f, .1f, -.1f, .05f, .1f, .2f}, kTolerance);
  test()
      .attribute("post_transform", "LOGISTIC")
      .expect<float>({3, 2}, {.6899745f, .5249792f, .4750208f, .5124974f, .5249792f, .549834f},
                     kTolerance);
  test()
      .attribute("post_transform", "SOFTMAX")
      .expect<float>({3, 2}, {.6681878f, .3318122f, .4625702f, .5374298f, .4750208f, .5249792f},
                     kTolerance);
  OpTest("LinearRegressor", 1, kMl)
      .input<float>({1, 2}, {1, 2})
      .attribute("coefficients", F{.3f, .2f, .1f, -.1f})
      .attribute("intercepts", F{.1f, .2f})
      .attribute("targets", 2)
      .attribute("post_transform", "PROBIT")
      .expect<float>({1, 2}, {.8417561f, -1.2817129f}, kTolerance);
}

// Longer than the lanes of a sum, with a rest.
TEST(LinearRegressor, ManyFeatures) {
  F weights;
  for (int i = 0; i < 21; ++i) {
    weights.push_back(static_cast<float>(i % 5));
  }
  OpTest("LinearRegressor", 1, kMl)
      .input<float>({1, 21}, ramp(21))
      .attribute("coefficients", weights)
      .expect<float>({1, 1}, {420});
  OpTest("LinearRegressor", 1, kMl)
      .input<float>({0, 21}, F{})
      .attribute("coefficients", weights)
      .expect<float>({0, 1}, F{});
}

TEST(LinearRegressor, Errors) {
  OpTest("LinearRegressor", 1, kMl)
      .input<float>({1, 3}, {1, 2, 3})
      .attribute("coefficients", F{1, 2})
      .expect_error("has 3 features, expected 2");
  OpTest("LinearRegressor", 1, kMl)
      .input<float>({1, 3}, {1, 2, 3})
      .attribute("coefficients", F{1, 2, 3})
      .attribute("targets", 2)
      .expect_error("has 3 elements for 2 targets");
  OpTest("LinearRegressor", 1, kMl)
      .input<float>({1, 3}, {1, 2, 3})
      .attribute("coefficients", F{1, 2, 3})
      .attribute("intercepts", F{1, 2})
      .expect_error("'intercepts' has 2 elements");
}

}  // namespace
}  // namespace sardonyx
