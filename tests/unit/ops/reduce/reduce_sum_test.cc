#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

// Expected values were computed by the reference evaluator of ONNX.
constexpr Tolerance kFloat{.rtol = 1e-5, .atol = 1e-5};

TEST(ReduceSum, LastAxis) {
  OpTest test("ReduceSum", 13);
  test.input<float>(
      {2, 3, 5},
      {1,     0.25f,  0.375f,  1,       0.125f, 0.625f,  0.75f,   -0.625f, -1,      -0.5f,
       -0.5f, 0.875f, 1,       -1.125f, 0,      0.75f,   -0.875f, 0.75f,   -0.875f, -0.125f,
       0.75f, -0.5f,  -0.375f, -0.5f,   0.5f,   -0.625f, 1.125f,  -0.125f, 0,       0});
  test.input<std::int64_t>({1}, {-1});
  test.output<float>({2, 3, 1}, {2.75f, -0.75f, 0.25f, -0.375f, -0.125f, 0.375f}, kFloat);
  test.check();
}

TEST(ReduceSum, MiddleAxisDropped) {
  OpTest test("ReduceSum", 13);
  test.attribute("keepdims", 0);
  test.input<float>({2, 3, 4},
                    {0.25f,   0.125f,  0,       1.125f,  0.75f,   0.75f,  0.5f,   0.25f,
                     -0.375f, 1.125f,  -0.125f, -0.625f, 0.875f,  -0.75f, 0.875f, 0.25f,
                     -0.875f, -1.125f, -0.125f, -1.125f, -0.875f, 0,      1.125f, -0.125f});
  test.input<std::int64_t>({1}, {1});
  test.output<float>({2, 4}, {0.625f, 2, 0.375f, 0.75f, -0.875f, -1.875f, 1.875f, -1}, kFloat);
  test.check();
}

TEST(ReduceSum, ApartAxes) {
  OpTest test("ReduceSum", 13);
  test.attribute("keepdims", 0);
  test.input<float>({2, 3, 4}, {0.75f,  1,       0.75f,  0.25f,   -0.125f, 0,       -0.5f,  0,
                                -0.25f, -0.625f, 1.125f, -1.125f, -1,      -0.75f,  1.125f, 0.5f,
                                0.875f, -0.75f,  0.5f,   -0.25f,  0,       -1.125f, 0.25f,  0.75f});
  test.input<std::int64_t>({2}, {0, 2});
  test.output<float>({3}, {2.625f, -0.25f, -1}, kFloat);
  test.check();
}

TEST(ReduceSum, AllAxes) {
  OpTest test("ReduceSum", 13);
  test.input<float>({2, 3}, {0.375f, -0.875f, 0.125f, -0.5f, 1.125f, 0.875f});
  test.output<float>({1, 1}, {1.125f}, kFloat);
  test.check();
}

TEST(ReduceSum, FirstAxis) {
  OpTest test("ReduceSum", 13);
  test.input<float>({5, 9},
                    {-0.75f,  0,       1,       0.875f, 0.5f,   0.375f, -1.125f, 0.625f,  -0.125f,
                     -1,      -0.625f, 0.125f,  0.5f,   0,      0.25f,  0.875f,  0.5f,    -0.375f,
                     0.375f,  0.25f,   -0.875f, -1,     0.375f, -0.25f, 0.25f,   -0.375f, -0.625f,
                     -0.875f, -0.25f,  0.75f,   -0.25f, -0.25f, 0.125f, 1.125f,  -0.25f,  0.25f,
                     -0.125f, 0.25f,   -0.125f, 0.375f, 0.125f, 0.375f, 1.125f,  -0.875f, 0.125f});
  test.input<std::int64_t>({1}, {0});
  test.output<float>(
      {1, 9}, {-2.375f, -0.375f, 0.875f, 0.5f, 0.75f, 0.875f, 2.25f, -0.375f, -0.75f}, kFloat);
  test.check();
}

TEST(ReduceSum, NoAxesNoReduction) {
  OpTest test("ReduceSum", 13);
  test.attribute("noop_with_empty_axes", 1);
  test.input<float>({2, 2}, {-0.125f, -0.375f, -0.625f, -1.125f});
  test.input<std::int64_t>({0}, {});
  test.output<float>({2, 2}, {-0.125f, -0.375f, -0.625f, -1.125f}, kFloat);
  test.check();
}

TEST(ReduceSum, AxesAsAttribute) {
  OpTest test("ReduceSum", 11);
  test.attribute("axes", std::vector<std::int64_t>{1});
  test.attribute("keepdims", 0);
  test.input<float>({2, 3, 2}, {-0.25f, 0.75f, -1, -0.25f, 1.125f, 1.125f, -0.625f, -1.125f, 0.375f,
                                -1.125f, -0.5f, 0});
  test.output<float>({2, 2}, {-0.125f, 1.625f, -0.75f, -2.25f}, kFloat);
  test.check();
}

TEST(ReduceSum, Scalar) {
  OpTest test("ReduceSum", 13);
  test.input<float>({}, {2});
  test.output<float>({}, {2}, kFloat);
  test.check();
}

TEST(ReduceSum, Integers) {
  OpTest test("ReduceSum", 13);
  test.input<std::int32_t>({3, 4}, {4, -4, 2, 0, -4, 4, 4, 0, 5, 1, 4, 5});
  test.input<std::int64_t>({1}, {1});
  test.output<std::int32_t>({3, 1}, {2, 4, 15});
  test.check();
}

TEST(ReduceSum, AxisOutOfRange) {
  OpTest("ReduceSum", 13)
      .input<float>({2, 2}, ramp(4))
      .input<std::int64_t>({1}, {2})
      .expect_error("axis 2 is outside");
}

TEST(ReduceSum, OverNothingIsZero) {
  OpTest("ReduceSum", 13)
      .input<float>({2, 0}, {})
      .input<std::int64_t>({1}, {1})
      .expect<float>({2, 1}, {0, 0});
}

TEST(ReduceSum, Float16) {
  OpTest("ReduceSum", 13)
      .input<Float16>({3}, to_float16({1, 2, 4}))
      .expect<Float16>({1}, to_float16(std::vector<float>{7}));
}

TEST(ReduceSum, Doubles) {
  OpTest("ReduceSum", 13)
      .input<double>({2, 3}, {1.5, 2, 0.25, 3, 4, 0.5})
      .input<std::int64_t>({1}, {-1})
      .expect<double>({2, 1}, {3.75, 7.5}, {1e-14});
}

TEST(ReduceSum, HalfPrecision) {
  OpTest("ReduceSum", 13)
      .input<Float16>({2, 3}, to_float16({1.5f, 2, 0.25f, 3, 4, 0.5f}))
      .input<std::int64_t>({1}, {-1})
      .expect<Float16>({2, 1}, to_float16({3.75f, 7.5f}), {0x1p-10});
  OpTest("ReduceSum", 13)
      .input<BFloat16>({2, 3}, to_bfloat16({1.5f, 2, 0.25f, 3, 4, 0.5f}))
      .input<std::int64_t>({1}, {-1})
      .expect<BFloat16>({2, 1}, to_bfloat16({3.75f, 7.5f}), {0x1p-7});
}

TEST(ReduceSum, IntegerTypes) {
  OpTest("ReduceSum", 13)
      .input<std::int32_t>({2, 3}, {3, 4, 0, 5, 12, 0})
      .input<std::int64_t>({1}, {-1})
      .expect<std::int32_t>({2, 1}, {7, 17});
  OpTest("ReduceSum", 13)
      .input<std::int64_t>({2, 3}, {3, 4, 0, 5, 12, 0})
      .input<std::int64_t>({1}, {-1})
      .expect<std::int64_t>({2, 1}, {7, 17});
  OpTest("ReduceSum", 13)
      .input<std::uint32_t>({2, 3}, {3, 4, 0, 5, 12, 0})
      .input<std::int64_t>({1}, {-1})
      .expect<std::uint32_t>({2, 1}, {7, 17});
  OpTest("ReduceSum", 13)
      .input<std::uint64_t>({2, 3}, {3, 4, 0, 5, 12, 0})
      .input<std::int64_t>({1}, {-1})
      .expect<std::uint64_t>({2, 1}, {7, 17});
}

TEST(ReduceSum, OverNothing) {
  OpTest("ReduceSum", 13)
      .input<float>({2, 0, 3}, {})
      .input<std::int64_t>({1}, {1})
      .expect<float>({2, 1, 3}, {0, 0, 0, 0, 0, 0});
  OpTest("ReduceSum", 13)
      .attribute("keepdims", 0)
      .input<double>({2, 0, 3}, {})
      .input<std::int64_t>({1}, {1})
      .expect<double>({2, 3}, {0, 0, 0, 0, 0, 0});
  OpTest("ReduceSum", 13)
      .input<float>({0, 3}, {})
      .input<std::int64_t>({1}, {1})
      .expect<float>({0, 1}, {});
}

}  // namespace
}  // namespace sardonyx
