#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

// Expected values were computed by the reference evaluator of ONNX.
constexpr Tolerance kFloat{.rtol = 1e-5, .atol = 1e-5};

TEST(ReduceLogSum, LastAxis) {
  OpTest test("ReduceLogSum", 18);
  test.input<float>(
      {2, 3, 5}, {1.5f,   1.125f, 1.5f,   1.375f, 1.5f,   1.25f, 1.625f, 1,      1.25f,  1.125f,
                  1.125f, 1,      1.125f, 1.5f,   1.125f, 1,     1,      1,      0.625f, 1.375f,
                  1,      1.25f,  0.5f,   1.375f, 1.5f,   0.5f,  0.875f, 1.625f, 0.625f, 0.625f});
  test.input<std::int64_t>({1}, {-1});
  test.output<float>({2, 3, 1}, {1.94591f, 1.83258f, 1.77071f, 1.60944f, 1.72722f, 1.44692f},
                     kFloat);
  test.check();
}

TEST(ReduceLogSum, MiddleAxisDropped) {
  OpTest test("ReduceLogSum", 18);
  test.attribute("keepdims", 0);
  test.input<float>({2, 3, 4}, {1.375f, 1.375f, 0.5f, 1.5f, 1.25f, 1,      1.125f, 1.125f,
                                1.25f,  0.75f,  1.5f, 1,    0.75f, 0.75f,  0.875f, 0.625f,
                                1,      1.375f, 1.5f, 1,    1,     1.125f, 1.5f,   0.875f});
  test.input<std::int64_t>({1}, {1});
  test.output<float>(
      {2, 4}, {1.35455f, 1.13943f, 1.13943f, 1.28785f, 1.0116f, 1.17866f, 1.35455f, 0.916291f},
      kFloat);
  test.check();
}

TEST(ReduceLogSum, ApartAxes) {
  OpTest test("ReduceLogSum", 18);
  test.attribute("keepdims", 0);
  test.input<float>({2, 3, 4}, {1.25f,  1.125f, 1.25f,  0.75f,  0.5f,   1,      1.25f,  1,
                                1.375f, 0.75f,  1.375f, 1.625f, 0.875f, 1.625f, 0.625f, 1,
                                1.125f, 1.25f,  1.5f,   1,      0.5f,   1,      1.375f, 0.625f});
  test.input<std::int64_t>({2}, {0, 2});
  test.output<float>({3}, {2.14007f, 2.15467f, 2.15467f}, kFloat);
  test.check();
}

TEST(ReduceLogSum, AllAxes) {
  OpTest test("ReduceLogSum", 18);
  test.input<float>({2, 3}, {1.5f, 1.375f, 0.75f, 0.625f, 0.75f, 1});
  test.output<float>({1, 1}, {1.79176f}, kFloat);
  test.check();
}

TEST(ReduceLogSum, FirstAxis) {
  OpTest test("ReduceLogSum", 18);
  test.input<float>(
      {5, 9},
      {0.75f,  1,      0.5f,   1.5f,   1.25f,  1.125f, 0.75f,  1,      1.25f, 1.25f, 1,     1.5f,
       1.25f,  0.625f, 0.625f, 1.125f, 0.875f, 1.125f, 1.375f, 1.5f,   0.75f, 1,     1.5f,  0.625f,
       0.625f, 0.5f,   0.5f,   1.5f,   0.75f,  1.375f, 1.375f, 1.375f, 1.25f, 0.5f,  1.25f, 1.25f,
       0.875f, 1.5f,   1.375f, 0.75f,  0.625f, 1.375f, 1.625f, 1.375f, 1.625f});
  test.input<std::int64_t>({1}, {0});
  test.output<float>(
      {1, 9},
      {1.7492f, 1.7492f, 1.70475f, 1.77071f, 1.68176f, 1.60944f, 1.53148f, 1.60944f, 1.7492f},
      kFloat);
  test.check();
}

TEST(ReduceLogSum, NoAxesNoReduction) {
  OpTest test("ReduceLogSum", 18);
  test.attribute("noop_with_empty_axes", 1);
  test.input<float>({2, 2}, {1.625f, 0.5f, 0.5f, 1.125f});
  test.input<std::int64_t>({0}, {});
  test.output<float>({2, 2}, {0.485508f, -0.693147f, -0.693147f, 0.117783f}, kFloat);
  test.check();
}

TEST(ReduceLogSum, AxesAsAttribute) {
  OpTest test("ReduceLogSum", 11);
  test.attribute("axes", std::vector<std::int64_t>{1});
  test.attribute("keepdims", 0);
  test.input<float>(
      {2, 3, 2}, {0.75f, 0.625f, 1.125f, 1.125f, 1.5f, 0.75f, 1, 1, 1.25f, 0.625f, 0.625f, 1.625f});
  test.output<float>({2, 2}, {1.21639f, 0.916291f, 1.05605f, 1.17866f}, kFloat);
  test.check();
}

TEST(ReduceLogSum, Scalar) {
  OpTest test("ReduceLogSum", 18);
  test.input<float>({}, {2});
  test.output<float>({}, {0.693147f}, kFloat);
  test.check();
}

TEST(ReduceLogSum, AxisOutOfRange) {
  OpTest("ReduceLogSum", 18)
      .input<float>({2, 2}, ramp(4))
      .input<std::int64_t>({1}, {2})
      .expect_error("axis 2 is outside");
}

TEST(ReduceLogSum, AxesAreAList) {
  OpTest("ReduceLogSum", 18)
      .input<float>({2, 2}, ramp(4))
      .input<std::int64_t>({1, 1}, {0})
      .expect_error("input 1 has shape [1,1]");
}

TEST(ReduceLogSum, Integers) {
  OpTest("ReduceLogSum", 18)
      .input<std::int32_t>({3, 1}, {9, 0, -5})
      .input<std::int64_t>({1}, {1})
      .expect<std::int32_t>({3, 1}, {2, INT32_MIN, INT32_MIN});
}

TEST(ReduceLogSum, Doubles) {
  OpTest("ReduceLogSum", 28)
      .input<double>({2, 3}, {1.5, 2, 0.25, 3, 4, 0.5})
      .input<std::int64_t>({1}, {-1})
      .expect<double>({2, 1}, {1.3217558399823195, 2.0149030205422647}, {1e-14});
}

TEST(ReduceLogSum, HalfPrecision) {
  OpTest("ReduceLogSum", 28)
      .input<Float16>({2, 3}, to_float16({1.5f, 2, 0.25f, 3, 4, 0.5f}))
      .input<std::int64_t>({1}, {-1})
      .expect<Float16>({2, 1}, to_float16({1.3217559f, 2.014903f}), {0x1p-10});
  OpTest("ReduceLogSum", 28)
      .input<BFloat16>({2, 3}, to_bfloat16({1.5f, 2, 0.25f, 3, 4, 0.5f}))
      .input<std::int64_t>({1}, {-1})
      .expect<BFloat16>({2, 1}, to_bfloat16({1.3217559f, 2.014903f}), {0x1p-7});
}

TEST(ReduceLogSum, OverNothing) {
  OpTest("ReduceLogSum", 28)
      .input<float>({2, 0, 3}, {})
      .input<std::int64_t>({1}, {1})
      .expect<float>({2, 1, 3}, {-INFINITY, -INFINITY, -INFINITY, -INFINITY, -INFINITY, -INFINITY});
  OpTest("ReduceLogSum", 28)
      .attribute("keepdims", 0)
      .input<double>({2, 0, 3}, {})
      .input<std::int64_t>({1}, {1})
      .expect<double>({2, 3}, {-INFINITY, -INFINITY, -INFINITY, -INFINITY, -INFINITY, -INFINITY});
  OpTest("ReduceLogSum", 28)
      .input<float>({0, 3}, {})
      .input<std::int64_t>({1}, {1})
      .expect<float>({0, 1}, {});
}

}  // namespace
}  // namespace sardonyx
