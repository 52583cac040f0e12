#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

// Expected values were computed by the reference evaluator of ONNX.
constexpr Tolerance kFloat{.rtol = 1e-5, .atol = 1e-5};

TEST(RmsNormalization, LastAxis) {
  OpTest test("RMSNormalization", 23);
  test.input<float>({2, 5}, {-9, 3, -9, -4, 0, 7, -8, 3, 1, -7});
  test.input<float>({5}, {0.875f, 0.875f, 0, 1, 0.25f});
  test.output<float>(
      {2, 5}, {-1.2877f, 0.429233f, 0, -0.65407f, 0, 1.0443f, -1.19349f, 0, 0.170499f, -0.298372f},
      kFloat);
  test.check();
}

TEST(RmsNormalization, SeveralAxes) {
  OpTest test("RMSNormalization", 23);
  test.attribute("axis", 1);
  test.input<float>({2, 3, 4}, {8,  9,  1, -4, -7, 1, -6, 5,  8,  -5, 1,  -9,
                                -6, -2, 7, 9,  3,  2, 1,  -8, -2, 9,  -2, -5});
  test.input<float>({3, 4}, {-0.625f, 0.5f, -1.125f, 1.125f, 0.875f, 0.125f, -0.125f, 0.625f,
                             0.125f, 0, -0.375f, -0.125f});
  test.output<float>(
      {2, 3, 4},
      {-0.821995f, 0.739795f, -0.184949f, -0.739795f, -1.00694f,  0.02055f,   0.123299f, 0.513747f,
       0.164399f,  0,         -0.06165f,  0.184949f,  0.682759f,  -0.182069f, -1.43379f, 1.84345f,
       0.477931f,  0.045517f, -0.022759f, -0.910346f, -0.045517f, 0,          0.136552f, 0.113793f},
      kFloat);
  test.check();
}

TEST(RmsNormalization, BroadcastScale) {
  OpTest test("RMSNormalization", 23);
  test.input<float>({2, 3}, {5, -8, -9, 4, -2, 6});
  test.input<float>({1}, {-1.125f});
  test.output<float>({2, 3}, {-0.747237f, 1.19558f, 1.34503f, -1.04155f, 0.520774f, -1.56232f},
                     kFloat);
  test.check();
}

TEST(RmsNormalization, TypeOfTheScale) {
  OpTest("RMSNormalization", 23)
      .attribute("epsilon", 0.0f)
      .input<float>({1, 2}, {3, 3})
      .input<Float16>({2}, to_float16({2, 1}))
      .expect<Float16>({1, 2}, to_float16({2, 1}));
}

TEST(RmsNormalization, AxisOutOfRange) {
  OpTest("RMSNormalization", 23)
      .attribute("axis", 2)
      .input<float>({1, 2}, {3, 3})
      .input<float>({2}, {2, 1})
      .expect_error("axis 2 is outside");
}

constexpr Tolerance kDouble{.rtol = 1e-12, .atol = 1e-13};

TEST(RmsNormalization, Doubles) {
  OpTest test("RMSNormalization", 23);
  test.input<double>({2, 4}, {0.375, 0, 0.75, -2, 1.875, 0.25, -1.75, 1.125});
  test.input<double>({4}, {1.5, -1.75, 1.625, -1.25});
  test.output<double>(
      {2, 4},
      {0.5187491699620209, -0, 1.1239565349177119, 2.3055518664978707, 2.000488949615864,
       -0.31118716994024553, -2.022716604611596, -1.000244474807932},
      kDouble);
  test.check();
}

TEST(RmsNormalization, ScaleInDouble) {
  OpTest test("RMSNormalization", 23);
  test.input<float>({2, 4}, {0.375f, 0, 0.75f, -2, 1.875f, 0.25f, -1.75f, 1.125f});
  test.input<double>({4}, {1.5, -1.75, 1.625, -1.25});
  test.output<double>(
      {2, 4},
      {0.5187491699620209, -0, 1.1239565349177119, 2.3055518664978707, 2.000488949615864,
       -0.31118716994024553, -2.022716604611596, -1.000244474807932},
      kDouble);
  test.check();
}

}  // namespace
}  // namespace sardonyx
