#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

// Expected values were computed by the reference evaluator of ONNX.
TEST(ArgMax, FirstAxis) {
  OpTest test("ArgMax", 13);
  test.input<float>({2, 3}, {2, 2, -1, 5, 7, 7});
  test.output<std::int64_t>({1, 3}, {1, 1, 1});
  test.check();
}

TEST(ArgMax, LastAxisDropped) {
  OpTest test("ArgMax", 13);
  test.attribute("axis", -1);
  test.attribute("keepdims", 0);
  test.input<float>({2, 3}, {2, 2, -1, 5, 7, 7});
  test.output<std::int64_t>({2}, {0, 1});
  test.check();
}

TEST(ArgMax, LastIndex) {
  OpTest test("ArgMax", 13);
  test.attribute("axis", 1);
  test.attribute("select_last_index", 1);
  test.input<float>({2, 3}, {2, 2, -1, 5, 7, 7});
  test.output<std::int64_t>({2, 1}, {1, 2});
  test.check();
}

TEST(ArgMax, Long) {
  OpTest test("ArgMax", 13);
  test.attribute("axis", 1);
  test.input<float>(
      {3, 37},
      {-0.25f, 0.25f,   0.5f,    -0.5f,   -0.25f,  -1.125f, -0.625f, -0.375f, 0.75f,   0.625f,
       0.625f, -0.625f, -0.625f, -0.25f,  -0.125f, 0.625f,  0.875f,  -0.25f,  -0.625f, 0.875f,
       0.125f, 1,       -0.25f,  -0.5f,   -1,      0.5f,    0,       -0.625f, -0.125f, -0.875f,
       1.125f, -0.125f, -0.5f,   0.25f,   0.75f,   1,       0.375f,  -0.875f, -0.25f,  0.5f,
       0.75f,  0,       0.875f,  -0.875f, -0.375f, 1.125f,  -0.75f,  0.5f,    -0.625f, -0.875f,
       -0.75f, 1,       1.125f,  -1,      0.5f,    -1,      0.75f,   -0.375f, -1.125f, 1,
       1,      -1.125f, -0.25f,  1,       -0.375f, 0.25f,   0.875f,  -1,      0,       0.125f,
       1,      -0.125f, 0.75f,   0.125f,  -0.125f, 0.625f,  0.875f,  0.375f,  0.25f,   1.125f,
       0.25f,  -0.875f, 1,       0.75f,   -0.25f,  -0.25f,  0.375f,  0.625f,  0.5f,    0.875f,
       -1,     1.125f,  0,       -0.5f,   -0.625f, -0.125f, -0.5f,   1,       0,       1,
       0.375f, -0.25f,  -0.25f,  1,       0.375f,  -0.25f,  0.625f,  -0.25f,  -0.625f, 0.625f,
       -1});
  test.output<std::int64_t>({3, 1}, {30, 8, 5});
  test.check();
}

TEST(ArgMax, Middle) {
  OpTest test("ArgMax", 13);
  test.attribute("axis", 1);
  test.input<float>(
      {2, 5, 3},
      {-0.125f, -0.25f, -0.125f, -0.625f, -0.25f, -0.875f, -0.125f, 0.5f,   -0.875f, -0.875f,
       -1,      0.75f,  0.625f,  -1.125f, 0.125f, -0.125f, 0.375f,  -0.25f, 0.75f,   0,
       -0.625f, 0,      -0.625f, 0,       -0.5f,  -0.125f, -0.5f,   0,      0.625f,  0.5f});
  test.output<std::int64_t>({2, 1, 3}, {4, 2, 3, 1, 4, 4});
  test.check();
}

TEST(ArgMax, Integers) {
  OpTest test("ArgMax", 13);
  test.attribute("axis", 1);
  test.input<std::int32_t>({3, 4}, {-1, 0, -2, -2, 1, 3, -3, -3, -4, 5, 2, -4});
  test.output<std::int64_t>({3, 1}, {1, 1, 1});
  test.check();
}

TEST(ArgMax, EmptyAxis) {
  OpTest("ArgMax", 13).input<float>({2, 0}, {}).attribute("axis", 1).expect_error("is empty");
}

TEST(ArgMax, AxisOutOfRange) {
  OpTest("ArgMax", 13)
      .attribute("axis", 2)
      .input<float>({2, 2}, ramp(4))
      .expect_error("axis 2 is outside");
}

TEST(ArgMax, DoublesThatAreEqualAsFloats) {
  OpTest test("ArgMax", 13);
  test.attribute("axis", 1);
  test.input<double>({2, 3}, {1, 1.0000000000009095, 0.5, 2, -3, 2.0000000000000284});
  test.output<std::int64_t>({2, 1}, {1, 2});
  test.check();
}

}  // namespace
}  // namespace sardonyx
