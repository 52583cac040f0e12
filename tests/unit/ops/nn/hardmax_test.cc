#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

// Expected values were computed by the reference evaluator of ONNX.
constexpr Tolerance kFloat{.rtol = 1e-5, .atol = 1e-5};

TEST(Hardmax, LastAxis) {
  OpTest test("Hardmax", 13);
  test.input<float>({2, 7}, {0.375f, 0.75f, 0.75f, -0.75f, -0.75f, 1.125f, -0.125f, -0.75f, 0.25f,
                             0.875f, -0.5f, 0.875f, -1, 0.25f});
  test.output<float>({2, 7}, {0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0}, kFloat);
  test.check();
}

TEST(Hardmax, FirstAxis) {
  OpTest test("Hardmax", 13);
  test.attribute("axis", 0);
  test.input<float>({5, 3}, {-0.25f, 0, 0.25f, -0.75f, -1.125f, 0, 1.125f, -0.5f, 0.125f, -0.875f,
                             -0.375f, -0.875f, -0.875f, 0.75f, 1});
  test.output<float>({5, 3}, {0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 1}, kFloat);
  test.check();
}

TEST(Hardmax, MiddleAxis) {
  OpTest test("Hardmax", 13);
  test.attribute("axis", 1);
  test.input<float>(
      {2, 5, 3},
      {1,      0.5f,    -0.875f, 1,       -1.125f, -0.5f,   -0.5f,   0.625f, -0.875f, 1.125f,
       -0.75f, 0.875f,  0.25f,   -0.625f, -0.125f, -0.875f, -0.125f, 0.5f,   -0.75f,  1.125f,
       0.375f, -0.375f, -0.5f,   0.625f,  -0.25f,  1,       -0.125f, 0.5f,   1,       1.125f});
  test.output<float>({2, 5, 3}, {0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 1, 0, 0, 0,
                                 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1},
                     kFloat);
  test.check();
}

TEST(Hardmax, Large) {
  OpTest test("Hardmax", 13);
  test.input<float>({1, 3}, {10000, 10001, -10000});
  test.output<float>({1, 3}, {0, 1, 0}, kFloat);
  test.check();
}

TEST(Hardmax, Version11FlattensFromTheAxis) {
  OpTest("Hardmax", 11)
      .attribute("axis", 1)
      .input<float>({1, 2, 2}, {0, 0, 0, 0})
      .expect<float>({1, 2, 2}, {1, 0, 0, 0}, kFloat);
}

TEST(Hardmax, AxisOutOfRange) {
  OpTest("Hardmax", 13)
      .attribute("axis", 2)
      .input<float>({2, 2}, ramp(4))
      .expect_error("axis 2 is outside");
}

TEST(Hardmax, Doubles) {
  OpTest("Hardmax", 13)
      .input<double>({2, 3}, {1.5, -2, 0.25, 3, 4, -0.5})
      .expect<double>({2, 3}, {1, 0, 0, 0, 1, 0}, {1e-14});
  OpTest("Hardmax", 13)
      .attribute("axis", 0)
      .input<double>({2, 3}, {1.5, -2, 0.25, 3, 4, -0.5})
      .expect<double>({2, 3}, {0, 0, 1, 1, 1, 0}, {1e-14});
  OpTest("Hardmax", 13)
      .input<double>({1, 3}, {1000, 1001, -100000})
      .expect<double>({1, 3}, {0, 1, 0}, {1e-14});
}

TEST(Hardmax, HalfPrecision) {
  OpTest("Hardmax", 13)
      .input<Float16>({2, 3}, to_float16({1.5f, -2, 0.25f, 3, 4, -0.5f}))
      .expect<Float16>({2, 3}, to_float16({1, 0, 0, 0, 1, 0}), {0x1p-10});
  OpTest("Hardmax", 13)
      .input<BFloat16>({2, 3}, to_bfloat16({1.5f, -2, 0.25f, 3, 4, -0.5f}))
      .expect<BFloat16>({2, 3}, to_bfloat16({1, 0, 0, 0, 1, 0}), {0x1p-7});
}

TEST(Hardmax, ScalarsAndEmptyTensors) {
  OpTest("Hardmax", 13).input<float>({1}, {3}).expect<float>({1}, {1});
  OpTest("Hardmax", 13).input<float>({0, 3}, {}).expect<float>({0, 3}, {});
  OpTest("Hardmax", 13).input<float>({3, 0}, {}).expect<float>({3, 0}, {});
  OpTest("Hardmax", 13).input<double>({3, 0}, {}).expect<double>({3, 0}, {});
}

}  // namespace
}  // namespace sardonyx
