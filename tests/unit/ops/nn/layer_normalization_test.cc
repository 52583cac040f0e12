#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

// Expected values were computed by the reference evaluator of ONNX.
constexpr Tolerance kFloat{.rtol = 1e-5, .atol = 1e-5};

TEST(LayerNormalization, LastAxis) {
  OpTest test("LayerNormalization", 17);
  test.input<float>({2, 5}, {8, 2, 3, 8, 1, 5, 6, -5, -8, -4});
  test.input<float>({5}, {-0.5f, 0.875f, 1, -1.125f, 0});
  test.input<float>({5}, {0.75f, -0.875f, 0.75f, -0.875f, -0.125f});
  test.output<float>({2, 5},
                     {0.151329f, -1.57345f, 0.284367f, -2.22201f, -0.125f, 0.199926f, 0.242893f,
                      0.075715f, 0.482441f, -0.125f},
                     kFloat);
  test.check();
}

TEST(LayerNormalization, WithoutBias) {
  OpTest test("LayerNormalization", 17);
  test.input<float>({2, 3}, {6, -4, -3, -4, 4, -5});
  test.input<float>({3}, {1.125f, -0.125f, 0});
  test.output<float>({2, 3}, {1.58442f, 0.101922f, 0, -0.651739f, -0.175866f, 0}, kFloat);
  test.check();
}

TEST(LayerNormalization, SeveralAxes) {
  OpTest test("LayerNormalization", 17);
  test.attribute("axis", 1);
  test.input<float>(
      {2, 3, 4}, {0, 2, 1, 0, 9, 6, 6, 4, 2, -3, 9, -1, -5, 7, -6, 7, 2, -7, -9, -1, -9, -7, 0, 9});
  test.input<float>(
      {3, 4}, {-0.125f, 0.75f, 1, 0.75f, 0.25f, -0.125f, 0, -0.5f, 0, -0.25f, -0.625f, 1.125f});
  test.input<float>(
      {3, 4}, {-1.125f, -1, -0.75f, 1.125f, 0.5f, 0.875f, -0.75f, 0.5f, -0.25f, 0, -1.125f, 0.25f});
  test.output<float>({2, 3, 4}, {-1.02724f, -1.18434f, -1.26391f, 0.538472f, 0.907777f, 0.771659f,
                                 -0.75f,    0.354765f, -0.25f,    0.396605f, -2.14444f, -0.931435f,
                                 -1.05711f, 0.023291f, -1.45206f, 2.14829f,  0.6424f,   0.982628f,
                                 -0.75f,    0.453637f, -0.25f,    0.215255f, -1.2823f,  2.14259f},
                     kFloat);
  test.check();
}

TEST(LayerNormalization, Statistics) {
  OpTest test("LayerNormalization", 17);
  test.input<float>({2, 5}, {6, 3, -7, 1, -4, 9, 7, -6, 0, 8});
  test.input<float>({5}, {0.875f, 0.5f, 0.375f, -1.125f, 0.625f});
  test.input<float>({5}, {-0.125f, -1, -0.625f, 0.125f, 0.5f});
  test.output<float>({2, 5},
                     {1.02743f, -0.660113f, -1.1667f, -0.16178f, -0.00452f, 0.697019f, -0.704247f,
                      -1.2513f, 0.829587f, 0.978424f},
                     kFloat);
  test.output<float>({2, 1}, {-0.2f, 3.6f}, kFloat);
  test.output<float>({2, 1}, {0.21243f, 0.173972f}, kFloat);
  test.check();
}

TEST(LayerNormalization, BroadcastScale) {
  OpTest test("LayerNormalization", 17);
  test.attribute("axis", -2);
  test.input<float>({2, 3, 4}, {0,  2,  7,  4,  -3, 3,  2,  -7, -8, 3,  -2, 2,
                                -3, -5, -7, -2, 6,  -2, -2, 1,  9,  -2, 2,  -1});
  test.input<float>({1, 4}, {0.25f, -0.125f, 0.375f, 0.125f});
  test.input<float>({3, 1}, {0.375f, 1.125f, -0.875f});
  test.output<float>(
      {2, 3, 4},
      {0.360411f, 0.32394f,   0.965837f, 0.484414f, 0.935349f,  1.04476f,  1.27818f,   0.913466f,
       -1.35642f, -0.955237f, -1.07195f, -0.82394f, 0.228699f,  0.506671f, -0.195575f, 0.33111f,
       1.50538f,  1.16889f,   0.993329f, 1.16889f,  -0.319055f, -0.83111f, -0.655548f, -0.88963f},
      kFloat);
  test.check();
}

TEST(LayerNormalization, Epsilon) {
  OpTest test("LayerNormalization", 17);
  test.attribute("epsilon", 0.5f);
  test.input<float>({1, 4}, {1, -1, -3, -5});
  test.input<float>({4}, {-1.125f, -0.25f, 0.75f, -1});
  test.input<float>({4}, {-0.25f, 1.125f, 1.125f, -0.625f});
  test.output<float>({1, 4}, {-1.68911f, 1.0184f, 0.805199f, 0.654204f}, kFloat);
  test.check();
}

TEST(LayerNormalization, Float16) {
  OpTest("LayerNormalization", 17)
      .attribute("epsilon", 0.0f)
      .input<Float16>({1, 2}, to_float16({1, 3}))
      .input<Float16>({2}, to_float16({2, 2}))
      .expect<Float16>({1, 2}, to_float16({-2, 2}));
}

TEST(LayerNormalization, ScaleThatDoesNotFit) {
  OpTest("LayerNormalization", 17)
      .input<float>({1, 2}, {1, 3})
      .input<float>({3}, {1, 1, 1})
      .expect_error("input 1 has shape [3], which does not broadcast");
}

constexpr Tolerance kDouble{.rtol = 1e-12, .atol = 1e-13};

TEST(LayerNormalization, Doubles) {
  OpTest test("LayerNormalization", 17);
  test.input<double>({2, 5}, {-162.90625, -150.375, -125.3125, -200.5, -12.53125, -50.125, -75.1875,
                              -50.125, -50.125, -50.125});
  test.input<double>({5}, {-0.875, -1.375, 1.875, 1, 0.75});
  test.input<double>({5}, {0.25, 1, -1.5, -1.75, 1.625});
  test.output<double>(
      {2, 5},
      {0.6975433885621631, 1.4327892109172569, -1.3524582235509355, -2.851645264153017,
       3.0118926986212085, -0.18749997823396858, 3.749999863184944, -0.5625000466414959,
       -1.2500000248754644, 1.9999999813434015},
      kDouble);
  test.output<float>({2, 1}, {-130.3249969482422f, -55.13750076293945f}, kDouble);
  test.output<float>({2, 1}, {0.015698542818427086f, 0.09975061565637589f}, kDouble);
  test.check();
}

TEST(LayerNormalization, DoublesWithBroadcastScale) {
  OpTest test("LayerNormalization", 17);
  test.attribute("axis", 1);
  test.input<double>({2, 3, 2},
                     {0, -1.75, 0, 1.25, -0.5, -0.75, 1.25, -0.25, 1.125, 0.75, -0.25, 0.75});
  test.input<double>({3, 1}, {-0.625, -0.625, 0.625});
  test.output<double>(
      {2, 3, 2},
      {-0.2011614894915733, 1.0058074474578662, -0.2011614894915733, -1.0632821587411732,
       -0.1436867782082666, -0.31611091205818653, -0.712894478313945, 0.8425116561892078,
       -0.5832773004386823, -0.19442576681289409, -0.8425116561892078, 0.19442576681289409},
      kDouble);
  test.check();
}

}  // namespace
}  // namespace sardonyx
