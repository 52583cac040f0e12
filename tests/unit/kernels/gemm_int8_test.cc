#include "core/kernels/gemm/gemm_int8.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <vector>

#include "tests/unit/kernels/random.h"

namespace sardonyx::kernels {
namespace {

using testing::Random;

template <class T>
std::vector<T> numbers(Random& random, std::size_t count) {
  std::vector<T> values(count);
  for (T& value : values) {
    value = static_cast<T>(
        random.between(std::numeric_limits<T>::min(), std::numeric_limits<T>::max()));
  }
  return values;
}

// All combinations of strides, zero points and threads, against the definition in 64 bits.
template <class A, class B>
void check(const GemmShape& s, std::uint64_t seed) {
  Random random(seed);
  const std::vector<A> a = numbers<A>(random, s.m * s.k);
  const std::vector<B> b = numbers<B>(random, s.k * s.n);
  const std::vector<A> a_zero = numbers<A>(random, s.m);
  const std::vector<B> b_zero = numbers<B>(random, s.n);
  for (int kind = 0; kind < 4; ++kind) {
    const bool transposed = kind % 2 == 1;
    const auto m = static_cast<std::ptrdiff_t>(s.m);
    const auto n = static_cast<std::ptrdiff_t>(s.n);
    const auto k = static_cast<std::ptrdiff_t>(s.k);
    const MatrixView<A> a_view =
        transposed ? MatrixView<A>{a.data(), 1, m} : MatrixView<A>{a.data(), k, 1};
    const MatrixView<B> b_view =
        transposed ? MatrixView<B>{b.data(), 1, k} : MatrixView<B>{b.data(), n, 1};
    ZeroPoints<A> a_points;
    ZeroPoints<B> b_points;
    if (kind > 0) a_points = {a_zero.data(), kind == 1 ? 0u : 1u};
    if (kind > 1) b_points = {b_zero.data(), kind == 2 ? 0u : 1u};
    std::vector<std::int16_t> packed(packed_b_int8_size(s.k, s.n));
    pack_b_int8(b_view, b_points, s.k, s.n, packed.data());
    for (const std::size_t threads : {1, 3}) {
      ThreadPool pool(threads);
      std::vector<std::int16_t> scratch(gemm_int8_scratch_size(s));
      std::vector<std::int32_t> c(s.m * (s.n + 1), -1);
      gemm_int8(s, a_view, a_points, packed.data(), c.data(), n + 1, scratch.data(), pool);
      for (std::size_t i = 0; i < s.m; ++i) {
        for (std::size_t j = 0; j < s.n; ++j) {
          std::int64_t expected = 0;
          for (std::size_t p = 0; p < s.k; ++p) {
            expected += std::int64_t{*a_view.at(i, p) - a_points.at(i)} *
                        (*b_view.at(p, j) - b_points.at(j));
          }
          ASSERT_EQ(c[i * (s.n + 1) + j], static_cast<std::int32_t>(expected))
              << i << ", " << j << " of " << s.m << " x " << s.n << " x " << s.k;
        }
        ASSERT_EQ(c[i * (s.n + 1) + s.n], -1) << "wrote beyond a row";
      }
    }
  }
}

TEST(GemmInt8Test, IsExact) {
  const GemmShape shapes[] = {{1, 1, 1},    {1, 8, 2},  {2, 7, 3},    {3, 9, 5},   {4, 16, 8},
                              {5, 17, 9},   {9, 3, 31}, {17, 33, 64}, {6, 8, 769}, {3, 20, 1600},
                              {40, 130, 7}, {4, 4, 0},  {0, 4, 4}};
  for (const GemmShape& shape : shapes) {
    check<std::uint8_t, std::uint8_t>(shape, 1);
    check<std::uint8_t, std::int8_t>(shape, 2);
    check<std::int8_t, std::int8_t>(shape, 3);
    check<std::int8_t, std::uint8_t>(shape, 4);
  }
}

}  // namespace
}  // namespace sardonyx::kernels
