#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

// Expected values were computed by the reference evaluator of ONNX.
constexpr Tolerance kFloat{.rtol = 1e-5, .atol = 1e-5};

TEST(ReduceLogSumExp, LastAxis) {
  OpTest test("ReduceLogSumExp", 18);
  test.input<float>({2, 3, 5},
                    {0.625f, 1.125f, 1.625f, 1.625f, 0.875f, 0.75f,  1.625f, 1.125f, 0.75f, 1.625f,
                     1.375f, 1.25f,  1.5f,   1.5f,   0.625f, 1.125f, 1.625f, 0.625f, 0.75f, 0.5f,
                     0.875f, 1.125f, 0.875f, 0.75f,  0.625f, 1,      1.125f, 1.125f, 0.75f, 1.5f});
  test.input<std::int64_t>({1}, {-1});
  test.output<float>({2, 3, 1}, {2.86244f, 2.86055f, 2.90565f, 2.62413f, 2.47344f, 2.73938f},
                     kFloat);
  test.check();
}

TEST(ReduceLogSumExp, MiddleAxisDropped) {
  OpTest test("ReduceLogSumExp", 18);
  test.attribute("keepdims", 0);
  test.input<float>({2, 3, 4}, {1.25f,  1.625f, 0.625f, 0.625f, 1.25f, 0.625f, 0.75f, 1.125f,
                                0.5f,   1.25f,  1.25f,  0.625f, 0.75f, 1.375f, 1.25f, 0.75f,
                                1.375f, 1.25f,  0.625f, 1.375f, 1,     0.875f, 0.75f, 0.75f});
  test.input<std::int64_t>({1}, {1});
  test.output<float>(
      {2, 4}, {2.15518f, 2.34536f, 2.01164f, 1.91938f, 2.17366f, 2.28689f, 2.01164f, 2.1028f},
      kFloat);
  test.check();
}

TEST(ReduceLogSumExp, ApartAxes) {
  OpTest test("ReduceLogSumExp", 18);
  test.attribute("keepdims", 0);
  test.input<float>({2, 3, 4}, {1,      1.125f, 0.75f,  1,     0.625f, 0.75f,  1,      1.25f,
                                0.625f, 1.375f, 1.375f, 1.25f, 1.25f,  0.875f, 1.5f,   0.75f,
                                1.5f,   0.75f,  1.125f, 1,     1.25f,  0.75f,  1.375f, 1.25f});
  test.input<std::int64_t>({2}, {0, 2});
  test.output<float>({3}, {3.14077f, 3.11755f, 3.27039f}, kFloat);
  test.check();
}

TEST(ReduceLogSumExp, AllAxes) {
  OpTest test("ReduceLogSumExp", 18);
  test.input<float>({2, 3}, {1.5f, 1, 1.625f, 0.625f, 0.875f, 1});
  test.output<float>({1, 1}, {2.95823f}, kFloat);
  test.check();
}

TEST(ReduceLogSumExp, FirstAxis) {
  OpTest test("ReduceLogSumExp", 18);
  test.input<float>({5, 9}, {1.25f,  0.5f,   0.625f, 0.5f,  1.5f,   1.5f,   1.5f,   1.125f, 1.25f,
                             1.375f, 0.5f,   1.625f, 0.5f,  0.75f,  1.125f, 0.5f,   0.625f, 1,
                             1.375f, 1.375f, 0.875f, 0.75f, 1.625f, 1.125f, 1.125f, 1.25f,  1.375f,
                             0.625f, 1.25f,  1.125f, 1,     1.375f, 1.125f, 1.125f, 1.625f, 0.5f,
                             1.375f, 0.625f, 1.25f,  0.5f,  0.625f, 0.75f,  0.875f, 1.125f, 0.5f});
  test.input<std::int64_t>({1}, {0});
  test.output<float>(
      {1, 9},
      {2.84629f, 2.53458f, 2.76733f, 2.28049f, 2.86223f, 2.7625f, 2.68715f, 2.80925f, 2.59981f},
      kFloat);
  test.check();
}

TEST(ReduceLogSumExp, NoAxesNoReduction) {
  OpTest test("ReduceLogSumExp", 18);
  test.attribute("noop_with_empty_axes", 1);
  test.input<float>({2, 2}, {0.5f, 1.25f, 0.5f, 1.375f});
  test.input<std::int64_t>({0}, {});
  test.output<float>({2, 2}, {0.5f, 1.25f, 0.5f, 1.375f}, kFloat);
  test.check();
}

TEST(ReduceLogSumExp, AxesAsAttribute) {
  OpTest test("ReduceLogSumExp", 11);
  test.attribute("axes", std::vector<std::int64_t>{1});
  test.attribute("keepdims", 0);
  test.input<float>({2, 3, 2}, {1.25f, 1, 1.625f, 1.625f, 1.375f, 1.125f, 1.625f, 1.375f, 0.75f,
                                0.625f, 1.125f, 0.875f});
  test.output<float>({2, 2}, {2.52763f, 2.38664f, 2.32978f, 2.10684f}, kFloat);
  test.check();
}

TEST(ReduceLogSumExp, AxisOutOfRange) {
  OpTest("ReduceLogSumExp", 18)
      .input<float>({2, 2}, ramp(4))
      .input<std::int64_t>({1}, {2})
      .expect_error("axis 2 is outside");
}

TEST(ReduceLogSumExp, Doubles) {
  OpTest("ReduceLogSumExp", 28)
      .input<double>({2, 3}, {1.5, 2, 0.25, 3, 4, 0.5})
      .input<std::int64_t>({1}, {-1})
      .expect<double>({2, 1}, {2.5767844750362334, 4.335097595516167}, {1e-14});
}

TEST(ReduceLogSumExp, HalfPrecision) {
  OpTest("ReduceLogSumExp", 28)
      .input<Float16>({2, 3}, to_float16({1.5f, 2, 0.25f, 3, 4, 0.5f}))
      .input<std::int64_t>({1}, {-1})
      .expect<Float16>({2, 1}, to_float16({2.5767844f, 4.335098f}), {0x1p-10});
  OpTest("ReduceLogSumExp", 28)
      .input<BFloat16>({2, 3}, to_bfloat16({1.5f, 2, 0.25f, 3, 4, 0.5f}))
      .input<std::int64_t>({1}, {-1})
      .expect<BFloat16>({2, 1}, to_bfloat16({2.5767844f, 4.335098f}), {0x1p-7});
}

TEST(ReduceLogSumExp, OverNothing) {
  OpTest("ReduceLogSumExp", 28)
      .input<float>({2, 0, 3}, {})
      .input<std::int64_t>({1}, {1})
      .expect<float>({2, 1, 3}, {-INFINITY, -INFINITY, -INFINITY, -INFINITY, -INFINITY, -INFINITY});
  OpTest("ReduceLogSumExp", 28)
      .attribute("keepdims", 0)
      .input<double>({2, 0, 3}, {})
      .input<std::int64_t>({1}, {1})
      .expect<double>({2, 3}, {-INFINITY, -INFINITY, -INFINITY, -INFINITY, -INFINITY, -INFINITY});
  OpTest("ReduceLogSumExp", 28)
      .input<float>({0, 3}, {})
      .input<std::int64_t>({1}, {1})
      .expect<float>({0, 1}, {});
}

}  // namespace
}  // namespace sardonyx
