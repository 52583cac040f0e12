#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

// Expected values were computed by onnxruntime.
constexpr Tolerance kFloat{.rtol = 1e-5, .atol = 1e-5};

TEST(GlobalAveragePool, TwoDimensions) {
  OpTest test("GlobalAveragePool", 13);
  test.input<float>(
      {2, 3, 3, 5},
      {0,  -3, -9, 4,  -1, 6,  -6, -5, 4,  4,  0,  2,  7,  7,  8, 9,  -3, 6,  -4, 7,  8,  -1, 0,
       -7, -8, -6, -9, -2, 9,  4,  2,  4,  -8, 3,  0,  -7, 0,  3, -1, 8,  9,  -3, 9,  -5, -7, 3,
       -7, -3, -2, 4,  6,  7,  2,  9,  4,  7,  1,  -7, -6, -2, 6, -2, -9, -1, 4,  9,  -6, -4, -1,
       0,  9,  -2, 1,  -5, -8, -2, -1, -6, 3,  -3, -8, 1,  -5, 4, -9, 5,  1,  4,  -2, 7});
  test.output<float>({2, 3, 1, 1}, {1.2f, 0.2f, 0.466667f, 1.06667f, -0.6f, -0.733333f}, kFloat);
  test.check();
}

TEST(GlobalMaxPool, TwoDimensions) {
  OpTest test("GlobalMaxPool", 13);
  test.input<float>(
      {2, 3, 3, 5},
      {0,  9,  -4, 7,  3, 8,  -6, 0,  8, -5, 9,  9,  0,  4,  -1, 3,  7, 5,  -4, 2,  6, 2,  -4,
       5,  4,  3,  -3, 1, 2,  -5, 8,  2, -8, -4, 6,  4,  1,  0,  -2, 8, -3, 6,  -8, 1, -5, -1,
       2,  -8, -8, 2,  3, -8, 9,  -1, 9, -7, 7,  3,  6,  6,  -6, -6, 9, -1, -6, 2,  7, -4, 7,
       -8, 2,  -2, 0,  2, -6, -9, 0,  9, -4, 1,  -7, -3, -7, -7, 6,  8, 8,  4,  -7, 8});
  test.output<float>({2, 3, 1, 1}, {9, 7, 8, 9, 9, 9}, kFloat);
  test.check();
}

TEST(GlobalAveragePool, OneDimension) {
  OpTest test("GlobalAveragePool", 13);
  test.input<float>({1, 2, 7}, {-9, -4, -4, 5, -7, 9, -6, 7, 2, -5, -1, -7, -1, 4});
  test.output<float>({1, 2, 1}, {-2.28571f, -0.142857f}, kFloat);
  test.check();
}

TEST(GlobalAveragePool, Double) {
  OpTest("GlobalAveragePool", 1).input<double>({1, 1, 2}, {1, 2}).expect<double>({1, 1, 1}, {1.5});
}

TEST(GlobalMaxPool, Vector) {
  OpTest("GlobalMaxPool", 1).input<float>({2}, {1, 2}).expect_error("expected [N, C, ...]");
}

}  // namespace
}  // namespace sardonyx
