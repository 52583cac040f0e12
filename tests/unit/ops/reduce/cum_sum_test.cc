#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

// Expected values were computed by the reference evaluator of ONNX.
constexpr Tolerance kFloat{.rtol = 1e-5, .atol = 1e-5};

TEST(CumSum, OneDimension) {
  OpTest test("CumSum", 14);
  test.input<float>({5}, {0.375f, -0.75f, 0.5f, -1.125f, -0.625f});
  test.input<std::int64_t>({}, {0});
  test.output<float>({5}, {0.375f, -0.375f, 0.125f, -1, -1.625f}, kFloat);
  test.check();
}

TEST(CumSum, Exclusive) {
  OpTest test("CumSum", 14);
  test.attribute("exclusive", 1);
  test.input<float>({5}, {0.875f, -0.375f, 1.125f, 0.75f, -0.625f});
  test.input<std::int64_t>({}, {0});
  test.output<float>({5}, {0, 0.875f, 0.5f, 1.625f, 2.375f}, kFloat);
  test.check();
}

TEST(CumSum, Reverse) {
  OpTest test("CumSum", 14);
  test.attribute("reverse", 1);
  test.input<float>({2, 4}, {1, 0.875f, 1.125f, -0.25f, 1, -0.5f, -0.375f, 0});
  test.input<std::int64_t>({}, {1});
  test.output<float>({2, 4}, {2.75f, 1.75f, 0.875f, -0.25f, 0.125f, -0.875f, -0.375f, 0}, kFloat);
  test.check();
}

TEST(CumSum, ReverseExclusive) {
  OpTest test("CumSum", 14);
  test.attribute("reverse", 1);
  test.attribute("exclusive", 1);
  test.input<float>({3, 2}, {-0.375f, -1.125f, 0.5f, -0.125f, 0.75f, -0.75f});
  test.input<std::int64_t>({}, {0});
  test.output<float>({3, 2}, {1.25f, -0.875f, 0.75f, -0.75f, 0, 0}, kFloat);
  test.check();
}

TEST(CumSum, NegativeAxis) {
  OpTest test("CumSum", 14);
  test.input<float>({2, 3}, {-0.625f, 0.5f, 0.5f, 0, 0.25f, 0.875f});
  test.input<std::int64_t>({}, {-1});
  test.output<float>({2, 3}, {-0.625f, -0.125f, 0.375f, 0, 0.25f, 1.125f}, kFloat);
  test.check();
}

TEST(CumSum, Double) {
  OpTest test("CumSum", 14);
  test.input<double>({4}, {0.875f, 1, 1.125f, -0.375f});
  test.input<std::int64_t>({}, {0});
  test.output<double>({4}, {0.875f, 1.875f, 3, 2.625f}, kFloat);
  test.check();
}

TEST(CumSum, Integers) {
  OpTest test("CumSum", 14);
  test.input<std::int32_t>({3, 4}, {3, -2, 4, 5, -1, 0, -4, -4, -3, -5, -1, 5});
  test.input<std::int64_t>({}, {0});
  test.output<std::int32_t>({3, 4}, {3, -2, 4, 5, 2, -2, 0, 1, -1, -7, -1, 6});
  test.check();
}

TEST(CumSum, Float16) {
  OpTest("CumSum", 14)
      .input<Float16>({3}, to_float16({1, 2, 4}))
      .input<std::int64_t>({}, {0})
      .expect<Float16>({3}, to_float16({1, 3, 7}));
}

TEST(CumSum, AxisOutOfRange) {
  OpTest("CumSum", 14)
      .input<float>({2}, ramp(2))
      .input<std::int64_t>({}, {1})
      .expect_error("axis 1 is outside");
}

}  // namespace
}  // namespace sardonyx
