#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(Gemm, BiasRow) {
  OpTest("Gemm", 13)
      .input<float>({2, 3}, {1, 2, 3, 4, 5, 6})
      .input<float>({3, 2}, {7, 8, 9, 10, 11, 12})
      .input<float>({2}, {100, 200})
      .expect<float>({2, 2}, {158, 264, 239, 354});
}

TEST(Gemm, TransposesAlphaAndBeta) {
  OpTest("Gemm", 13)
      .attribute("transA", 1)
      .attribute("transB", 1)
      .attribute("alpha", 2.0f)
      .attribute("beta", 0.5f)
      .input<float>({3, 2}, {1, 4, 2, 5, 3, 6})
      .input<float>({2, 3}, {7, 9, 11, 8, 10, 12})
      .input<float>({2, 1}, {10, 20})
      .expect<float>({2, 2}, {121, 133, 288, 318});
}

TEST(Gemm, ScalarAndMatrixAddend) {
  OpTest("Gemm", 13)
      .input<float>({1, 1}, {2})
      .input<float>({1, 2}, {3, 4})
      .input<float>({}, {1})
      .expect<float>({1, 2}, {7, 9});
  OpTest("Gemm", 13)
      .input<float>({1, 1}, {2})
      .input<float>({1, 2}, {3, 4})
      .input<float>({1, 2}, {10, 20})
      .expect<float>({1, 2}, {16, 28});
}

TEST(Gemm, WithoutAddend) {
  OpTest("Gemm", 13)
      .input<float>({1, 2}, {2, 3})
      .input<float>({2, 1}, {3, 4})
      .expect<float>({1, 1}, {18});
}

TEST(Gemm, OldVersionsWithTheBroadcastAttribute) {
  OpTest("Gemm", 6)
      .attribute("broadcast", 1)
      .input<float>({1, 2}, {2, 3})
      .input<float>({2, 1}, {3, 4})
      .input<float>({1}, {1})
      .expect<float>({1, 1}, {19});
}

TEST(Gemm, OtherTypes) {
  OpTest("Gemm", 13)
      .attribute("alpha", 0.5f)
      .input<double>({1, 2}, {2, 3})
      .input<double>({2, 1}, {3, 4})
      .input<double>({1}, {1})
      .expect<double>({1, 1}, {10});
  OpTest("Gemm", 13)
      .input<std::int32_t>({1, 2}, {2, 3})
      .input<std::int32_t>({2, 1}, {3, -4})
      .input<std::int32_t>({1}, {1})
      .expect<std::int32_t>({1, 1}, {-5});
}

// Whole panels of a transposed constant are packed where it lies, several pieces of large ones.
TEST(Gemm, TransposedColumns) {
  for (const auto& [n, k] : {std::pair{16, 5}, {24, 2051}, {17, 5}}) {
    std::vector<float> b;
    std::vector<float> y;
    for (int j = 0; j < n; ++j) {
      float sum = 0.0f;
      for (int i = 0; i < k; ++i) {
        b.push_back(static_cast<float>((j * k + i) % 7 - 3));
        sum += b.back() * static_cast<float>(i % 3);
      }
      y.push_back(sum);
    }
    std::vector<float> a;
    for (int i = 0; i < k; ++i) {
      a.push_back(static_cast<float>(i % 3));
    }
    OpTest("Gemm", 13)
        .attribute("transB", 1)
        .input<float>({1, k}, a)
        .input<float>({n, k}, b)
        .expect<float>({1, n}, y);
  }
}

TEST(Gemm, WrongShapes) {
  OpTest("Gemm", 13)
      .input<float>({1, 2}, {2, 3})
      .input<float>({3, 1}, {3, 4, 5})
      .expect_error("inner dimensions 2 and 3 differ");
  OpTest("Gemm", 13)
      .input<float>({1, 2}, {2, 3})
      .input<float>({2, 1}, {3, 4})
      .input<float>({3}, {1, 2, 3})
      .expect_error("input 2 ('C') has shape [3], which does not broadcast to [1,1]");
  OpTest("Gemm", 13)
      .input<float>({2}, {2, 3})
      .input<float>({2, 1}, {3, 4})
      .expect_error("of rank 1, expected rank 2");
}

}  // namespace
}  // namespace sardonyx
