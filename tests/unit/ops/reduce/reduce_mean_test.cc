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

TEST(ReduceMean, Doubles) {
  OpTest("ReduceMean", 18)
      .input<double>({2, 3}, {1.5, 2, 0.25, 3, 4, 0.5})
      .input<std::int64_t>({1}, {-1})
      .expect<double>({2, 1}, {1.25, 2.5}, {1e-14});
}

TEST(ReduceMean, HalfPrecision) {
  OpTest("ReduceMean", 18)
      .input<Float16>({2, 3}, to_float16({1.5f, 2, 0.25f, 3, 4, 0.5f}))
      .input<std::int64_t>({1}, {-1})
      .expect<Float16>({2, 1}, to_float16({1.25f, 2.5f}), {0x1p-10});
  OpTest("ReduceMean", 18)
      .input<BFloat16>({2, 3}, to_bfloat16({1.5f, 2, 0.25f, 3, 4, 0.5f}))
      .input<std::int64_t>({1}, {-1})
      .expect<BFloat16>({2, 1}, to_bfloat16({1.25f, 2.5f}), {0x1p-7});
}

TEST(ReduceMean, IntegerTypes) {
  OpTest("ReduceMean", 18)
      .input<std::int32_t>({2, 3}, {3, 4, 3, 5, 12, 1})
      .input<std::int64_t>({1}, {-1})
      .expect<std::int32_t>({2, 1}, {3, 6});
  OpTest("ReduceMean", 18)
      .input<std::int64_t>({2, 3}, {3, 4, 3, 5, 12, 1})
      .input<std::int64_t>({1}, {-1})
      .expect<std::int64_t>({2, 1}, {3, 6});
  OpTest("ReduceMean", 18)
      .input<std::uint32_t>({2, 3}, {3, 4, 3, 5, 12, 1})
      .input<std::int64_t>({1}, {-1})
      .expect<std::uint32_t>({2, 1}, {3, 6});
  OpTest("ReduceMean", 18)
      .input<std::uint64_t>({2, 3}, {3, 4, 3, 5, 12, 1})
      .input<std::int64_t>({1}, {-1})
      .expect<std::uint64_t>({2, 1}, {3, 6});
}

TEST(ReduceMean, OverNothing) {
  OpTest("ReduceMean", 18)
      .input<float>({2, 0, 3}, {})
      .input<std::int64_t>({1}, {1})
      .expect<float>({2, 1, 3}, {NAN, NAN, NAN, NAN, NAN, NAN});
  OpTest("ReduceMean", 18)
      .attribute("keepdims", 0)
      .input<double>({2, 0, 3}, {})
      .input<std::int64_t>({1}, {1})
      .expect<double>({2, 3}, {NAN, NAN, NAN, NAN, NAN, NAN});
  OpTest("ReduceMean", 18)
      .input<float>({0, 3}, {})
      .input<std::int64_t>({1}, {1})
      .expect<float>({0, 1}, {});
}

}  // namespace
}  // namespace sardonyx
