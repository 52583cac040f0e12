#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

// Expected values were computed by the reference evaluator of ONNX.
constexpr Tolerance kFloat{.rtol = 1e-5, .atol = 1e-5};

TEST(ReduceL2, LastAxis) {
  OpTest test("ReduceL2", 18);
  test.input<float>(
      {2, 3, 5},
      {0.625f,  -0.25f,  0.625f,  -1,     -0.375f, -0.625f, -0.625f, 1,       -0.125f, -1,
       0,       -1,      -0.875f, -0.25f, -0.125f, -0.625f, 0.375f,  0,       -0.875f, 0.75f,
       -0.875f, -0.375f, -0.75f,  1,      -0.5f,   0.875f,  1.125f,  -0.625f, -1.125f, -1.125f});
  test.input<std::int64_t>({1}, {-1});
  test.output<float>({2, 3, 1}, {1.40868f, 1.67239f, 1.35785f, 1.36359f, 1.64886f, 2.22556f},
                     kFloat);
  test.check();
}

TEST(ReduceL2, MiddleAxisDropped) {
  OpTest test("ReduceL2", 18);
  test.attribute("keepdims", 0);
  test.input<float>({2, 3, 4},
                    {-0.75f,  -0.25f,  -0.75f, 1.125f,  0,      0.875f, -1.125f, -0.875f,
                     -0.125f, -0.75f,  -0.75f, -1.125f, -0.5f,  0.625f, 0.75f,   0,
                     -0.75f,  -0.125f, 0.25f,  -0.875f, -0.25f, 0.75f,  -0.25f,  -0.125f});
  test.input<std::int64_t>({1}, {1});
  test.output<float>(
      {2, 4}, {0.760345f, 1.17925f, 1.54617f, 1.81573f, 0.935414f, 0.984251f, 0.829156f, 0.883883f},
      kFloat);
  test.check();
}

TEST(ReduceL2, ApartAxes) {
  OpTest test("ReduceL2", 18);
  test.attribute("keepdims", 0);
  test.input<float>({2, 3, 4},
                    {0.75f,  0.375f,  -0.75f,  0.25f,   1,      -0.625f, 0.875f, 0.25f,
                     0.375f, -0.375f, -1.125f, -1.125f, 0.375f, 1.125f,  0.25f,  -0.375f,
                     0.625f, 1,       -0.625f, -1,      1.125f, -1.125f, 0.875f, -0.875f});
  test.input<std::int64_t>({2}, {0, 2});
  test.output<float>({3}, {1.71391f, 2.23607f, 2.62202f}, kFloat);
  test.check();
}

TEST(ReduceL2, AllAxes) {
  OpTest test("ReduceL2", 18);
  test.input<float>({2, 3}, {-0.875f, -0.5f, -0.5f, -0.375f, -1.125f, 0.875f});
  test.output<float>({1, 1}, {1.85405f}, kFloat);
  test.check();
}

TEST(ReduceL2, FirstAxis) {
  OpTest test("ReduceL2", 18);
  test.input<float>({5, 9},
                    {0.75f,   0.375f, 1,       1,      1.125f,  -0.25f, 0.25f, 0.625f,  0.375f,
                     0.75f,   0.375f, -0.25f,  0.125f, -0.75f,  1.125f, 1,     0.25f,   0.625f,
                     -0.375f, -0.25f, 0,       -0.5f,  -1.125f, -0.25f, 0.5f,  -0.625f, 0.5f,
                     0.25f,   -0.25f, 0.5f,    0.875f, 1.125f,  0.625f, -1,    -0.375f, 0.125f,
                     -1,      -0.25f, -0.875f, 0.125f, -0.75f,  -0.5f,  -0.5f, 1.125f,  -0.125f});
  test.input<std::int64_t>({1}, {0});
  test.output<float>(
      {1, 9},
      {1.52582f, 0.684653f, 1.44157f, 1.43069f, 2.21853f, 1.42522f, 1.60078f, 1.5f, 0.901388f},
      kFloat);
  test.check();
}

TEST(ReduceL2, NoAxesNoReduction) {
  OpTest test("ReduceL2", 18);
  test.attribute("noop_with_empty_axes", 1);
  test.input<float>({2, 2}, {0.125f, 1, -1.125f, -0.5f});
  test.input<std::int64_t>({0}, {});
  test.output<float>({2, 2}, {0.125f, 1, 1.125f, 0.5f}, kFloat);
  test.check();
}

TEST(ReduceL2, AxesAsAttribute) {
  OpTest test("ReduceL2", 11);
  test.attribute("axes", std::vector<std::int64_t>{1});
  test.attribute("keepdims", 0);
  test.input<float>({2, 3, 2}, {-0.125f, 1, 0.5f, 0.375f, -0.25f, 0.875f, -0.75f, -0.25f, -0.375f,
                                -1.125f, -1, 0.625f});
  test.output<float>({2, 2}, {0.572822f, 1.38067f, 1.30504f, 1.31101f}, kFloat);
  test.check();
}

TEST(ReduceL2, Scalar) {
  OpTest test("ReduceL2", 18);
  test.input<float>({}, {2});
  test.output<float>({}, {2}, kFloat);
  test.check();
}

TEST(ReduceL2, AxisOutOfRange) {
  OpTest("ReduceL2", 18)
      .input<float>({2, 2}, ramp(4))
      .input<std::int64_t>({1}, {2})
      .expect_error("axis 2 is outside");
}

TEST(ReduceL2, Doubles) {
  OpTest("ReduceL2", 18)
      .input<double>({2, 3}, {1.5, 2, 0.25, 3, 4, 0.5})
      .input<std::int64_t>({1}, {-1})
      .expect<double>({2, 1}, {2.5124689052802225, 5.024937810560445}, {1e-14});
}

TEST(ReduceL2, HalfPrecision) {
  OpTest("ReduceL2", 18)
      .input<Float16>({2, 3}, to_float16({1.5f, 2, 0.25f, 3, 4, 0.5f}))
      .input<std::int64_t>({1}, {-1})
      .expect<Float16>({2, 1}, to_float16({2.5124688f, 5.0249376f}), {0x1p-10});
  OpTest("ReduceL2", 18)
      .input<BFloat16>({2, 3}, to_bfloat16({1.5f, 2, 0.25f, 3, 4, 0.5f}))
      .input<std::int64_t>({1}, {-1})
      .expect<BFloat16>({2, 1}, to_bfloat16({2.5124688f, 5.0249376f}), {0x1p-7});
}

TEST(ReduceL2, IntegerTypes) {
  OpTest("ReduceL2", 18)
      .input<std::int32_t>({2, 3}, {3, 4, 0, 5, 12, 0})
      .input<std::int64_t>({1}, {-1})
      .expect<std::int32_t>({2, 1}, {5, 13});
  OpTest("ReduceL2", 18)
      .input<std::int64_t>({2, 3}, {3, 4, 0, 5, 12, 0})
      .input<std::int64_t>({1}, {-1})
      .expect<std::int64_t>({2, 1}, {5, 13});
  OpTest("ReduceL2", 18)
      .input<std::uint32_t>({2, 3}, {3, 4, 0, 5, 12, 0})
      .input<std::int64_t>({1}, {-1})
      .expect<std::uint32_t>({2, 1}, {5, 13});
  OpTest("ReduceL2", 18)
      .input<std::uint64_t>({2, 3}, {3, 4, 0, 5, 12, 0})
      .input<std::int64_t>({1}, {-1})
      .expect<std::uint64_t>({2, 1}, {5, 13});
}

TEST(ReduceL2, OverNothing) {
  OpTest("ReduceL2", 18)
      .input<float>({2, 0, 3}, {})
      .input<std::int64_t>({1}, {1})
      .expect<float>({2, 1, 3}, {0, 0, 0, 0, 0, 0});
  OpTest("ReduceL2", 18)
      .attribute("keepdims", 0)
      .input<double>({2, 0, 3}, {})
      .input<std::int64_t>({1}, {1})
      .expect<double>({2, 3}, {0, 0, 0, 0, 0, 0});
  OpTest("ReduceL2", 18)
      .input<float>({0, 3}, {})
      .input<std::int64_t>({1}, {1})
      .expect<float>({0, 1}, {});
}

}  // namespace
}  // namespace sardonyx
