#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

// Expected values were computed by the reference evaluator of ONNX.
constexpr Tolerance kFloat{.rtol = 1e-5, .atol = 1e-5};

TEST(ReduceProd, LastAxis) {
  OpTest test("ReduceProd", 18);
  test.input<float>(
      {2, 3, 5},
      {1,       1.125f,  -0.875f, -0.875f, -0.375f, 0.5f,   1,       0.75f,   -0.25f,  1,
       -0.625f, -0.875f, -0.125f, -1,      0.375f,  1.125f, -0.875f, -0.875f, -0.75f,  -0.75f,
       0.125f,  0.125f,  1.125f,  -0.125f, 1,       0.625f, 0.875f,  -0.75f,  -0.125f, 1});
  test.input<std::int64_t>({1}, {-1});
  test.output<float>({2, 3, 1}, {-0.322998f, -0.09375f, 0.025635f, 0.484497f, -0.002197f, 0.05127f},
                     kFloat);
  test.check();
}

TEST(ReduceProd, MiddleAxisDropped) {
  OpTest test("ReduceProd", 18);
  test.attribute("keepdims", 0);
  test.input<float>({2, 3, 4},
                    {0.625f,  -0.625f, 0.875f,  0.625f, -0.875f, -1,     -0.625f, -0.125f,
                     -0.875f, -1.125f, -0.875f, -0.5f,  -0.25f,  -0.5f,  -0.125f, 0.5f,
                     -0.625f, -0.125f, 0.5f,    -1,     1,       1.125f, -0.5f,   0.875f});
  test.input<std::int64_t>({1}, {1});
  test.output<float>(
      {2, 4},
      {0.478516f, -0.703125f, 0.478516f, 0.039062f, 0.15625f, 0.070312f, 0.03125f, -0.4375f},
      kFloat);
  test.check();
}

TEST(ReduceProd, ApartAxes) {
  OpTest test("ReduceProd", 18);
  test.attribute("keepdims", 0);
  test.input<float>({2, 3, 4},
                    {-0.625f, 1,       0.375f,  -0.625f, -1,     -0.25f, 0.625f, -0.625f,
                     0,       -0.875f, -0.125f, -1.125f, 1.125f, 0,      0.75f,  -0.875f,
                     -0.75f,  -0.75f,  0.125f,  0.875f,  0.25f,  0,      1,      -0.75f});
  test.input<std::int64_t>({2}, {0, 2});
  test.output<float>({3}, {0, -0.006008f, 0}, kFloat);
  test.check();
}

TEST(ReduceProd, AllAxes) {
  OpTest test("ReduceProd", 18);
  test.input<float>({2, 3}, {-0.75f, 0.375f, 0.875f, -0.5f, -0.625f, 0.125f});
  test.output<float>({1, 1}, {-0.009613f}, kFloat);
  test.check();
}

TEST(ReduceProd, FirstAxis) {
  OpTest test("ReduceProd", 18);
  test.input<float>({5, 9},
                    {0.625f,  -0.5f,   0.75f,  0,      0.5f,    0.25f,   0,       0.125f,  1.125f,
                     -0.25f,  1,       0.75f,  -0.75f, 0.875f,  -0.25f,  -0.75f,  -0.625f, -0.875f,
                     -0.375f, -0.875f, 0.125f, 1.125f, 1.125f,  1,       -0.625f, -0.625f, 0.375f,
                     1.125f,  0.75f,   -0.75f, 0.5f,   0,       -0.125f, 0,       0.125f,  1,
                     0.75f,   -1.125f, 0.625f, -0.5f,  -0.375f, 0.25f,   1.125f,  -1,      0});
  test.input<std::int64_t>({1}, {0});
  test.output<float>({1, 9}, {0.049438f, -0.369141f, -0.032959f, 0, 0, 0.001953f, 0, -0.006104f, 0},
                     kFloat);
  test.check();
}

TEST(ReduceProd, NoAxesNoReduction) {
  OpTest test("ReduceProd", 18);
  test.attribute("noop_with_empty_axes", 1);
  test.input<float>({2, 2}, {-0.625f, 1, -0.125f, 0.875f});
  test.input<std::int64_t>({0}, {});
  test.output<float>({2, 2}, {-0.625f, 1, -0.125f, 0.875f}, kFloat);
  test.check();
}

TEST(ReduceProd, AxesAsAttribute) {
  OpTest test("ReduceProd", 11);
  test.attribute("axes", std::vector<std::int64_t>{1});
  test.attribute("keepdims", 0);
  test.input<float>({2, 3, 2}, {0.875f, -1, 0.625f, 0.75f, 0.75f, 1.125f, 0.625f, 0.75f, 0.5f,
                                -0.5f, 0.875f, 0.5f});
  test.output<float>({2, 2}, {0.410156f, -0.84375f, 0.273438f, -0.1875f}, kFloat);
  test.check();
}

TEST(ReduceProd, Scalar) {
  OpTest test("ReduceProd", 18);
  test.input<float>({}, {2});
  test.output<float>({}, {2}, kFloat);
  test.check();
}

TEST(ReduceProd, Integers) {
  OpTest test("ReduceProd", 18);
  test.input<std::int32_t>({3, 4}, {2, 5, 3, -2, -2, -2, -4, -5, 3, 3, -4, -1});
  test.input<std::int64_t>({1}, {1});
  test.output<std::int32_t>({3, 1}, {-60, 80, 36});
  test.check();
}

TEST(ReduceProd, AxisOutOfRange) {
  OpTest("ReduceProd", 18)
      .input<float>({2, 2}, ramp(4))
      .input<std::int64_t>({1}, {2})
      .expect_error("axis 2 is outside");
}

TEST(ReduceProd, Doubles) {
  OpTest("ReduceProd", 18)
      .input<double>({2, 3}, {1.5, 2, 0.25, 3, 4, 0.5})
      .input<std::int64_t>({1}, {-1})
      .expect<double>({2, 1}, {0.75, 6}, {1e-14});
}

TEST(ReduceProd, HalfPrecision) {
  OpTest("ReduceProd", 18)
      .input<Float16>({2, 3}, to_float16({1.5f, 2, 0.25f, 3, 4, 0.5f}))
      .input<std::int64_t>({1}, {-1})
      .expect<Float16>({2, 1}, to_float16({0.75f, 6}), {0x1p-10});
  OpTest("ReduceProd", 18)
      .input<BFloat16>({2, 3}, to_bfloat16({1.5f, 2, 0.25f, 3, 4, 0.5f}))
      .input<std::int64_t>({1}, {-1})
      .expect<BFloat16>({2, 1}, to_bfloat16({0.75f, 6}), {0x1p-7});
}

TEST(ReduceProd, IntegerTypes) {
  OpTest("ReduceProd", 18)
      .input<std::int32_t>({2, 3}, {3, 4, 2, 5, 12, 1})
      .input<std::int64_t>({1}, {-1})
      .expect<std::int32_t>({2, 1}, {24, 60});
  OpTest("ReduceProd", 18)
      .input<std::int64_t>({2, 3}, {3, 4, 2, 5, 12, 1})
      .input<std::int64_t>({1}, {-1})
      .expect<std::int64_t>({2, 1}, {24, 60});
  OpTest("ReduceProd", 18)
      .input<std::uint32_t>({2, 3}, {3, 4, 2, 5, 12, 1})
      .input<std::int64_t>({1}, {-1})
      .expect<std::uint32_t>({2, 1}, {24, 60});
  OpTest("ReduceProd", 18)
      .input<std::uint64_t>({2, 3}, {3, 4, 2, 5, 12, 1})
      .input<std::int64_t>({1}, {-1})
      .expect<std::uint64_t>({2, 1}, {24, 60});
}

TEST(ReduceProd, OverNothing) {
  OpTest("ReduceProd", 18)
      .input<float>({2, 0, 3}, {})
      .input<std::int64_t>({1}, {1})
      .expect<float>({2, 1, 3}, {1, 1, 1, 1, 1, 1});
  OpTest("ReduceProd", 18)
      .attribute("keepdims", 0)
      .input<double>({2, 0, 3}, {})
      .input<std::int64_t>({1}, {1})
      .expect<double>({2, 3}, {1, 1, 1, 1, 1, 1});
  OpTest("ReduceProd", 18)
      .input<float>({0, 3}, {})
      .input<std::int64_t>({1}, {1})
      .expect<float>({0, 1}, {});
}

}  // namespace
}  // namespace sardonyx
