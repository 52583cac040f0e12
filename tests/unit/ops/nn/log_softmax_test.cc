#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

// Expected values were computed by the reference evaluator of ONNX.
constexpr Tolerance kFloat{.rtol = 1e-5, .atol = 1e-5};

TEST(LogSoftmax, LastAxis) {
  OpTest test("LogSoftmax", 13);
  test.input<float>({2, 7}, {-0.25f, 0.875f, 0, 1.125f, -0.5f, 0.875f, 0.375f, 1, -0.75f, 0, 1,
                             -0.625f, 1.125f, 1.125f});
  test.output<float>({2, 7},
                     {-2.71115f, -1.58615f, -2.46115f, -1.33615f, -2.96115f, -1.58615f, -2.08615f,
                      -1.61041f, -3.36041f, -2.61041f, -1.61041f, -3.23541f, -1.48541f, -1.48541f},
                     kFloat);
  test.check();
}

TEST(LogSoftmax, FirstAxis) {
  OpTest test("LogSoftmax", 13);
  test.attribute("axis", 0);
  test.input<float>({5, 3}, {0, 0.5f, -0.125f, 0.375f, 0.875f, 0.625f, -0.5f, 0.25f, 0.75f, 0.25f,
                             -0.5f, 0.625f, 0.5f, 0.375f, -0.375f});
  test.output<float>(
      {5, 3},
      {-1.7908f, -1.50055f, -2.12962f, -1.4158f, -1.12555f, -1.37962f, -2.2908f, -1.75055f,
       -1.25462f, -1.5408f, -2.50055f, -1.37962f, -1.2908f, -1.62555f, -2.37962f},
      kFloat);
  test.check();
}

TEST(LogSoftmax, MiddleAxis) {
  OpTest test("LogSoftmax", 13);
  test.attribute("axis", 1);
  test.input<float>({2, 5, 3}, {0.125f, 0.25f,   -0.625f, 1,      0.25f,   -1,      -0.5f, 0.75f,
                                0.5f,   0.125f,  0,       -0.25f, 1,       -0.375f, 0.75f, -1,
                                0.125f, -0.625f, -0.125f, 0.25f,  -1,      -1,      0.25f, 0.375f,
                                -1,     1.125f,  -0.125f, 1.125f, -0.875f, 0.875f});
  test.output<float>(
      {2, 5, 3},
      {-1.99239f, -1.60197f,  -2.32019f, -1.11739f,  -1.60197f, -2.69519f, -2.61739f,  -1.10197f,
       -1.19519f, -1.99239f,  -1.85197f, -1.94519f,  -1.11739f, -2.22697f, -0.945187f, -2.62262f,
       -1.84884f, -2.3548f,   -1.74762f, -1.72384f,  -2.7298f,  -2.62262f, -1.72384f,  -1.3548f,
       -2.62262f, -0.848842f, -1.8548f,  -0.497621f, -2.84884f, -0.854796f},
      kFloat);
  test.check();
}

TEST(LogSoftmax, LargeDifferences) {
  OpTest("LogSoftmax", 13)
      .input<float>({1, 3}, {1e4f, 1e4f, -1e4f})
      .expect<float>({1, 3}, {-0.6931472f, -0.6931472f, -20000.693f}, kFloat);
}

TEST(LogSoftmax, Version11FlattensFromTheAxis) {
  OpTest("LogSoftmax", 11)
      .attribute("axis", 1)
      .input<float>({1, 2, 2}, {0, 0, 0, 0})
      .expect<float>({1, 2, 2}, {-1.3862944f, -1.3862944f, -1.3862944f, -1.3862944f}, kFloat);
}

TEST(LogSoftmax, AxisOutOfRange) {
  OpTest("LogSoftmax", 13)
      .attribute("axis", 2)
      .input<float>({2, 2}, ramp(4))
      .expect_error("axis 2 is outside");
}

TEST(LogSoftmax, Doubles) {
  OpTest("LogSoftmax", 13)
      .input<double>({2, 3}, {1.5, -2, 0.25, 3, 4, -0.5})
      .expect<double>({2, 3},
                      {-0.2751302622476354, -3.7751302622476355, -1.5251302622476355,
                       -1.3213502142290126, -0.32135021422901255, -4.821350214229012},
                      {1e-14});
  OpTest("LogSoftmax", 13)
      .attribute("axis", 0)
      .input<double>({2, 3}, {1.5, -2, 0.25, 3, 4, -0.5})
      .expect<double>({2, 3},
                      {-1.7014132779827524, -6.00247568513773, -0.38687100611489994,
                       -0.2014132779827524, -0.0024756851377303315, -1.1368710061149},
                      {1e-13});
  OpTest("LogSoftmax", 13)
      .input<double>({1, 3}, {1000, 1001, -100000})
      .expect<double>({1, 3}, {-1.3132616875182228, -0.3132616875182228, -101001.31326168752},
                      {1e-14});
}

TEST(LogSoftmax, HalfPrecision) {
  OpTest("LogSoftmax", 13)
      .input<Float16>({2, 3}, to_float16({1.5f, -2, 0.25f, 3, 4, -0.5f}))
      .expect<Float16>({2, 3},
                       to_float16({-0.27513024f, -3.7751303f, -1.5251303f, -1.3213502f,
                                   -0.32135022f, -4.82135f}),
                       {0x1p-10});
  OpTest("LogSoftmax", 13)
      .input<BFloat16>({2, 3}, to_bfloat16({1.5f, -2, 0.25f, 3, 4, -0.5f}))
      .expect<BFloat16>({2, 3},
                        to_bfloat16({-0.27513024f, -3.7751303f, -1.5251303f, -1.3213502f,
                                     -0.32135022f, -4.82135f}),
                        {0x1p-7});
}

TEST(LogSoftmax, ScalarsAndEmptyTensors) {
  OpTest("LogSoftmax", 13).input<float>({1}, {3}).expect<float>({1}, {0});
  OpTest("LogSoftmax", 13).input<float>({0, 3}, {}).expect<float>({0, 3}, {});
  OpTest("LogSoftmax", 13).input<float>({3, 0}, {}).expect<float>({3, 0}, {});
  OpTest("LogSoftmax", 13).input<double>({3, 0}, {}).expect<double>({3, 0}, {});
}

}  // namespace
}  // namespace sardonyx
