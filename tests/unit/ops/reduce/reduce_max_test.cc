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

TEST(ReduceMax, Doubles) {
  OpTest("ReduceMax", 20)
      .input<double>({2, 3}, {1.5, 2, 0.25, 3, 4, 0.5})
      .input<std::int64_t>({1}, {-1})
      .expect<double>({2, 1}, {2, 4}, {1e-14});
}

TEST(ReduceMax, HalfPrecision) {
  OpTest("ReduceMax", 20)
      .input<Float16>({2, 3}, to_float16({1.5f, 2, 0.25f, 3, 4, 0.5f}))
      .input<std::int64_t>({1}, {-1})
      .expect<Float16>({2, 1}, to_float16({2, 4}), {0x1p-10});
  OpTest("ReduceMax", 20)
      .input<BFloat16>({2, 3}, to_bfloat16({1.5f, 2, 0.25f, 3, 4, 0.5f}))
      .input<std::int64_t>({1}, {-1})
      .expect<BFloat16>({2, 1}, to_bfloat16({2, 4}), {0x1p-7});
}

TEST(ReduceMax, IntegerTypes) {
  OpTest("ReduceMax", 20)
      .input<std::int32_t>({2, 3}, {3, 4, 0, 5, 12, 0})
      .input<std::int64_t>({1}, {-1})
      .expect<std::int32_t>({2, 1}, {4, 12});
  OpTest("ReduceMax", 20)
      .input<std::int64_t>({2, 3}, {3, 4, 0, 5, 12, 0})
      .input<std::int64_t>({1}, {-1})
      .expect<std::int64_t>({2, 1}, {4, 12});
  OpTest("ReduceMax", 20)
      .input<std::uint32_t>({2, 3}, {3, 4, 0, 5, 12, 0})
      .input<std::int64_t>({1}, {-1})
      .expect<std::uint32_t>({2, 1}, {4, 12});
  OpTest("ReduceMax", 20)
      .input<std::uint64_t>({2, 3}, {3, 4, 0, 5, 12, 0})
      .input<std::int64_t>({1}, {-1})
      .expect<std::uint64_t>({2, 1}, {4, 12});
  OpTest("ReduceMax", 20)
      .input<std::int8_t>({2, 3}, {3, 4, 0, 5, 12, 0})
      .input<std::int64_t>({1}, {-1})
      .expect<std::int8_t>({2, 1}, {4, 12});
  OpTest("ReduceMax", 20)
      .input<std::uint8_t>({2, 3}, {3, 4, 0, 5, 12, 0})
      .input<std::int64_t>({1}, {-1})
      .expect<std::uint8_t>({2, 1}, {4, 12});
}

TEST(ReduceMax, OverNothing) {
  OpTest("ReduceMax", 20)
      .input<float>({2, 0, 3}, {})
      .input<std::int64_t>({1}, {1})
      .expect<float>({2, 1, 3}, {-INFINITY, -INFINITY, -INFINITY, -INFINITY, -INFINITY, -INFINITY});
  OpTest("ReduceMax", 20)
      .attribute("keepdims", 0)
      .input<double>({2, 0, 3}, {})
      .input<std::int64_t>({1}, {1})
      .expect<double>({2, 3}, {-INFINITY, -INFINITY, -INFINITY, -INFINITY, -INFINITY, -INFINITY});
  OpTest("ReduceMax", 20)
      .input<float>({0, 3}, {})
      .input<std::int64_t>({1}, {1})
      .expect<float>({0, 1}, {});
}

TEST(ReduceMax, OfOtherTypesOverNothing) {
  OpTest("ReduceMax", 20)
      .input<std::int8_t>({0, 2}, {})
      .input<std::int64_t>({1}, {0})
      .expect<std::int8_t>({1, 2}, {-128, -128});
  OpTest("ReduceMax", 20)
      .input<std::uint8_t>({0, 2}, {})
      .input<std::int64_t>({1}, {0})
      .expect<std::uint8_t>({1, 2}, {0, 0});
  OpTest("ReduceMax", 20)
      .input<std::int16_t>({0, 2}, {})
      .input<std::int64_t>({1}, {0})
      .expect<std::int16_t>({1, 2}, {-32768, -32768});
  OpTest("ReduceMax", 20)
      .input<std::uint16_t>({0, 2}, {})
      .input<std::int64_t>({1}, {0})
      .expect<std::uint16_t>({1, 2}, {0, 0});
  OpTest("ReduceMax", 20)
      .input<std::int32_t>({0, 2}, {})
      .input<std::int64_t>({1}, {0})
      .expect<std::int32_t>({1, 2}, {INT32_MIN, INT32_MIN});
  OpTest("ReduceMax", 20)
      .input<std::uint32_t>({0, 2}, {})
      .input<std::int64_t>({1}, {0})
      .expect<std::uint32_t>({1, 2}, {0, 0});
  OpTest("ReduceMax", 20)
      .input<std::int64_t>({0, 2}, {})
      .input<std::int64_t>({1}, {0})
      .expect<std::int64_t>({1, 2}, {INT64_MIN, INT64_MIN});
  OpTest("ReduceMax", 20)
      .input<std::uint64_t>({0, 2}, {})
      .input<std::int64_t>({1}, {0})
      .expect<std::uint64_t>({1, 2}, {0, 0});
  OpTest("ReduceMax", 20)
      .input<bool>({0, 2}, {})
      .input<std::int64_t>({1}, {0})
      .expect<bool>({1, 2}, {false, false});
}

}  // namespace
}  // namespace sardonyx
