#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

// Expected values were computed by the reference evaluator of ONNX.
constexpr Tolerance kFloat{.rtol = 1e-5, .atol = 1e-5};

TEST(ReduceMin, LastAxis) {
  OpTest test("ReduceMin", 20);
  test.input<float>({2, 3, 5}, {-1.125f, 0,      0.375f, 0.375f, -0.625f, -0.75f, 0.125f,  0.375f,
                                1,       1,      -0.25f, -0.75f, -0.625f, 0.875f, -0.125f, 1.125f,
                                0.375f,  0.25f,  -1,     0.25f,  -0.25f,  0.875f, -0.875f, -0.75f,
                                0.375f,  0.375f, 0.75f,  0,      -0.25f,  -0.5f});
  test.input<std::int64_t>({1}, {-1});
  test.output<float>({2, 3, 1}, {-1.125f, -0.75f, -0.75f, -1, -0.875f, -0.5f}, kFloat);
  test.check();
}

TEST(ReduceMin, MiddleAxisDropped) {
  OpTest test("ReduceMin", 20);
  test.attribute("keepdims", 0);
  test.input<float>({2, 3, 4}, {-0.25f,  0.375f, 0.125f,  -0.5f,  -0.625f, 0.5f,    -0.625f, -0.75f,
                                -0.375f, 0.875f, -0.125f, 0.25f,  -1,      -0.375f, 0.625f,  0.625f,
                                0.25f,   0.875f, -0.5f,   -0.75f, -1,      -0.75f,  0.625f,  1});
  test.input<std::int64_t>({1}, {1});
  test.output<float>({2, 4}, {-0.625f, 0.375f, -0.625f, -0.75f, -1, -0.75f, -0.5f, -0.75f}, kFloat);
  test.check();
}

TEST(ReduceMin, ApartAxes) {
  OpTest test("ReduceMin", 20);
  test.attribute("keepdims", 0);
  test.input<float>({2, 3, 4},
                    {-0.875f, 0,      -0.875f, 0.875f,  -0.875f, 0.375f, -1,     0.625f,
                     1,       0.5f,   -0.5f,   0.75f,   -0.5f,   0.625f, 0.75f,  0,
                     0.25f,   0.875f, -0.75f,  -1.125f, -0.125f, -0.75f, 0.875f, 0.875f});
  test.input<std::int64_t>({2}, {0, 2});
  test.output<float>({3}, {-0.875f, -1.125f, -0.75f}, kFloat);
  test.check();
}

TEST(ReduceMin, AllAxes) {
  OpTest test("ReduceMin", 20);
  test.input<float>({2, 3}, {-0.25f, -0.5f, 0.5f, -0.125f, -1, 0.375f});
  test.output<float>({1, 1}, {-1}, kFloat);
  test.check();
}

TEST(ReduceMin, FirstAxis) {
  OpTest test("ReduceMin", 20);
  test.input<float>({5, 9},
                    {0.5f,   -1,     0.625f,  0.125f,  0.75f,   0.875f, 0.375f,  -0.375f, -0.25f,
                     0.5f,   -1,     -0.625f, 0,       1,       0.625f, 0.75f,   -0.75f,  -0.5f,
                     -0.5f,  0.625f, 0.125f,  -0.625f, 0.625f,  0.375f, 1,       0.125f,  -0.875f,
                     0.875f, -0.75f, -1,      0.75f,   -0.125f, 0.375f, -0.875f, 0.5f,    -0.25f,
                     1.125f, 0.375f, 1,       0.75f,   0.875f,  -1,     0.625f,  0.25f,   -0.25f});
  test.input<std::int64_t>({1}, {0});
  test.output<float>({1, 9}, {-0.5f, -1, -1, -0.625f, -0.125f, -1, -0.875f, -0.75f, -0.875f},
                     kFloat);
  test.check();
}

TEST(ReduceMin, NoAxesNoReduction) {
  OpTest test("ReduceMin", 20);
  test.attribute("noop_with_empty_axes", 1);
  test.input<float>({2, 2}, {-0.5f, 0.375f, -0.75f, -0.75f});
  test.input<std::int64_t>({0}, {});
  test.output<float>({2, 2}, {-0.5f, 0.375f, -0.75f, -0.75f}, kFloat);
  test.check();
}

TEST(ReduceMin, AxesAsAttribute) {
  OpTest test("ReduceMin", 11);
  test.attribute("axes", std::vector<std::int64_t>{1});
  test.attribute("keepdims", 0);
  test.input<float>({2, 3, 2}, {0.875f, 0.625f, 0.25f, 0.625f, -0.375f, 0.5f, -0.75f, -0.125f,
                                -0.875f, -0.25f, -0.375f, -0.25f});
  test.output<float>({2, 2}, {-0.375f, 0.5f, -0.875f, -0.25f}, kFloat);
  test.check();
}

TEST(ReduceMin, Scalar) {
  OpTest test("ReduceMin", 20);
  test.input<float>({}, {2});
  test.output<float>({}, {2}, kFloat);
  test.check();
}

TEST(ReduceMin, Integers) {
  OpTest test("ReduceMin", 20);
  test.input<std::int32_t>({3, 4}, {0, -5, -2, 4, -1, 0, -4, -1, 5, 1, -5, 2});
  test.input<std::int64_t>({1}, {1});
  test.output<std::int32_t>({3, 1}, {-5, -4, -5});
  test.check();
}

TEST(ReduceMin, Bools) {
  OpTest test("ReduceMin", 20);
  test.input<bool>({3, 4},
                   {true, false, false, true, false, true, false, false, true, false, false, true});
  test.input<std::int64_t>({1}, {1});
  test.output<bool>({3, 1}, {false, false, false});
  test.check();
}

TEST(ReduceMin, AxisOutOfRange) {
  OpTest("ReduceMin", 20)
      .input<float>({2, 2}, ramp(4))
      .input<std::int64_t>({1}, {2})
      .expect_error("axis 2 is outside");
}

TEST(ReduceMin, Doubles) {
  OpTest("ReduceMin", 20)
      .input<double>({2, 3}, {1.5, 2, 0.25, 3, 4, 0.5})
      .input<std::int64_t>({1}, {-1})
      .expect<double>({2, 1}, {0.25, 0.5}, {1e-14});
}

TEST(ReduceMin, HalfPrecision) {
  OpTest("ReduceMin", 20)
      .input<Float16>({2, 3}, to_float16({1.5f, 2, 0.25f, 3, 4, 0.5f}))
      .input<std::int64_t>({1}, {-1})
      .expect<Float16>({2, 1}, to_float16({0.25f, 0.5f}), {0x1p-10});
  OpTest("ReduceMin", 20)
      .input<BFloat16>({2, 3}, to_bfloat16({1.5f, 2, 0.25f, 3, 4, 0.5f}))
      .input<std::int64_t>({1}, {-1})
      .expect<BFloat16>({2, 1}, to_bfloat16({0.25f, 0.5f}), {0x1p-7});
}

TEST(ReduceMin, IntegerTypes) {
  OpTest("ReduceMin", 20)
      .input<std::int32_t>({2, 3}, {3, 4, 0, 5, 12, 0})
      .input<std::int64_t>({1}, {-1})
      .expect<std::int32_t>({2, 1}, {0, 0});
  OpTest("ReduceMin", 20)
      .input<std::int64_t>({2, 3}, {3, 4, 0, 5, 12, 0})
      .input<std::int64_t>({1}, {-1})
      .expect<std::int64_t>({2, 1}, {0, 0});
  OpTest("ReduceMin", 20)
      .input<std::uint32_t>({2, 3}, {3, 4, 0, 5, 12, 0})
      .input<std::int64_t>({1}, {-1})
      .expect<std::uint32_t>({2, 1}, {0, 0});
  OpTest("ReduceMin", 20)
      .input<std::uint64_t>({2, 3}, {3, 4, 0, 5, 12, 0})
      .input<std::int64_t>({1}, {-1})
      .expect<std::uint64_t>({2, 1}, {0, 0});
  OpTest("ReduceMin", 20)
      .input<std::int8_t>({2, 3}, {3, 4, 0, 5, 12, 0})
      .input<std::int64_t>({1}, {-1})
      .expect<std::int8_t>({2, 1}, {0, 0});
  OpTest("ReduceMin", 20)
      .input<std::uint8_t>({2, 3}, {3, 4, 0, 5, 12, 0})
      .input<std::int64_t>({1}, {-1})
      .expect<std::uint8_t>({2, 1}, {0, 0});
}

TEST(ReduceMin, OverNothing) {
  OpTest("ReduceMin", 20)
      .input<float>({2, 0, 3}, {})
      .input<std::int64_t>({1}, {1})
      .expect<float>({2, 1, 3}, {INFINITY, INFINITY, INFINITY, INFINITY, INFINITY, INFINITY});
  OpTest("ReduceMin", 20)
      .attribute("keepdims", 0)
      .input<double>({2, 0, 3}, {})
      .input<std::int64_t>({1}, {1})
      .expect<double>({2, 3}, {INFINITY, INFINITY, INFINITY, INFINITY, INFINITY, INFINITY});
  OpTest("ReduceMin", 20)
      .input<float>({0, 3}, {})
      .input<std::int64_t>({1}, {1})
      .expect<float>({0, 1}, {});
}

TEST(ReduceMin, OfOtherTypesOverNothing) {
  OpTest("ReduceMin", 20)
      .input<std::int8_t>({0, 2}, {})
      .input<std::int64_t>({1}, {0})
      .expect<std::int8_t>({1, 2}, {127, 127});
  OpTest("ReduceMin", 20)
      .input<std::uint8_t>({0, 2}, {})
      .input<std::int64_t>({1}, {0})
      .expect<std::uint8_t>({1, 2}, {255, 255});
  OpTest("ReduceMin", 20)
      .input<std::int16_t>({0, 2}, {})
      .input<std::int64_t>({1}, {0})
      .expect<std::int16_t>({1, 2}, {32767, 32767});
  OpTest("ReduceMin", 20)
      .input<std::uint16_t>({0, 2}, {})
      .input<std::int64_t>({1}, {0})
      .expect<std::uint16_t>({1, 2}, {65535, 65535});
  OpTest("ReduceMin", 20)
      .input<std::int32_t>({0, 2}, {})
      .input<std::int64_t>({1}, {0})
      .expect<std::int32_t>({1, 2}, {INT32_MAX, INT32_MAX});
  OpTest("ReduceMin", 20)
      .input<std::uint32_t>({0, 2}, {})
      .input<std::int64_t>({1}, {0})
      .expect<std::uint32_t>({1, 2}, {UINT32_MAX, UINT32_MAX});
  OpTest("ReduceMin", 20)
      .input<std::int64_t>({0, 2}, {})
      .input<std::int64_t>({1}, {0})
      .expect<std::int64_t>({1, 2}, {INT64_MAX, INT64_MAX});
  OpTest("ReduceMin", 20)
      .input<std::uint64_t>({0, 2}, {})
      .input<std::int64_t>({1}, {0})
      .expect<std::uint64_t>({1, 2}, {UINT64_MAX, UINT64_MAX});
  OpTest("ReduceMin", 20)
      .input<bool>({0, 2}, {})
      .input<std::int64_t>({1}, {0})
      .expect<bool>({1, 2}, {true, true});
}

}  // namespace
}  // namespace sardonyx
