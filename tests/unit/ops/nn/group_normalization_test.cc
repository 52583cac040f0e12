#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

// Expected values were computed by the reference evaluator of ONNX.
constexpr Tolerance kFloat{.rtol = 1e-5, .atol = 1e-5};

TEST(GroupNormalization, ByChannel) {
  OpTest test("GroupNormalization", 21);
  test.attribute("num_groups", 2);
  test.input<float>({2, 4, 3}, {0,  -8, 4, -5, -5, -6, -6, 8,  -3, -7, -6, -2,
                                -3, -4, 9, 7,  1,  9,  -3, -7, -4, -8, 9,  -5});
  test.input<float>({4}, {-0.125f, -0.75f, 1.125f, -0.75f});
  test.input<float>({4}, {0, 1.125f, 0, 1});
  test.output<float>(
      {2, 4, 3},
      {-0.102404f, 0.143366f, -0.225289f, 1.43221f,   1.43221f,   1.61654f,  -0.737012f, 2.35844f,
       -0.073701f, 1.63874f,  1.49134f,   0.901732f,  0.141989f,  0.165014f, -0.134314f, 0.59542f,
       1.42433f,   0.319118f, 0,          -0.799671f, -0.199918f, 1.66639f,  -0.599342f, 1.26656f},
      kFloat);
  test.check();
}

TEST(GroupNormalization, OneGroup) {
  OpTest test("GroupNormalization", 21);
  test.attribute("num_groups", 1);
  test.input<float>({1, 4, 2, 2}, {8, 5, 5, 1, 2, 6, -1, 8, 7, -2, -2, 4, 8, -8, -8, -5});
  test.input<float>({4}, {-0.125f, -0.75f, 0, 0.125f});
  test.input<float>({4}, {1.125f, 0.625f, -0.625f, 0.625f});
  test.output<float>(
      {1, 4, 2, 2},
      {0.979454f, 1.04932f, 1.04932f, 1.14247f, 0.590069f, 0.031173f, 1.00924f, -0.248274f, -0.625f,
       -0.625f, -0.625f, -0.625f, 0.770546f, 0.397949f, 0.397949f, 0.467811f},
      kFloat);
  test.check();
}

TEST(GroupNormalization, Version18ScalesByGroup) {
  OpTest("GroupNormalization", 18)
      .attribute("num_groups", 2)
      .attribute("epsilon", 0.0f)
      .input<float>({1, 4, 1}, {1, 3, 10, 20})
      .input<float>({2}, {1, 2})
      .input<float>({2}, {0, 5})
      .expect<float>({1, 4, 1}, {-1, 1, 3, 7}, kFloat);
}

TEST(GroupNormalization, GroupsThatDoNotDivide) {
  OpTest("GroupNormalization", 21)
      .attribute("num_groups", 3)
      .input<float>({1, 4, 1}, {1, 3, 10, 20})
      .input<float>({4}, {1, 2, 3, 4})
      .input<float>({4}, {0, 5, 0, 0})
      .expect_error("cannot be split into 3 groups");
}

}  // namespace
}  // namespace sardonyx
