#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

constexpr const char* kTraining = "ai.onnx.preview.training";
constexpr Tolerance kTolerance{1e-7, 1e-9};

OpTest step(std::int64_t updates) {
  OpTest test("Adagrad", 1, kTraining);
  test.input<double>({}, {.1})
      .input<std::int64_t>({}, {updates})
      .attribute("norm_coefficient", .5f)
      .attribute("epsilon", 1e-5f);
  return test;
}

TEST(Adagrad, OneVariable) {
  step(3)
      .attribute("decay_factor", .1f)
      .input<double>({2}, {1, 2.8})
      .input<double>({2}, {-1, -2.5})
      .input<double>({2}, {2, 4})
      .output<double>({2}, {1.0256408546138267, 2.8370705105230694}, kTolerance)
      .output<double>({2}, {2.25, 5.21}, kTolerance)
      .check();
}

TEST(Adagrad, VariablesOfSeveralShapesAndTypes) {
  step(0)
      .input<float>({1}, {1})
      .input<double>({1, 2}, {1, 2})
      .input<float>({1}, {-1})
      .input<double>({1, 2}, {-1, -3})
      .input<float>({1}, {2})
      .input<double>({1, 2}, {4, 1})
      .output<float>({1}, {1.0333333f}, {1e-6, 0})
      .output<double>({1, 2}, {1.024253444857148, 2.0894423191017903}, kTolerance)
      .output<float>({1}, {2.25f})
      .output<double>({1, 2}, {4.25, 5}, kTolerance)
      .check();
}

TEST(Adagrad, TensorsLongerThanATileAndEmptyOnes) {
  const std::int64_t count = 3000;
  const auto size = static_cast<std::size_t>(count);
  step(0)
      .input<float>({count}, std::vector<float>(size, 1.0f))
      .input<float>({0}, std::vector<float>{})
      .input<float>({count}, std::vector<float>(size, -1.0f))
      .input<float>({0}, std::vector<float>{})
      .input<float>({count}, std::vector<float>(size, 2.0f))
      .input<float>({0}, std::vector<float>{})
      .output<float>({count}, std::vector<float>(size, 1.0333333f), {1e-6, 0})
      .output<float>({0}, std::vector<float>{})
      .no_output()
      .output<float>({0}, std::vector<float>{})
      .check();
}

TEST(Adagrad, Errors) {
  step(0).input<float>({1}, {1}).input<float>({1}, {1}).expect_error("there are 4 inputs", 2);
  step(0)
      .input<float>({1}, {1})
      .input<float>({2}, {1, 2})
      .input<float>({1}, {1})
      .expect_error("input 3", 2);
  step(0).input<float>({1}, {1}).input<double>({1}, {1}).input<float>({1}, {1}).expect_error(
      "input 3", 2);
  step(0)
      .input<std::int64_t>({1}, {1})
      .input<std::int64_t>({1}, {1})
      .input<std::int64_t>({1}, {1})
      .expect_error("input 2 is of int64", 2);
}

}  // namespace
}  // namespace sardonyx
