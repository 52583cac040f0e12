#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

constexpr Tolerance kFloat{.rtol = 1e-5, .atol = 1e-5};

// The definition, for batches whose axes are all there.
std::vector<float> product(const std::vector<float>& a, const std::vector<float>& b,
                           std::size_t batch, std::size_t m, std::size_t k, std::size_t n,
                           bool one_b) {
  std::vector<float> y(batch * m * n);
  for (std::size_t t = 0; t < batch; ++t) {
    for (std::size_t i = 0; i < m; ++i) {
      for (std::size_t j = 0; j < n; ++j) {
        double sum = 0;
        for (std::size_t p = 0; p < k; ++p) {
          sum += static_cast<double>(a[(t * m + i) * k + p]) * b[((one_b ? 0 : t) * k + p) * n + j];
        }
        y[(t * m + i) * n + j] = static_cast<float>(sum);
      }
    }
  }
  return y;
}

TEST(MatMul, TwoMatrices) {
  OpTest("MatMul", 13)
      .input<float>({2, 3}, {1, 2, 3, 4, 5, 6})
      .input<float>({3, 2}, {7, 8, 9, 10, 11, 12})
      .expect<float>({2, 2}, {58, 64, 139, 154});
}

TEST(MatMul, Vectors) {
  OpTest("MatMul", 13)
      .input<float>({3}, {1, 2, 3})
      .input<float>({3}, {4, 5, 6})
      .expect<float>({}, {32});
  OpTest("MatMul", 13)
      .input<float>({2}, {1, 2})
      .input<float>({2, 3}, ramp(6))
      .expect<float>({3}, {6, 9, 12});
  OpTest("MatMul", 13)
      .input<float>({3, 2}, ramp(6))
      .input<float>({2}, {1, 2})
      .expect<float>({3}, {2, 8, 14});
}

TEST(MatMul, BatchesUnderOneMatrix) {
  const auto a = random_floats(2 * 7 * 33);
  const auto b = random_floats(33 * 19, -1, 1, 7);
  OpTest("MatMul", 13)
      .input<float>({2, 7, 33}, a)
      .input<float>({33, 19}, b)
      .expect<float>({2, 7, 19}, product(a, b, 2, 7, 33, 19, true), kFloat);
}

TEST(MatMul, BatchesOfBoth) {
  const auto a = random_floats(6 * 5 * 17);
  const auto b = random_floats(6 * 17 * 9, -1, 1, 7);
  OpTest("MatMul", 13)
      .input<float>({2, 3, 5, 17}, a)
      .input<float>({2, 3, 17, 9}, b)
      .expect<float>({2, 3, 5, 9}, product(a, b, 6, 5, 17, 9, false), kFloat);
}

TEST(MatMul, BatchesBroadcast) {
  OpTest("MatMul", 13)
      .input<float>({2, 1, 1, 2}, {1, 2, 3, 4})
      .input<float>({2, 2, 1}, {1, 10, 100, 1000})
      .expect<float>({2, 2, 1, 1}, {21, 2100, 43, 4300});
}

TEST(MatMul, NothingToSum) {
  OpTest("MatMul", 13)
      .input<float>({2, 0}, {})
      .input<float>({0, 2}, {})
      .expect<float>({2, 2}, {0, 0, 0, 0});
  OpTest("MatMul", 13)
      .input<float>({0, 3}, {})
      .input<float>({3, 2}, ramp(6))
      .expect<float>({0, 2}, {});
}

TEST(MatMul, OtherTypes) {
  OpTest("MatMul", 13)
      .input<double>({1, 2}, {1, 2})
      .input<double>({2, 1}, {3, 4})
      .expect<double>({1, 1}, {11});
  OpTest("MatMul", 13)
      .input<std::int64_t>({1, 2}, {1, -2})
      .input<std::int64_t>({2, 1}, {3, 4})
      .expect<std::int64_t>({1, 1}, {-5});
  OpTest("MatMul", 13)
      .input<std::uint32_t>({1, 1}, {1u << 31})
      .input<std::uint32_t>({1, 1}, {3})
      .expect<std::uint32_t>({1, 1}, {1u << 31});
  OpTest("MatMul", 13)
      .input<Float16>({1, 2}, to_float16({1, 2}))
      .input<Float16>({2, 1}, to_float16({3, 4}))
      .expect<Float16>({1, 1}, to_float16(std::vector<float>{11}));
}

TEST(MatMul, InnerDimensionsDiffer) {
  OpTest("MatMul", 13)
      .input<float>({2, 3}, ramp(6))
      .input<float>({2, 2}, ramp(4))
      .expect_error("inner dimensions 3 and 2 differ (A[2,3], B[2,2])");
  OpTest("MatMul", 13).input<float>({}, {1}).input<float>({2, 2}, ramp(4)).expect_error("rank 1");
}

}  // namespace
}  // namespace sardonyx
