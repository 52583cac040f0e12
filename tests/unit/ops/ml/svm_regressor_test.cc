#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

constexpr const char* kMl = "ai.onnx.ml";
using F = std::vector<float>;

constexpr Tolerance kTolerance{1e-5, 1e-6};

OpTest three_vectors(const char* kernel, const F& params, float rho = .1f) {
  OpTest test("SVMRegressor", 1, kMl);
  test.input<float>({3, 2}, {1, 2, -1, .5f, .3f, -.2f})
      .attribute("kernel_type", kernel)
      .attribute("kernel_params", params)
      .attribute("coefficients", F{.5f, -.3f, 1})
      .attribute("n_supports", 3)
      .attribute("support_vectors", F{1, 0, 0, 1, .5f, .5f})
      .attribute("rho", F{rho});
  return test;
}

TEST(SVMRegressor, EveryKernel) {
  three_vectors("LINEAR", {0, 0, 0}).expect<float>({3, 1}, {1.5f, -.8f, .36f}, kTolerance);
  three_vectors("RBF", {.5f, 0, 0})
      .expect<float>({3, 1}, {.3438086f, .3237905f, 1.1112088f}, kTolerance);
  three_vectors("POLY", {.5f, 1, 2})
      .expect<float>({3, 1}, {3.0875f, .521875f, 1.568875f}, kTolerance);
  three_vectors("SIGMOID", {.5f, .1f, 0})
      .expect<float>({3, 1}, {.8194447f, -.215882f, .3468123f}, kTolerance);
}

TEST(SVMRegressor, OneClass) {
  three_vectors("RBF", {.5f, 0, 0}, -.5f)
      .attribute("one_class", 1)
      .expect<float>({3, 1}, {-1, -1, 1});
}

TEST(SVMRegressor, WithoutVectorsItIsLinear) {
  OpTest("SVMRegressor", 1, kMl)
      .input<double>({3, 2}, {1, 2, -1, .5, .3, -.2})
      .attribute("coefficients", F{.5f, -.3f})
      .attribute("rho", F{.1f})
      .expect<float>({3, 1}, {0, -.55f, .31f}, kTolerance);
}

TEST(SVMRegressor, Errors) {
  three_vectors("RBF", {.5f}).expect_error("'kernel_params' has 1 elements");
  three_vectors("CUBIC", {}).expect_error("CUBIC");
  OpTest("SVMRegressor", 1, kMl)
      .input<float>({1, 3}, {1, 2, 3})
      .attribute("coefficients", F{.5f, -.3f})
      .attribute("rho", F{.1f})
      .expect_error("has 3 features, expected 2");
  OpTest("SVMRegressor", 1, kMl)
      .input<float>({1, 1}, {1})
      .attribute("coefficients", F{.5f})
      .expect_error("'rho' has 0 elements");
  OpTest("SVMRegressor", 1, kMl)
      .input<float>({1, 1}, {1})
      .attribute("coefficients", F{.5f})
      .attribute("n_supports", 2)
      .attribute("support_vectors", F{1, 2})
      .attribute("rho", F{.1f})
      .expect_error("'coefficients' has 1 elements for 2 vectors");
}

}  // namespace
}  // namespace sardonyx
