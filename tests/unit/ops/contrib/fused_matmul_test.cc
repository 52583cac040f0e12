#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

// Expected values were computed by onnxruntime 1.31.
constexpr Tolerance kFloat{.rtol = 1e-5, .atol = 1e-5};

TEST(FusedMatMul, Alpha) {
  OpTest test("FusedMatMul", 1, "com.microsoft");
  test.attribute("alpha", 0.25f);
  test.input<float>({2, 3}, {-0.25f, -1, -0.25f, -1.25f, -1.375f, -0.75f});
  test.input<float>({3, 4}, {1.875f, -1.625f, 0.25f, 1.75f, -0.125f, -0.5f, 0.25f, -1.375f, 0.75f,
                             -2, 0.25f, -1.875f});
  test.output<float>({2, 4},
                     {-0.1328125f, 0.3515625f, -0.09375f, 0.3515625f, -0.68359375f, 1.0546875f,
                      -0.2109375f, 0.27734375f},
                     kFloat);
  test.check();
}

TEST(FusedMatMul, TransposedB) {
  OpTest test("FusedMatMul", 1, "com.microsoft");
  test.attribute("transB", 1);
  test.input<float>(
      {2, 2, 3}, {-2, -1.125f, 0.875f, -0.375f, -0.375f, 0.375f, -1.75f, 2, 0, 1.625f, 1, -1.125f});
  test.input<float>({2, 4, 3}, {-0.75f,  0.5f,    1.375f, 1.75f,   0,       -1.625f, 2,    1.5f,
                                0.875f,  -0.375f, -1.5f,  1.125f,  -1.25f,  -0.75f,  1.5f, 0.5f,
                                -0.875f, 0,       0.5f,   -1.625f, -0.875f, 1.125f,  0.5f, 1.375f});
  test.output<float>(
      {2, 2, 4},
      {2.14062f, -4.92188f, -4.92188f, 3.42188f, 0.60938f, -1.26562f, -0.98438f, 1.12500f, 0.68750f,
       -2.62500f, -4.12500f, -0.96875f, -4.46875f, -0.06250f, 0.17188f, 0.78125f},
      kFloat);
  test.check();
}

TEST(FusedMatMul, TransposedA) {
  OpTest test("FusedMatMul", 1, "com.microsoft");
  test.attribute("transA", 1);
  test.attribute("alpha", 2.0f);
  test.input<float>({3, 2}, {1, -0.125f, -0.875f, -0.5f, -1.25f, 1.875f});
  test.input<float>({3, 4}, {-1.875f, -0.5f, -1.75f, 1.625f, 0.625f, -0.375f, 1.25f, -0.5f, -0.125f,
                             -0.625f, 1.125f, -1.875f});
  test.output<float>({2, 4},
                     {-4.53125f, 1.21875f, -8.5f, 8.8125f, -0.625f, -1.84375f, 3.40625f, -6.9375f},
                     kFloat);
  test.check();
}

TEST(FusedMatMul, BatchOfA) {
  OpTest test("FusedMatMul", 1, "com.microsoft");
  test.attribute("transBatchA", 1);
  test.input<float>({2, 2, 3},
                    {0.25f, -0.875f, 2, -1.125f, -0.375f, -1.75f, 0, 0.125f, 1, -0.25f, -1, -2});
  test.input<float>({2, 3, 4},
                    {1.75f,   -1.375f, 1.125f,  1.75f,   -0.75f, -1.5f,   0.75f,  -0.5f,
                     -1.875f, 1.875f,  1.625f,  -1.625f, 0.875f, -0.375f, -1.75f, 1.25f,
                     1.5f,    -2,      -1.625f, -1.75f,  1.875f, 1.75f,   1.375f, 0.75f});
  test.output<float>(
      {2, 2, 4},
      {-2.65625f, 4.71875f, 2.87500f, -2.37500f, -1.96875f, 1.68750f, 1.71875f, -1.68750f,
       -4.82812f, -1.89062f, 0.17188f, -2.06250f, -5.46875f, -1.40625f, -0.68750f, -0.06250f},
      kFloat);
  test.check();
}

TEST(FusedMatMul, BatchesTransposed) {
  OpTest test("FusedMatMul", 1, "com.microsoft");
  test.attribute("transBatchA", 1);
  test.attribute("transA", 1);
  test.attribute("transBatchB", 1);
  test.attribute("transB", 1);
  test.input<float>({3, 2, 2}, {-1.625f, -1, 0.125f, -0.125f, -1.625f, -1, 0.875f, 1.625f, -1.625f,
                                1.875f, -0.75f, -1.75f});
  test.input<float>({4, 2, 3}, {1.75f,  0.125f, 0.625f,  -1.25f, 1.75f, -0.375f, -0.5f,   1,
                                1,      0.875f, -1.125f, -1.25f, 0.25f, -0.75f,  -1.875f, -0.25f,
                                1.125f, -0.5f,  -0.375f, 0.75f,  2,     1.25f,   -1.5f,   -0.625f});
  test.output<float>(
      {2, 2, 4},
      {-4.06250f, -2.43750f, 3.85938f, -3.85938f, -0.70312f, 1.37500f, -3.01562f, 3.37500f,
       1.65625f, 0.06250f, 1.32812f, -0.68750f, 3.65625f, 0.25000f, 2.73438f, -1.50000f},
      kFloat);
  test.check();
}

TEST(FusedMatMul, Aliased) {
  OpTest test("TransposeMatMul", 1, "com.microsoft");
  test.attribute("transB", 1);
  test.input<float>({2, 3}, {0.125f, -0.25f, -1.125f, -1.75f, 0.625f, -0.5f});
  test.input<float>({4, 3}, {-0.75f, 1.875f, 1.375f, 0, 1.625f, 0.25f, 1.75f, 0.5f, -0.625f, 0.25f,
                             0.75f, 1.25f});
  test.output<float>(
      {2, 4},
      {-2.109375f, -0.6875f, 0.796875f, -1.5625f, 1.796875f, 0.890625f, -2.4375f, -0.59375f},
      kFloat);
  test.check();
}

}  // namespace
}  // namespace sardonyx
