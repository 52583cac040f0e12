#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

// Expected values were computed by the reference evaluator of ONNX.
constexpr Tolerance kFloat{.rtol = 1e-5, .atol = 1e-5};

TEST(ReduceMean, LastAxis) {
  OpTest test("ReduceMean", 18);
  test.input<float>(
      {2, 3, 5},
      {0.125f, -0.5f,   -0.875f, 0.125f, -0.75f,  0.625f, 1,      -0.625f, 0.125f,  -1.125f,
       -0.75f, -0.25f,  0.875f,  1.125f, 0.375f,  0.25f,  0.125f, -1,      -0.25f,  1.125f,
       -0.25f, -0.625f, -0.625f, 0.5f,   -1.125f, 1.125f, 0.875f, 0.125f,  -0.125f, 0.625f});
  test.input<std::int64_t>({1}, {-1});
  test.output<float>({2, 3, 1}, {-0.375f, 0, 0.275f, 0.05f, -0.425f, 0.525f}, kFloat);
  test.check();
}

TEST(ReduceMean, MiddleAxisDropped) {
  OpTest test("ReduceMean", 18);
  test.attribute("keepdims", 0);
  test.input<float>({2, 3, 4},
                    {0.125f, 0,     -0.375f, -0.125f, 0.625f,  -1,      -1.125f, 0.5f,
                     -0.25f, 0.75f, -1.125f, 1,       -0.875f, -0.25f,  1.125f,  -0.875f,
                     0.375f, 0.5f,  -0.125f, -1,      0,       -0.125f, 0.875f,  0.375f});
  test.input<std::int64_t>({1}, {1});
  test.output<float>(
      {2, 4}, {0.166667f, -0.083333f, -0.875f, 0.458333f, -0.166667f, 0.041667f, 0.625f, -0.5f},
      kFloat);
  test.check();
}

TEST(ReduceMean, ApartAxes) {
  OpTest test("ReduceMean", 18);
  test.attribute("keepdims", 0);
  test.input<float>({2, 3, 4}, {-0.375f, -1,     0.25f,   -0.5f,  0.375f, 0.875f, -0.375f, 1,
                                0,       0.125f, 0.625f,  0.625f, 1,      1.125f, -0.875f, -0.25f,
                                1,       -0.5f,  -1.125f, 0.125f, 0.625f, 0.625f, 0.75f,   0.375f});
  test.input<std::int64_t>({2}, {0, 2});
  test.output<float>({3}, {-0.078125f, 0.171875f, 0.46875f}, kFloat);
  test.check();
}

TEST(ReduceMean, AllAxes) {
  OpTest test("ReduceMean", 18);
  test.input<float>({2, 3}, {-0.875f, 0.875f, -0.25f, 0.875f, 0.75f, 1.125f});
  test.output<float>({1, 1}, {0.416667f}, kFloat);
  test.check();
}

TEST(ReduceMean, FirstAxis) {
  OpTest test("ReduceMean", 18);
  test.input<float>(
      {5, 9}, {-1.125f, 0.875f,  0.25f,   0,       0.75f,  1.125f,  0,       -1,      0.5f,
               -0.625f, -0.625f, -0.75f,  -0.75f,  1,      -0.375f, -0.875f, -0.75f,  -0.25f,
               -0.375f, -0.5f,   1.125f,  0.875f,  0.125f, 1.125f,  -0.375f, -0.875f, -0.5f,
               -1,      1.125f,  -0.625f, -0.125f, -0.75f, 1.125f,  -0.75f,  0,       1.125f,
               0,       1,       1,       0.625f,  0.625f, 0.125f,  0.25f,   0.75f,   -0.125f});
  test.input<std::int64_t>({1}, {0});
  test.output<float>({1, 9}, {-0.625f, 0.375f, 0.2f, 0.125f, 0.35f, 0.625f, -0.35f, -0.375f, 0.15f},
                     kFloat);
  test.check();
}

TEST(ReduceMean, NoAxesNoReduction) {
  OpTest test("ReduceMean", 18);
  test.attribute("noop_with_empty_axes", 1);
  test.input<float>({2, 2}, {1, 0.875f, -0.25f, -0.25f});
  test.input<std::int64_t>({0}, {});
  test.output<float>({2, 2}, {1, 0.875f, -0.25f, -0.25f}, kFloat);
  test.check();
}

TEST(ReduceMean, AxesAsAttribute) {
  OpTest test("ReduceMean", 11);
  test.attribute("axes", std::vector<std::int64_t>{1});
  test.attribute("keepdims", 0);
  test.input<float>(
      {2, 3, 2}, {0.5f, 1, -1, -1, -0.625f, -0.125f, -0.75f, 0, 0.125f, 1.125f, 0.625f, -0.625f});
  test.output<float>({2, 2}, {-0.375f, -0.041667f, 0, 0.166667f}, kFloat);
  test.check();
}

TEST(ReduceMean, Scalar) {
  OpTest test("ReduceMean", 18);
  test.input<float>({}, {2});
  test.output<float>({}, {2}, kFloat);
  test.check();
}

TEST(ReduceMean, AxisOutOfRange) {
  OpTest("ReduceMean", 18)
      .input<float>({2, 2}, ramp(4))
      .input<std::int64_t>({1}, {2})
      .expect_error("axis 2 is outside");
}

}  // namespace
}  // namespace sardonyx
