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

TEST(ReduceSumSquare, Doubles) {
  OpTest("ReduceSumSquare", 18)
      .input<double>({2, 3}, {1.5, 2, 0.25, 3, 4, 0.5})
      .input<std::int64_t>({1}, {-1})
      .expect<double>({2, 1}, {6.3125, 25.25}, {1e-14});
}

TEST(ReduceSumSquare, HalfPrecision) {
  OpTest("ReduceSumSquare", 18)
      .input<Float16>({2, 3}, to_float16({1.5f, 2, 0.25f, 3, 4, 0.5f}))
      .input<std::int64_t>({1}, {-1})
      .expect<Float16>({2, 1}, to_float16({6.3125f, 25.25f}), {0x1p-10});
  OpTest("ReduceSumSquare", 18)
      .input<BFloat16>({2, 3}, to_bfloat16({1.5f, 2, 0.25f, 3, 4, 0.5f}))
      .input<std::int64_t>({1}, {-1})
      .expect<BFloat16>({2, 1}, to_bfloat16({6.3125f, 25.25f}), {0x1p-7});
}

TEST(ReduceSumSquare, IntegerTypes) {
  OpTest("ReduceSumSquare", 18)
      .input<std::int32_t>({2, 3}, {3, 4, 0, 5, 12, 0})
      .input<std::int64_t>({1}, {-1})
      .expect<std::int32_t>({2, 1}, {25, 169});
  OpTest("ReduceSumSquare", 18)
      .input<std::int64_t>({2, 3}, {3, 4, 0, 5, 12, 0})
      .input<std::int64_t>({1}, {-1})
      .expect<std::int64_t>({2, 1}, {25, 169});
  OpTest("ReduceSumSquare", 18)
      .input<std::uint32_t>({2, 3}, {3, 4, 0, 5, 12, 0})
      .input<std::int64_t>({1}, {-1})
      .expect<std::uint32_t>({2, 1}, {25, 169});
  OpTest("ReduceSumSquare", 18)
      .input<std::uint64_t>({2, 3}, {3, 4, 0, 5, 12, 0})
      .input<std::int64_t>({1}, {-1})
      .expect<std::uint64_t>({2, 1}, {25, 169});
}

TEST(ReduceSumSquare, OverNothing) {
  OpTest("ReduceSumSquare", 18)
      .input<float>({2, 0, 3}, {})
      .input<std::int64_t>({1}, {1})
      .expect<float>({2, 1, 3}, {0, 0, 0, 0, 0, 0});
  OpTest("ReduceSumSquare", 18)
      .attribute("keepdims", 0)
      .input<double>({2, 0, 3}, {})
      .input<std::int64_t>({1}, {1})
      .expect<double>({2, 3}, {0, 0, 0, 0, 0, 0});
  OpTest("ReduceSumSquare", 18)
      .input<float>({0, 3}, {})
      .input<std::int64_t>({1}, {1})
      .expect<float>({0, 1}, {});
}

}  // namespace
}  // namespace sardonyx
