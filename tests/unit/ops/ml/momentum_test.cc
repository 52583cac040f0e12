#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

constexpr const char* kTraining = "ai.onnx.preview.training";
constexpr Tolerance kTolerance{1e-7, 1e-8};

OpTest step(const char* mode, std::int64_t updates) {
  OpTest test("Momentum", 1, kTraining);
  test.input<float>({1}, {.1f})
      .input<std::int64_t>({1}, {updates})
      .input<double>({2}, {1.2, 2.8})
      .input<double>({2}, {-.94, -2.5})
      .input<double>({2}, {1.7, 3.6})
      .attribute("norm_coefficient", .001f)
      .attribute("alpha", .95f)
      .attribute("beta", .5f)
      .attribute("mode", mode);
  return test;
}

TEST(Momentum, Standard) {
  step("standard", 3)
      .output<double>({2}, {1.085440002023708, 2.5828600042848846}, kTolerance)
      .output<double>({2}, {1.1455999797629193, 2.171399957151152}, kTolerance)
      .check();
  step("standard", 0)
      .output<double>({2}, {1.132380002020858, 2.707720004278235}, kTolerance)
      .output<double>({2}, {0.6761999797914178, 0.9227999572176486}, kTolerance)
      .check();
}

TEST(Momentum, Nesterov) {
  step("nesterov", 3)
      .output<double>({2}, {1.1850480032824846, 2.8434370066458516}, kTolerance)
      .output<double>({2}, {1.1455999797629193, 2.171399957151152}, kTolerance)
      .check();
  step("nesterov", 0)
      .output<double>({2}, {1.2296410027202087, 2.9620540051510873}, kTolerance)
      .output<double>({2}, {0.6761999797914178, 0.9227999572176486}, kTolerance)
      .check();
}

TEST(Momentum, Errors) {
  step("heavy", 0).expect_error("heavy", 2);
  OpTest("Momentum", 1, kTraining)
      .input<float>({}, {.1f})
      .input<std::int64_t>({}, {0})
      .input<float>({1}, {1})
      .input<float>({1}, {1})
      .input<float>({1}, {1})
      .expect_error("attribute 'alpha' is missing", 2);
}

}  // namespace
}  // namespace sardonyx
