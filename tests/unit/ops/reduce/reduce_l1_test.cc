#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

// Expected values were computed by the reference evaluator of ONNX.
constexpr Tolerance kFloat{.rtol = 1e-5, .atol = 1e-5};

TEST(ReduceL1, LastAxis) {
  OpTest test("ReduceL1", 18);
  test.input<float>(
      {2, 3, 5},
      {0.5f,   -0.25f, 0.875f,  0.875f,  -0.5f,  0.25f,  0,       0.125f,  0.75f,   0.375f,
       0.625f, 0.375f, -0.625f, 0.25f,   -0.25f, -0.25f, -0.875f, -0.75f,  -0.375f, -0.5f,
       0.375f, -0.5f,  -0.625f, -0.125f, 0.125f, 1.125f, 0,       -0.375f, -0.375f, -0.125f});
  test.input<std::int64_t>({1}, {-1});
  test.output<float>({2, 3, 1}, {3, 1.5f, 2.125f, 2.75f, 1.75f, 2}, kFloat);
  test.check();
}

TEST(ReduceL1, MiddleAxisDropped) {
  OpTest test("ReduceL1", 18);
  test.attribute("keepdims", 0);
  test.input<float>({2, 3, 4}, {1,      -0.25f, -0.625f, 0.25f, 0.625f,  1.125f, -0.5f,   0.875f,
                                0.875f, -0.25f, -0.375f, -0.5f, -0.375f, 0.875f, -0.5f,   0,
                                1,      0.5f,   -0.875f, -1,    -0.625f, 0.875f, -0.625f, -0.5f});
  test.input<std::int64_t>({1}, {1});
  test.output<float>({2, 4}, {2.5f, 1.625f, 1.5f, 1.625f, 2, 2.25f, 2, 1.5f}, kFloat);
  test.check();
}

TEST(ReduceL1, ApartAxes) {
  OpTest test("ReduceL1", 18);
  test.attribute("keepdims", 0);
  test.input<float>({2, 3, 4}, {0.125f,  0,      -1,     -0.75f,  1.125f, -0.25f, -0.5f,  0.75f,
                                -0.125f, 0.75f,  -0.75f, -0.125f, 0.75f,  0.625f, 0.375f, -0.125f,
                                0.75f,   -0.25f, 0.375f, 0.125f,  -0.5f,  -0.75f, 0.125f, -0.375f});
  test.input<std::int64_t>({2}, {0, 2});
  test.output<float>({3}, {3.75f, 4.125f, 3.5f}, kFloat);
  test.check();
}

TEST(ReduceL1, AllAxes) {
  OpTest test("ReduceL1", 18);
  test.input<float>({2, 3}, {0, 0.5f, 0.75f, 0.625f, 0, -1});
  test.output<float>({1, 1}, {2.875f}, kFloat);
  test.check();
}

TEST(ReduceL1, FirstAxis) {
  OpTest test("ReduceL1", 18);
  test.input<float>({5, 9},
                    {-0.75f, 0.5f,    0.25f,   0.75f,   0,      -0.125f, -0.625f, -1,      -0.875f,
                     0.375f, 0.25f,   -0.625f, -0.375f, 0.375f, -0.25f,  -0.25f,  -0.5f,   0.375f,
                     0.875f, -0.625f, -0.5f,   0,       -0.75f, 0,       0.875f,  0.25f,   -0.75f,
                     -0.75f, -1,      1.125f,  -0.375f, -0.5f,  0.875f,  -0.5f,   -0.625f, -0.625f,
                     -0.25f, -1,      0.375f,  -0.125f, 1.125f, 0.625f,  -0.25f,  0.5f,    0.75f});
  test.input<std::int64_t>({1}, {0});
  test.output<float>({1, 9}, {3, 3.375f, 2.875f, 1.625f, 2.75f, 1.875f, 2.5f, 2.875f, 3.375f},
                     kFloat);
  test.check();
}

TEST(ReduceL1, NoAxesNoReduction) {
  OpTest test("ReduceL1", 18);
  test.attribute("noop_with_empty_axes", 1);
  test.input<float>({2, 2}, {-0.75f, -0.75f, -0.875f, -1.125f});
  test.input<std::int64_t>({0}, {});
  test.output<float>({2, 2}, {0.75f, 0.75f, 0.875f, 1.125f}, kFloat);
  test.check();
}

TEST(ReduceL1, AxesAsAttribute) {
  OpTest test("ReduceL1", 11);
  test.attribute("axes", std::vector<std::int64_t>{1});
  test.attribute("keepdims", 0);
  test.input<float>({2, 3, 2}, {-0.375f, 0.75f, 0.625f, -0.25f, 0, 0.625f, 1, -0.5f, 0.375f, 0.25f,
                                0.25f, 0.75f});
  test.output<float>({2, 2}, {1, 1.625f, 1.625f, 1.5f}, kFloat);
  test.check();
}

TEST(ReduceL1, Scalar) {
  OpTest test("ReduceL1", 18);
  test.input<float>({}, {2});
  test.output<float>({}, {2}, kFloat);
  test.check();
}

TEST(ReduceL1, AxisOutOfRange) {
  OpTest("ReduceL1", 18)
      .input<float>({2, 2}, ramp(4))
      .input<std::int64_t>({1}, {2})
      .expect_error("axis 2 is outside");
}

TEST(ReduceL1, Doubles) {
  OpTest("ReduceL1", 18)
      .input<double>({2, 3}, {1.5, 2, 0.25, 3, 4, 0.5})
      .input<std::int64_t>({1}, {-1})
      .expect<double>({2, 1}, {3.75, 7.5}, {1e-14});
}

TEST(ReduceL1, HalfPrecision) {
  OpTest("ReduceL1", 18)
      .input<Float16>({2, 3}, to_float16({1.5f, 2, 0.25f, 3, 4, 0.5f}))
      .input<std::int64_t>({1}, {-1})
      .expect<Float16>({2, 1}, to_float16({3.75f, 7.5f}), {0x1p-10});
  OpTest("ReduceL1", 18)
      .input<BFloat16>({2, 3}, to_bfloat16({1.5f, 2, 0.25f, 3, 4, 0.5f}))
      .input<std::int64_t>({1}, {-1})
      .expect<BFloat16>({2, 1}, to_bfloat16({3.75f, 7.5f}), {0x1p-7});
}

TEST(ReduceL1, IntegerTypes) {
  OpTest("ReduceL1", 18)
      .input<std::int32_t>({2, 3}, {3, 4, 0, 5, 12, 0})
      .input<std::int64_t>({1}, {-1})
      .expect<std::int32_t>({2, 1}, {7, 17});
  OpTest("ReduceL1", 18)
      .input<std::int64_t>({2, 3}, {3, 4, 0, 5, 12, 0})
      .input<std::int64_t>({1}, {-1})
      .expect<std::int64_t>({2, 1}, {7, 17});
  OpTest("ReduceL1", 18)
      .input<std::uint32_t>({2, 3}, {3, 4, 0, 5, 12, 0})
      .input<std::int64_t>({1}, {-1})
      .expect<std::uint32_t>({2, 1}, {7, 17});
  OpTest("ReduceL1", 18)
      .input<std::uint64_t>({2, 3}, {3, 4, 0, 5, 12, 0})
      .input<std::int64_t>({1}, {-1})
      .expect<std::uint64_t>({2, 1}, {7, 17});
}

TEST(ReduceL1, OverNothing) {
  OpTest("ReduceL1", 18)
      .input<float>({2, 0, 3}, {})
      .input<std::int64_t>({1}, {1})
      .expect<float>({2, 1, 3}, {0, 0, 0, 0, 0, 0});
  OpTest("ReduceL1", 18)
      .attribute("keepdims", 0)
      .input<double>({2, 0, 3}, {})
      .input<std::int64_t>({1}, {1})
      .expect<double>({2, 3}, {0, 0, 0, 0, 0, 0});
  OpTest("ReduceL1", 18)
      .input<float>({0, 3}, {})
      .input<std::int64_t>({1}, {1})
      .expect<float>({0, 1}, {});
}

}  // namespace
}  // namespace sardonyx
