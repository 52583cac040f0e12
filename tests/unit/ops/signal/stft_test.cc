#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

// Expected values were computed by the reference evaluator of ONNX.
constexpr Tolerance kFloat{.rtol = 1e-5, .atol = 1e-5};

TEST(Stft, Window) {
  OpTest test("STFT", 17);
  test.input<float>({1, 10, 1},
                    {0.5f, -0.25f, 0, -1.125f, 0.25f, 0.75f, 0.375f, -0.875f, 0.125f, -0.5f});
  test.input<std::int64_t>({}, {3});
  test.input<float>({4}, {1.125f, 0.875f, -0.75f, 0});
  test.output<float>({1, 3, 3, 2},
                     {0.34375f, 0, 0.5625f, 0.21875f, 0.78125f, 0, -1.60938f, 0, -0.703125f,
                      -0.21875f, -2.04688f, 0, -0.4375f, 0, 0.515625f, 0.765625f, 1.09375f, 0},
                     kFloat);
  test.check();
}

TEST(Stft, LengthAlone) {
  OpTest test("STFT", 17);
  test.input<float>({2, 8, 1}, {1, 0.875f, 0.5f, 0.375f, -1.125f, 0.625f, -0.125f, -1, -0.625f,
                                0.125f, 0.5f, 0, 0.25f, 0.875f, 0.5f, -0.375f});
  test.input<std::int64_t>({}, {2});
  test.no_input();
  test.input<std::int64_t>({}, {4});
  test.output<float>(
      {2, 3, 3, 2},
      {2.75f,   0, 0.5f,  -0.5f,   0.25f,   0, 0.375f, 0, 1.625f,  0.25f,   -1.625f, 0,
       -1.625f, 0, -1,    -1.625f, -0.875f, 0, 0,      0, -1.125f, -0.125f, -0.25f,  0,
       1.625f,  0, 0.25f, 0.875f,  -0.125f, 0, 1.25f,  0, -0.25f,  -1.25f,  0.25f,   0},
      kFloat);
  test.check();
}

TEST(Stft, Twosided) {
  OpTest test("STFT", 17);
  test.attribute("onesided", 0);
  test.input<float>({1, 8, 1}, {0.375f, 0.25f, -0.875f, -1, 0.375f, -0.25f, 0.25f, -0.375f});
  test.input<std::int64_t>({}, {4});
  test.input<float>({4}, {-0.625f, -0.875f, -0.25f, 0.75f});
  test.output<float>({1, 2, 4, 2},
                     {-0.984375f, 0, -0.453125f, -0.53125f, 0.953125f, 0, -0.453125f, 0.53125f,
                      -0.359375f, 0, -0.171875f, -0.5f, -0.234375f, 0, -0.171875f, 0.5f},
                     kFloat);
  test.check();
}

TEST(Stft, FrameLongerThanTheSignal) {
  OpTest("STFT", 17)
      .input<float>({1, 3, 1}, ramp(3))
      .input<std::int64_t>({}, {1})
      .input<float>({4}, ramp(4))
      .expect_error("frames of 4 elements do not fit a signal of 3");
}

constexpr Tolerance kDouble{.rtol = 1e-12, .atol = 1e-13};

TEST(Stft, Doubles) {
  OpTest test("STFT", 17);
  test.input<double>({1, 8, 1}, {0.87, 0.28, 1.05, -1.49, -1.73, 1.71, 0.11, -1.73});
  test.input<std::int64_t>({}, {2});
  test.input<double>({4}, {0.1, 0.7, 0.7, 0.1});
  test.output<double>({1, 3, 3, 2},
                      {0.869, 0, -0.648, -0.345, 0.7749999999999999, 0, -1.9779999999999998, 0,
                       1.3159999999999998, 1.214, -0.23399999999999999, 0, 0.9279999999999998, 0,
                       -0.25, -1.3699999999999999, -1.1199999999999999, 0},
                      kDouble);
  test.check();
}

}  // namespace
}  // namespace sardonyx
