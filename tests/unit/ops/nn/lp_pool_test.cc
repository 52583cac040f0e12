#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

// Expected values were computed by onnxruntime.
constexpr Tolerance kFloat{.rtol = 1e-5, .atol = 1e-5};

TEST(LpPool, TwoDimensions) {
  OpTest test("LpPool", 11);
  test.attribute("kernel_shape", std::vector<std::int64_t>{2, 2});
  test.attribute("strides", std::vector<std::int64_t>{2, 2});
  test.input<float>({1, 1, 4, 4}, {-8, 3, 6, 0, 3, -7, 1, 3, 2, -9, -8, 9, -5, -5, 2, 4});
  test.output<float>({1, 1, 2, 2}, {11.4455f, 6.78233f, 11.6189f, 12.8452f}, kFloat);
  test.check();
}

TEST(LpPool, FirstNormWithPads) {
  OpTest test("LpPool", 11);
  test.attribute("kernel_shape", std::vector<std::int64_t>{3, 3});
  test.attribute("pads", std::vector<std::int64_t>{1, 1, 1, 1});
  test.attribute("p", 1);
  test.input<float>({1, 1, 4, 4}, {9, 5, 6, 8, 3, 2, 0, -6, -9, -7, 7, -4, -8, -7, -7, -2});
  test.output<float>({1, 1, 4, 4}, {19, 25, 27, 20, 35, 48, 45, 31, 36, 50, 42, 26, 31, 45, 34, 20},
                     kFloat);
  test.check();
}

TEST(GlobalLpPool, SecondNorm) {
  OpTest test("GlobalLpPool", 11);
  test.input<float>({1, 2, 3, 3}, {4, 6, 6, 9, 5, -4, -1, 3, -6, 4, -9, -5, 7, -3, 9, 6, -5, 8});
  test.output<float>({1, 2, 1, 1}, {16, 19.6469f}, kFloat);
  test.check();
}

TEST(GlobalLpPool, ThirdNorm) {
  OpTest test("GlobalLpPool", 11);
  test.attribute("p", 3);
  test.input<float>({1, 2, 3}, {7, 9, -2, 8, -4, -3});
  test.output<float>({1, 2, 1}, {10.2599f, 8.44836f}, kFloat);
  test.check();
}

TEST(LpPool, NormOfVersion1IsAFloat) {
  OpTest("LpPool", 1)
      .attribute("p", 1.0f)
      .attribute("kernel_shape", std::vector<std::int64_t>{2, 2})
      .input<float>({1, 1, 2, 2}, {1, -2, 3, -4})
      .expect<float>({1, 1, 1, 1}, {10});
}

TEST(LpPool, NormMustBePositive) {
  OpTest("LpPool", 18)
      .attribute("p", 0)
      .attribute("kernel_shape", std::vector<std::int64_t>{2, 2})
      .input<float>({1, 1, 2, 2}, ramp(4))
      .expect_error("attribute 'p' is 0");
}

constexpr Tolerance kDouble{.rtol = 1e-12, .atol = 1e-13};

TEST(LpPool, Doubles) {
  OpTest test("LpPool", 22);
  test.attribute("kernel_shape", std::vector<std::int64_t>{2, 2});
  test.attribute("p", 3);
  test.input<double>({1, 1, 3, 3}, {-1.55, -1.4, -1.15, -1.92, -0.01, -0.46, -0.65, -0.42, -0.42});
  test.output<double>(
      {1, 1, 2, 2}, {2.383789129359876, 1.6339380610509486, 1.951027466416391, 0.6261689058251295},
      kDouble);
  test.check();
}

TEST(LpPool, GlobalDoubles) {
  OpTest test("GlobalLpPool", 22);
  test.attribute("p", 2);
  test.input<double>({1, 1, 3, 3}, {-1.55, -1.4, -1.15, -1.92, -0.01, -0.46, -0.65, -0.42, -0.42});
  test.output<double>({1, 1, 1, 1}, {3.21844683038263}, kDouble);
  test.check();
}

TEST(LpPool, NormOfVersion1NeedNotBeWhole) {
  // (1^1.5 + 4^1.5)^(2/3) = 9^(2/3)
  OpTest("LpPool", 1)
      .attribute("p", 1.5f)
      .attribute("kernel_shape", std::vector<std::int64_t>{2})
      .input<float>({1, 1, 2}, {1, -4})
      .expect<float>({1, 1, 1}, {4.3267487f}, kFloat);
  OpTest("GlobalLpPool", 1)
      .attribute("p", 1.5f)
      .input<float>({1, 1, 2}, {1, -4})
      .expect<float>({1, 1, 1}, {4.3267487f}, kFloat);
  OpTest("GlobalLpPool", 1)
      .attribute("p", NAN)
      .input<float>({1, 1, 2}, {1, -4})
      .expect_error("attribute 'p' is nan");
}

}  // namespace
}  // namespace sardonyx
