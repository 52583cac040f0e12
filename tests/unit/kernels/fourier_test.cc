#include "core/kernels/fourier.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

#include "tests/unit/kernels/random.h"

namespace sardonyx::kernels {
namespace {

using testing::Random;
using Signal = std::vector<std::complex<double>>;

Signal random_signal(std::size_t size) {
  Random random(size);
  Signal x(size);
  for (auto& value : x) value = {random.uniform(), random.uniform()};
  return x;
}

Signal transform(const Signal& x, bool inverse) {
  Signal y(x.size());
  fourier_transform(x.data(), y.data(), x.size(), inverse);
  return y;
}

double largest_difference(const Signal& a, const Signal& b) {
  double largest = 0;
  for (std::size_t i = 0; i < a.size(); ++i) largest = std::max(largest, std::abs(a[i] - b[i]));
  return largest;
}

// Powers of two, small and large primes, products of both.
TEST(Fourier, IsTheSumOfItsDefinition) {
  for (const std::size_t size : {1, 2, 3, 8, 97, 149, 151, 302, 360, 509, 1000, 1024, 1933}) {
    SCOPED_TRACE(size);
    const Signal x = random_signal(size);
    for (const bool inverse : {false, true}) {
      Signal expected(size);
      const double unit = (inverse ? 2 : -2) * std::numbers::pi / static_cast<double>(size);
      for (std::size_t k = 0; k < size; ++k) {
        for (std::size_t n = 0; n < size; ++n) {
          expected[k] += x[n] * std::polar(1.0, unit * static_cast<double>(k * n % size));
        }
        if (inverse) expected[k] /= static_cast<double>(size);
      }
      EXPECT_LT(largest_difference(transform(x, inverse), expected), 1e-11);
    }
  }
}

// A prime: what is quadratic would take minutes.
TEST(Fourier, LargePrimesAndBack) {
  const Signal x = random_signal(400'009);
  EXPECT_LT(largest_difference(transform(transform(x, false), true), x), 1e-11);
}

}  // namespace
}  // namespace sardonyx::kernels
