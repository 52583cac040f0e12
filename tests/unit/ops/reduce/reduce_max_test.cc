#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

// Expected values were computed by the reference evaluator of ONNX.
constexpr Tolerance kFloat{.rtol = 1e-5, .atol = 1e-5};

TEST(ReduceMax, LastAxis) {
  OpTest test("ReduceMax", 20);
  test.input<float>({2, 3, 5}, {0.625f, 0.75f,   0.375f,  0.375f,  -0.5f, 0.5f,   -0.875f, 0.25f,
                                1,      1.125f,  -0.5f,   -0.375f, 0.25f, -0.25f, 0.5f,    -0.75f,
                                -0.75f, -1.125f, -0.125f, -0.625f, -0.5f, 1,      0.75f,   0.75f,
                                0.25f,  -0.875f, 0.625f,  0.25f,   1,     0});
  test.input<std::int64_t>({1}, {-1});
  test.output<float>({2, 3, 1}, {0.75f, 1.125f, 0.5f, -0.125f, 1, 1}, kFloat);
  test.check();
}

TEST(ReduceMax, MiddleAxisDropped) {
  OpTest test("ReduceMax", 20);
  test.attribute("keepdims", 0);
  test.input<float>({2, 3, 4}, {-0.75f, 0.25f,   -0.125f, 0.375f, -0.25f,  -0.5f,  -0.875f, 1.125f,
                                0.625f, -0.125f, -0.625f, 0.25f,  -0.25f,  0.375f, -1,      -0.75f,
                                0.5f,   -1,      0.375f,  -0.25f, -1.125f, 0.625f, 0.5f,    0.75f});
  test.input<std::int64_t>({1}, {1});
  test.output<float>({2, 4}, {0.625f, 0.25f, -0.125f, 1.125f, 0.5f, 0.625f, 0.5f, 0.75f}, kFloat);
  test.check();
}

TEST(ReduceMax, ApartAxes) {
  OpTest test("ReduceMax", 20);
  test.attribute("keepdims", 0);
  test.input<float>({2, 3, 4},
                    {1,      0.5f,    0.75f,   -0.875f, 1,       1,       0.5f,  0.75f,
                     0.625f, 0.875f,  0.875f,  0,       0.75f,   1,       -0.5f, -1.125f,
                     -0.75f, -1.125f, -0.125f, -1.125f, -0.625f, -0.625f, 0.5f,  -0.625f});
  test.input<std::int64_t>({2}, {0, 2});
  test.output<float>({3}, {1, 1, 0.875f}, kFloat);
  test.check();
}

TEST(ReduceMax, AllAxes) {
  OpTest test("ReduceMax", 20);
  test.input<float>({2, 3}, {1.125f, -0.75f, 1.125f, 0.125f, -0.625f, -1.125f});
  test.output<float>({1, 1}, {1.125f}, kFloat);
  test.check();
}

TEST(ReduceMax, FirstAxis) {
  OpTest test("ReduceMax", 20);
  test.input<float>(
      {5, 9}, {-0.5f,   0.25f,   -0.875f, -0.75f,  -0.875f, 0.375f,  -1,      -1.125f, -0.125f,
               -0.5f,   0.125f,  1,       0.875f,  0.125f,  0.375f,  0.75f,   -0.125f, 0.375f,
               -0.625f, 0.25f,   -0.625f, -0.75f,  0.625f,  0.125f,  -0.25f,  -1.125f, -0.625f,
               0.75f,   -0.125f, 1.125f,  1,       0.875f,  -1.125f, -1.125f, 0.125f,  -0.375f,
               0.75f,   -0.375f, -0.875f, -0.875f, -0.5f,   0.25f,   -0.875f, 0.75f,   -0.5f});
  test.input<std::int64_t>({1}, {0});
  test.output<float>({1, 9}, {0.75f, 0.25f, 1.125f, 1, 0.875f, 0.375f, 0.75f, 0.75f, 0.375f},
                     kFloat);
  test.check();
}

TEST(ReduceMax, NoAxesNoReduction) {
  OpTest test("ReduceMax", 20);
  test.attribute("noop_with_empty_axes", 1);
  test.input<float>({2, 2}, {-0.5f, 0.375f, 0.875f, -0.125f});
  test.input<std::int64_t>({0}, {});
  test.output<float>({2, 2}, {-0.5f, 0.375f, 0.875f, -0.125f}, kFloat);
  test.check();
}

TEST(ReduceMax, AxesAsAttribute) {
  OpTest test("ReduceMax", 11);
  test.attribute("axes", std::vector<std::int64_t>{1});
  test.attribute("keepdims", 0);
  test.input<float>({2, 3, 2}, {0.75f, -0.5f, -0.875f, 0.75f, 0.625f, 0.625f, 0.875f, 0, -0.75f,
                                0.25f, 0.125f, -0.25f});
  test.output<float>({2, 2}, {0.75f, 0.75f, 0.875f, 0.25f}, kFloat);
  test.check();
}

TEST(ReduceMax, Scalar) {
  OpTest test("ReduceMax", 20);
  test.input<float>({}, {2});
  test.output<float>({}, {2}, kFloat);
  test.check();
}

TEST(ReduceMax, Integers) {
  OpTest test("ReduceMax", 20);
  test.input<std::int32_t>({3, 4}, {2, -3, 1, 3, -4, -1, 2, -5, 1, 5, 4, 2});
  test.input<std::int64_t>({1}, {1});
  test.output<std::int32_t>({3, 1}, {3, 2, 5});
  test.check();
}

TEST(ReduceMax, Bools) {
  OpTest test("ReduceMax", 20);
  test.input<bool>(
      {3, 4}, {true, false, false, false, true, false, true, false, true, false, false, false});
  test.input<std::int64_t>({1}, {1});
  test.output<bool>({3, 1}, {true, true, true});
  test.check();
}

TEST(ReduceMax, AxisOutOfRange) {
  OpTest("ReduceMax", 20)
      .input<float>({2, 2}, ramp(4))
      .input<std::int64_t>({1}, {2})
      .expect_error("axis 2 is outside");
}

}  // namespace
}  // namespace sardonyx
