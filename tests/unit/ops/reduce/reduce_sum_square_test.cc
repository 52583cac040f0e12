#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

// Expected values were computed by the reference evaluator of ONNX.
constexpr Tolerance kFloat{.rtol = 1e-5, .atol = 1e-5};

TEST(ReduceSumSquare, LastAxis) {
  OpTest test("ReduceSumSquare", 18);
  test.input<float>({2, 3, 5}, {1,       0.75f,   0.25f,  1.125f, -0.375f, 0.875f, 1,      0.25f,
                                -0.875f, -0.5f,   0,      -0.5f,  -1,      -0.75f, 1.125f, -0.25f,
                                0.125f,  -0.125f, 0.75f,  -1,     -0.5f,   0.25f,  0.75f,  -0.125f,
                                0.5f,    0.75f,   0.375f, 0.75f,  1.125f,  -0.625f});
  test.input<std::int64_t>({1}, {-1});
  test.output<float>({2, 3, 1}, {3.03125f, 2.84375f, 3.07812f, 1.65625f, 1.14062f, 2.92188f},
                     kFloat);
  test.check();
}

TEST(ReduceSumSquare, MiddleAxisDropped) {
  OpTest test("ReduceSumSquare", 18);
  test.attribute("keepdims", 0);
  test.input<float>({2, 3, 4},
                    {-0.125f, -0.625f, -0.25f, -1.125f, 0.5f,   -0.625f, 0.75f,   0.5f,
                     -0.375f, -0.125f, 0.375f, -0.25f,  -0.75f, -1.125f, 0.125f,  0.125f,
                     0.625f,  -0.875f, -1,     0.5f,    0.5f,   0.75f,   -1.125f, 0.375f});
  test.input<std::int64_t>({1}, {1});
  test.output<float>(
      {2, 4}, {0.40625f, 0.796875f, 0.765625f, 1.57812f, 1.20312f, 2.59375f, 2.28125f, 0.40625f},
      kFloat);
  test.check();
}

TEST(ReduceSumSquare, ApartAxes) {
  OpTest test("ReduceSumSquare", 18);
  test.attribute("keepdims", 0);
  test.input<float>(
      {2, 3, 4},
      {1.125f, 0.625f, -0.125f, 0,      -0.25f,  -1, 0.5f,  0.125f,  0, 1,       0.5f,   1.125f, -1,
       1.125f, 0.125f, -0.25f,  0.125f, -1.125f, 1,  0.25f, -1.125f, 1, -0.125f, -0.875f});
  test.input<std::int64_t>({2}, {0, 2});
  test.output<float>({3}, {4.01562f, 3.67188f, 5.5625f}, kFloat);
  test.check();
}

TEST(ReduceSumSquare, AllAxes) {
  OpTest test("ReduceSumSquare", 18);
  test.input<float>({2, 3}, {0.25f, -1, 0.125f, 0.625f, -1, 0.75f});
  test.output<float>({1, 1}, {3.03125f}, kFloat);
  test.check();
}

TEST(ReduceSumSquare, FirstAxis) {
  OpTest test("ReduceSumSquare", 18);
  test.input<float>({5, 9},
                    {0.25f,  -0.375f, -0.625f, -1.125f, -0.75f,  -0.5f,   0.875f,  0,       -0.75f,
                     0.625f, -0.125f, 0.75f,   0.625f,  1,       0.5f,    -0.875f, 0.125f,  -0.125f,
                     0.75f,  -0.875f, -0.125f, 0.75f,   0.25f,   -1.125f, 0.75f,   -0.375f, 0.375f,
                     0.375f, 0.375f,  -0.25f,  -0.25f,  -1,      0.125f,  -0.5f,   -0.25f,  -0.75f,
                     0.625f, 1,       -0.25f,  -0.125f, -0.125f, -1,      0.625f,  0.875f,  0});
  test.input<std::int64_t>({1}, {0});
  test.output<float>(
      {1, 9},
      {1.54688f, 2.0625f, 1.09375f, 2.29688f, 2.64062f, 2.78125f, 2.73438f, 0.984375f, 1.28125f},
      kFloat);
  test.check();
}

TEST(ReduceSumSquare, NoAxesNoReduction) {
  OpTest test("ReduceSumSquare", 18);
  test.attribute("noop_with_empty_axes", 1);
  test.input<float>({2, 2}, {-1, -0.375f, -0.875f, 0.75f});
  test.input<std::int64_t>({0}, {});
  test.output<float>({2, 2}, {1, 0.140625f, 0.765625f, 0.5625f}, kFloat);
  test.check();
}

TEST(ReduceSumSquare, AxesAsAttribute) {
  OpTest test("ReduceSumSquare", 11);
  test.attribute("axes", std::vector<std::int64_t>{1});
  test.attribute("keepdims", 0);
  test.input<float>({2, 3, 2}, {0.75f, -0.25f, -0.25f, 0.875f, -1, 0.625f, 1.125f, -0.125f, 0.625f,
                                0.5f, 1, -1.125f});
  test.output<float>({2, 2}, {1.625f, 1.21875f, 2.65625f, 1.53125f}, kFloat);
  test.check();
}

TEST(ReduceSumSquare, Scalar) {
  OpTest test("ReduceSumSquare", 18);
  test.input<float>({}, {2});
  test.output<float>({}, {4}, kFloat);
  test.check();
}

TEST(ReduceSumSquare, AxisOutOfRange) {
  OpTest("ReduceSumSquare", 18)
      .input<float>({2, 2}, ramp(4))
      .input<std::int64_t>({1}, {2})
      .expect_error("axis 2 is outside");
}

}  // namespace
}  // namespace sardonyx
