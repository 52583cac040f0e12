#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

// Expected values were computed by the reference evaluator of ONNX.
constexpr Tolerance kFloat{.rtol = 1e-5, .atol = 1e-5};

TEST(GroupNormalization, ByChannel) {
  OpTest test("GroupNormalization", 21);
  test.attribute("num_groups", 2);
  test.input<float>({2, 4, 3}, {0,  -8, 4, -5, -5, -6, -6, 8,  -3, -7, -6, -2,
                                -3, -4, 9, 7,  1,  9,  -3, -7, -4, -8, 9,  -5});
  test.input<float>({4}, {-0.125f, -0.75f, 1.125f, -0.75f});
  test.input<float>({4}, {0, 1.125f, 0, 1});
  test.output<float>(
      {2, 4, 3},
      {-0.102404f, 0.143366f, -0.225289f, 1.43221f,   1.43221f,   1.61654f,  -0.737012f, 2.35844f,
       -0.073701f, 1.63874f,  1.49134f,   0.901732f,  0.141989f,  0.165014f, -0.134314f, 0.59542f,
       1.42433f,   0.319118f, 0,          -0.799671f, -0.199918f, 1.66639f,  -0.599342f, 1.26656f},
      kFloat);
  test.check();
}

TEST(GroupNormalization, OneGroup) {
  OpTest test("GroupNormalization", 21);
  test.attribute("num_groups", 1);
  test.input<float>({1, 4, 2, 2}, {8, 5, 5, 1, 2, 6, -1, 8, 7, -2, -2, 4, 8, -8, -8, -5});
  test.input<float>({4}, {-0.125f, -0.75f, 0, 0.125f});
  test.input<float>({4}, {1.125f, 0.625f, -0.625f, 0.625f});
  test.output<float>(
      {1, 4, 2, 2},
      {0.979454f, 1.04932f, 1.04932f, 1.14247f, 0.590069f, 0.031173f, 1.00924f, -0.248274f, -0.625f,
       -0.625f, -0.625f, -0.625f, 0.770546f, 0.397949f, 0.397949f, 0.467811f},
      kFloat);
  test.check();
}

TEST(GroupNormalization, Version18ScalesByGroup) {
  OpTest("GroupNormalization", 18)
      .attribute("num_groups", 2)
      .attribute("epsilon", 0.0f)
      .input<float>({1, 4, 1}, {1, 3, 10, 20})
      .input<float>({2}, {1, 2})
      .input<float>({2}, {0, 5})
      .expect<float>({1, 4, 1}, {-1, 1, 3, 7}, kFloat);
}

TEST(GroupNormalization, GroupsThatDoNotDivide) {
  OpTest("GroupNormalization", 21)
      .attribute("num_groups", 3)
      .input<float>({1, 4, 1}, {1, 3, 10, 20})
      .input<float>({4}, {1, 2, 3, 4})
      .input<float>({4}, {0, 5, 0, 0})
      .expect_error("cannot be split into 3 groups");
}

constexpr Tolerance kDouble{.rtol = 1e-12, .atol = 1e-13};

TEST(GroupNormalization, Doubles) {
  OpTest test("GroupNormalization", 21);
  test.attribute("num_groups", 2);
  test.input<double>({2, 4, 3}, {0.125,  -2, 1.375, 1.125, -1.625, -0.75,  0.5,    1.625,
                                 -0.125, 0,  1.375, 1.875, -0.375, -1.625, 1.625,  0.25,
                                 -1,     0,  -0.75, -0.25, -1.75,  -1.875, -0.875, -1});
  test.input<double>({4}, {-1.125, -1.875, -0.25, -1.75});
  test.input<double>({4}, {0, -0.5, -2, -0.75});
  test.output<double>(
      {2, 4, 3},
      {-0.3655747672634139, 1.498856545779997,   -1.4622990690536557, -2.571590347826012,
       1.4497320920715409,  0.17022040664959204, -1.8809183327493124, -2.238163334501375,
       -1.6824488873314996, 1.195000565094565,   -1.8614288943397514, -2.972857788679503,
       0.20628828012992118, 1.5815434809960622,  -1.9941200412559046, -1.302232200505249,
       0.9898598009383195,  -0.8438138002165353, -2.1470406353716105, -2.367601588429026,
       -1.7059187292567792, 1.6945505630530224,  -1.393302779750795,  -1.007321111900318},
      kDouble);
  test.check();
}

TEST(GroupNormalization, DoublesOfVersion18) {
  OpTest test("GroupNormalization", 18);
  test.attribute("num_groups", 2);
  test.input<double>({1, 4, 2}, {-1.75, 0.25, 1.75, -1.625, 1.25, 0.25, 0.125, -0.5});
  test.input<double>({2}, {0.125, 0.625});
  test.input<double>({2}, {1.25, 0});
  test.output<double>(
      {1, 4, 2},
      {1.1283768926661932, 1.3013519786520518, 1.431083293141446, 1.1391878355403093,
       0.9651252336242797, -0.03113307205239612, -0.1556653602619806, -0.778326801309903},
      kDouble);
  test.check();
}

TEST(GroupNormalization, HalfPrecision) {
  OpTest("GroupNormalization", 22)
      .attribute("num_groups", 1)
      .attribute("epsilon", 0.0f)
      .input<Float16>({1, 1, 2}, to_float16({1, 3}))
      .input<Float16>({1}, {to_float16(2)})
      .input<Float16>({1}, {to_float16(0.5f)})
      .expect<Float16>({1, 1, 2}, to_float16({-1.5f, 2.5f}));
  OpTest("GroupNormalization", 22)
      .attribute("num_groups", 1)
      .attribute("epsilon", 0.0f)
      .input<BFloat16>({1, 1, 2}, to_bfloat16({1, 3}))
      .input<BFloat16>({1}, {to_bfloat16(2)})
      .input<BFloat16>({1}, {to_bfloat16(0.5f)})
      .expect<BFloat16>({1, 1, 2}, to_bfloat16({-1.5f, 2.5f}));
}

}  // namespace
}  // namespace sardonyx
