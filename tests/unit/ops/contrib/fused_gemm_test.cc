#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

// Expected values were computed by onnxruntime 1.31.
constexpr Tolerance kFloat{.rtol = 1e-5, .atol = 1e-5};

TEST(FusedGemm, Relu) {
  OpTest test("FusedGemm", 1, "com.microsoft");
  test.attribute("activation", "Relu");
  test.attribute("alpha", 0.5f);
  test.attribute("transB", 1);
  test.input<float>({2, 3}, {-0.125f, 1.625f, -1.25f, -0.125f, -0.625f, -0.125f});
  test.input<float>({4, 3}, {-2, 0.75f, -0.625f, 1.5f, -1.125f, -0.625f, -1.875f, 1.25f, 0.125f,
                             -0.375f, 1.75f, 0.375f});
  test.input<float>({4}, {1.875f, 1, 0.375f, 0});
  test.output<float>(
      {2, 4}, {3, 0.3828125f, 1.4296875f, 1.2109375f, 1.8046875f, 1.296875f, 0.09375f, 0}, kFloat);
  test.check();
}

TEST(FusedGemm, LeakyRelu) {
  OpTest test("FusedGemm", 1, "com.microsoft");
  test.attribute("activation", "LeakyRelu");
  test.attribute("activation_alpha", 0.25f);
  test.input<float>({2, 3}, {-1.25f, 0.75f, 1.25f, 0.875f, -0.375f, -2});
  test.input<float>(
      {3, 4}, {1, -1.875f, 1.25f, -1.5f, -0.75f, -1.125f, 0.125f, -1.25f, -1, -1.875f, 2, -1.125f});
  test.output<float>(
      {2, 4},
      {-0.765625f, -0.2109375f, 1.03125f, -0.1171875f, 3.15625f, 2.53125f, -0.73828125f, 1.40625f},
      kFloat);
  test.check();
}

TEST(FusedGemm, HardSigmoid) {
  OpTest test("FusedGemm", 1, "com.microsoft");
  test.attribute("activation", "HardSigmoid");
  test.attribute("activation_alpha", 0.125f);
  test.attribute("activation_beta", 0.25f);
  test.input<float>({2, 3}, {-1.25f, 0.375f, -1.5f, 1.625f, 1.125f, -0.625f});
  test.input<float>({3, 4}, {-0.375f, -0.5f, 1, -0.375f, -0.875f, 0.75f, -1.5f, 1.125f, -0.25f,
                             1.875f, -1, -0.5f});
  test.input<float>({2, 1}, {1.5f, 0.875f});
  test.output<float>({2, 4},
                     {0.501953125f, 0.19921875f, 0.3984375f, 0.642578125f, 0.1796875f, 0.216796875f,
                      0.4296875f, 0.48046875f},
                     kFloat);
  test.check();
}

TEST(FusedGemm, ParametersOfActivations) {
  const auto with = [](const char* activation) {
    OpTest test("FusedGemm", 1, "com.microsoft");
    test.attribute("activation", activation);
    test.input<float>({1, 1}, {-1}).input<float>({1, 1}, {0.5f});
    return test;
  };
  with("HardSigmoid").attribute("activation_beta", 0.25f).expect<float>({1, 1}, {0.15f}, kFloat);
  with("Selu")
      .attribute("activation_gamma", 2.0f)
      .expect<float>({1, 1}, {2 * 1.6732632f * std::expm1(-0.5f)}, kFloat);
  with("Elu")
      .attribute("activation_alpha", 2.0f)
      .expect<float>({1, 1}, {2 * std::expm1(-0.5f)}, kFloat);
}

}  // namespace
}  // namespace sardonyx
