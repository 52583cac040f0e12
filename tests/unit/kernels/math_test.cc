#include "core/kernels/math/math.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "tests/unit/kernels/ulp.h"

// Every function is swept over the whole range of floats (a prime stride through all 2^32 bit
// patterns: some four million values) against double precision.

namespace sardonyx::kernels {
namespace {

using testing::ulp_error;

constexpr float kInfinity = std::numeric_limits<float>::infinity();

struct Function {
  const char* name;
  void (*fast)(const float*, float*, std::size_t);
  double (*exact)(double);
  double max_ulp;
  /// Where results are sums that cancel, or products with a subnormal: the error may also be this
  /// multiple of |x|.
  double of_argument = 0.0;
};

double exact_sigmoid(double x) {
  return 1.0 / (1.0 + std::exp(-x));
}
double exact_rsqrt(double x) {
  return 1.0 / std::sqrt(x);
}
double exact_reciprocal(double x) {
  return 1.0 / x;
}
double exact_softplus(double x) {
  return std::max(x, 0.0) + std::log1p(std::exp(-std::fabs(x)));
}
double exact_silu(double x) {
  return x * exact_sigmoid(x);
}
double exact_gelu(double x) {
  return 0.5 * x * (1.0 + std::erf(x * std::sqrt(0.5)));
}
double exact_gelu_tanh(double x) {
  const double inner = std::sqrt(2.0 / 3.14159265358979323846) * (x + 0.044715 * x * x * x);
  return 0.5 * x * (1.0 + std::tanh(inner));
}

const Function kFunctions[] = {
    {"exp", exp, std::exp, 1.0},
    {"log", log, std::log, 1.0},
    {"log1p", log1p, std::log1p, 2.0},
    {"tanh", tanh, std::tanh, 2.5},
    {"sigmoid", sigmoid, exact_sigmoid, 2.5},
    {"erf", erf, std::erf, 1.5},
    {"sin", sin, std::sin, 2.0},
    {"cos", cos, std::cos, 2.0},
    {"sqrt", sqrt, std::sqrt, 0.5},
    {"rsqrt", rsqrt, exact_rsqrt, 1.5},
    {"reciprocal", reciprocal, exact_reciprocal, 0.5},
    {"softplus", softplus, exact_softplus, 2.5},
    {"silu", silu, exact_silu, 3.0, 1.5e-45},
    {"gelu", gelu, exact_gelu, 3.0, 1e-7},
    {"gelu_tanh", gelu_tanh, exact_gelu_tanh, 3.0, 1.5e-7},
};

class MathTest : public ::testing::TestWithParam<Function> {};

INSTANTIATE_TEST_SUITE_P(Functions, MathTest, ::testing::ValuesIn(kFunctions),
                         [](const auto& test) { return std::string(test.param.name); });

TEST_P(MathTest, StaysWithinItsErrorOverAllFloats) {
  const Function& function = GetParam();
  constexpr std::size_t kBlock = 1000;  // a multiple of four, so that all lanes are whole packets
  std::vector<float> x(kBlock);
  std::vector<float> y(kBlock);
  double worst = 0.0;
  float worst_at = 0.0f;
  std::uint64_t pattern = 0;
  while (pattern < (1ull << 32)) {
    std::size_t n = 0;
    for (; n < kBlock && pattern < (1ull << 32); ++n, pattern += 1009) {
      x[n] = std::bit_cast<float>(static_cast<std::uint32_t>(pattern));
    }
    function.fast(x.data(), y.data(), n);
    for (std::size_t i = 0; i < n; ++i) {
      const double expected = function.exact(static_cast<double>(x[i]));
      const double allowance = function.of_argument * std::fabs(static_cast<double>(x[i]));
      if (std::fabs(static_cast<double>(y[i]) - expected) <= allowance) continue;
      const double error = ulp_error(y[i], expected);
      if (error > worst) {
        worst = error;
        worst_at = x[i];
      }
    }
  }
  RecordProperty("max_ulp", std::to_string(worst));
  EXPECT_LE(worst, function.max_ulp) << "at " << worst_at;
}

TEST_P(MathTest, HasTheRightSpecialValues) {
  const Function& function = GetParam();
  const float max = std::numeric_limits<float>::max();
  const float min = std::numeric_limits<float>::min();
  const float denormal = std::numeric_limits<float>::denorm_min();
  const float nan = std::numeric_limits<float>::quiet_NaN();
  for (const float x :
       {0.0f,     -0.0f,     kInfinity, -kInfinity, nan,      max,      -max,    min,     -min,
        denormal, -denormal, 1.0f,      -1.0f,      88.7228f, 88.7229f, -87.33f, -87.34f, -103.9f,
        -104.0f,  0.5f,      -0.5f,     9.0f,       9.1f,     3.92f,    -3.92f,  1e6f,    1.1e6f}) {
    float y;
    function.fast(&x, &y, 1);
    const double expected = function.exact(static_cast<double>(x));
    const double allowance = function.of_argument * std::fabs(static_cast<double>(x));
    if (std::fabs(static_cast<double>(y) - expected) <= allowance) continue;
    EXPECT_LE(ulp_error(y, expected), function.max_ulp)
        << function.name << "(" << x << ") = " << y << ", not " << expected;
    if (y == 0.0f && x == 0.0f) {
      EXPECT_EQ(std::signbit(y), std::signbit(expected)) << x;
    }
  }
}

TEST_P(MathTest, GivesTheSameForEveryLengthAndInPlace) {
  const Function& function = GetParam();
  std::vector<float> x(21);
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = 0.37f * static_cast<float>(i) - 3.0f;
  std::vector<float> all(x.size());
  function.fast(x.data(), all.data(), x.size());
  for (std::size_t n = 0; n <= x.size(); ++n) {
    std::vector<float> y = x;
    function.fast(y.data(), y.data(), n);
    for (std::size_t i = 0; i < x.size(); ++i) {
      const float expected = i < n ? all[i] : x[i];
      EXPECT_EQ(std::bit_cast<std::uint32_t>(y[i]), std::bit_cast<std::uint32_t>(expected))
          << "value " << i << " of " << n;
    }
  }
}

TEST(PowTest, StaysWithinOneUlp) {
  // Bases over all magnitudes and signs, exponents that keep the result finite and some that do
  // not.
  std::vector<float> x;
  std::vector<float> y;
  for (std::uint64_t pattern = 0; pattern < (1ull << 32); pattern += 1048573) {
    const float base = std::bit_cast<float>(static_cast<std::uint32_t>(pattern));
    for (const float power : {0.5f, -0.5f, 1.0f / 3.0f, 2.0f, 3.0f, -1.0f, -7.0f, 0.01f, 2.2f,
                              17.5f, 100.0f, 0.0f, 16777216.0f, 1e10f, kInfinity, -kInfinity}) {
      x.push_back(base);
      y.push_back(power);
    }
    // Bases near 1, where large exponents matter.
    x.push_back(1.0f + static_cast<float>(pattern >> 8) * 0x1p-26f);
    y.push_back(static_cast<float>((pattern >> 7) % 977) - 488.0f);
  }
  std::vector<float> z(x.size());
  pow(x.data(), y.data(), z.data(), x.size());
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double expected = std::pow(static_cast<double>(x[i]), static_cast<double>(y[i]));
    ASSERT_LE(ulp_error(z[i], expected), 1.0)
        << "pow(" << x[i] << ", " << y[i] << ") = " << z[i] << ", not " << expected;
  }
}

TEST(PowTest, HasTheSpecialValuesOfC) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const float values[] = {0.0f,  -0.0f, 1.0f, -1.0f, 2.0f,      -2.0f,      0.5f,
                          -0.5f, 3.0f,  2.5f, -3.0f, kInfinity, -kInfinity, nan};
  for (const float x : values) {
    for (const float y : values) {
      float z;
      pow(&x, &y, &z, 1);
      const double expected = std::pow(static_cast<double>(x), static_cast<double>(y));
      EXPECT_LE(ulp_error(z, expected), 1.0) << "pow(" << x << ", " << y << ") = " << z;
      EXPECT_EQ(std::isnan(z), std::isnan(expected));
      if (!std::isnan(z)) {
        EXPECT_EQ(std::signbit(z), std::signbit(expected)) << "pow(" << x << ", " << y << ")";
      }
      pow(&x, y, &z, 1);
      EXPECT_LE(ulp_error(z, expected), 1.0) << "pow(" << x << ", " << y << ") = " << z;
    }
  }
}

}  // namespace
}  // namespace sardonyx::kernels
