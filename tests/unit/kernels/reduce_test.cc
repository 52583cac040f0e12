#include "core/kernels/reduce/reduce.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <limits>
#include <vector>

#include "core/kernels/reduce/arg_reduce.h"
#include "tests/unit/kernels/random.h"

namespace sardonyx::kernels {
namespace {

using testing::Random;

struct Sizes {
  std::size_t outer, axis, inner;
};

const Sizes kSizes[] = {{1, 1, 1},   {3, 2, 1},     {2, 3, 1},   {5, 4, 1},   {2, 15, 1},
                        {1, 16, 1},  {2, 17, 1},    {1, 65, 1},  {4, 1, 3},   {2, 5, 2},
                        {3, 4, 4},   {1, 9, 5},     {2, 3, 17},  {1, 70, 16}, {1, 2, 35},
                        {3, 0, 1},   {2, 0, 6},     {0, 4, 4},   {4, 4, 0},   {1, 5000, 1},
                        {2, 700, 3}, {300, 100, 1}, {20, 50, 70}};

const Reduction kReductions[] = {Reduction::kSum,      Reduction::kMean, Reduction::kProd,
                                 Reduction::kMax,      Reduction::kMin,  Reduction::kSumSquare,
                                 Reduction::kL1,       Reduction::kL2,   Reduction::kLogSum,
                                 Reduction::kLogSumExp};

// In double, one value at a time; `bound` is the sum of magnitudes that rounding errors scale with.
double reference(Reduction reduction, const std::vector<double>& values, double& bound) {
  double sum = 0.0;
  double product = 1.0;
  double max = -std::numeric_limits<double>::infinity();
  double min = std::numeric_limits<double>::infinity();
  double squares = 0.0;
  double magnitudes = 0.0;
  double exponentials = 0.0;
  for (const double v : values) {
    sum += v;
    product *= v;
    max = std::fmax(max, v);
    min = std::fmin(min, v);
    squares += v * v;
    magnitudes += std::fabs(v);
    exponentials += std::exp(v);
  }
  const auto n = static_cast<double>(values.size());
  bound = magnitudes;
  switch (reduction) {
    case Reduction::kSum:
      return sum;
    case Reduction::kMean:
      bound = magnitudes / n;
      return sum / n;
    case Reduction::kProd:
      bound = std::fabs(product) * n;
      return product;
    case Reduction::kMax:
      bound = 0.0;
      return max;
    case Reduction::kMin:
      bound = 0.0;
      return min;
    case Reduction::kSumSquare:
      bound = squares;
      return squares;
    case Reduction::kL1:
      return magnitudes;
    case Reduction::kL2:
      bound = std::sqrt(squares);
      return std::sqrt(squares);
    case Reduction::kLogSum:
      bound = magnitudes / std::fabs(sum) + std::fabs(std::log(sum));
      return std::log(sum);
    case Reduction::kLogSumExp:
      bound = 4.0 + std::fabs(std::log(exponentials));
      return std::log(exponentials);
  }
  return 0.0;
}

template <class T>
std::vector<double> column(const std::vector<T>& x, const Sizes& s, std::size_t o, std::size_t i) {
  std::vector<double> values(s.axis);
  for (std::size_t a = 0; a < s.axis; ++a) {
    values[a] = static_cast<double>(x[(o * s.axis + a) * s.inner + i]);
  }
  return values;
}

void expect_near(double actual, double expected, double tolerance, const Sizes& s,
                 Reduction reduction) {
  if (std::isnan(expected)) {
    ASSERT_TRUE(std::isnan(actual));
  } else if (std::isinf(expected)) {
    ASSERT_EQ(actual, expected);
  } else {
    ASSERT_NEAR(actual, expected, tolerance) << s.outer << " " << s.axis << " " << s.inner
                                             << ", reduction " << static_cast<int>(reduction);
  }
}

TEST(ReduceTest, AgreesWithDouble) {
  Random random(1);
  ThreadPool pool(1);
  for (const Reduction reduction : kReductions) {
    for (const Sizes& s : kSizes) {
      // Products near 1, so that long ones stay in range; positive sums for the logarithm.
      const float low =
          reduction == Reduction::kProd || reduction == Reduction::kLogSum ? 0.95f : -3.0f;
      const std::vector<float> x =
          random.floats(s.outer * s.axis * s.inner, low, low > 0.0f ? 1.05f : 4.0f);
      std::vector<float> y(s.outer * s.inner);
      reduce(reduction, x.data(), y.data(), s.outer, s.axis, s.inner, pool);
      const std::vector<double> wide(x.begin(), x.end());
      std::vector<double> plain(y.size());
      reduce_plain(reduction, wide.data(), plain.data(), s.outer, s.axis, s.inner);
      for (std::size_t o = 0; o < s.outer; ++o) {
        for (std::size_t i = 0; i < s.inner; ++i) {
          double bound;
          const double expected = reference(reduction, column(x, s, o, i), bound);
          const std::size_t at = o * s.inner + i;
          expect_near(static_cast<double>(y[at]), expected, 1e-6 * bound, s, reduction);
          expect_near(plain[at], expected, 1e-12 * bound, s, reduction);
        }
      }
    }
  }
}

TEST(ReduceTest, SpreadsNaNAndInfinity) {
  ThreadPool pool(1);
  const float infinity = std::numeric_limits<float>::infinity();
  for (const std::size_t inner : {1, 3, 16}) {
    for (const std::size_t axis : {1, 4, 18}) {
      std::vector<float> x(axis * inner, 1.0f);
      x[(axis - 1) * inner] = std::nanf("");
      std::vector<float> y(inner);
      for (const Reduction reduction : kReductions) {
        reduce(reduction, x.data(), y.data(), 1, axis, inner, pool);
        EXPECT_TRUE(std::isnan(y[0])) << static_cast<int>(reduction) << " over " << axis;
        if (inner > 1) {
          EXPECT_FALSE(std::isnan(y[1]));
        }
      }
      x[(axis - 1) * inner] = infinity;
      reduce(Reduction::kLogSumExp, x.data(), y.data(), 1, axis, inner, pool);
      EXPECT_EQ(y[0], infinity);
      x.assign(x.size(), -infinity);
      reduce(Reduction::kLogSumExp, x.data(), y.data(), 1, axis, inner, pool);
      EXPECT_EQ(y[0], -infinity);
    }
  }
}

TEST(ReduceTest, GivesTheSameBitsForEveryNumberOfThreads) {
  Random random(2);
  for (const Sizes& s : {Sizes{300, 100, 1}, Sizes{20, 50, 70}, Sizes{3, 20000, 1}}) {
    const std::vector<float> x = random.floats(s.outer * s.axis * s.inner);
    for (const Reduction reduction : {Reduction::kSum, Reduction::kLogSumExp, Reduction::kMean}) {
      ThreadPool one(1);
      std::vector<float> expected(s.outer * s.inner);
      reduce(reduction, x.data(), expected.data(), s.outer, s.axis, s.inner, one);
      for (const std::size_t threads : {2, 5}) {
        ThreadPool pool(threads);
        std::vector<float> y(expected.size());
        reduce(reduction, x.data(), y.data(), s.outer, s.axis, s.inner, pool);
        ASSERT_EQ(0, std::memcmp(y.data(), expected.data(), y.size() * sizeof(float)));
      }
    }
  }
}

TEST(ReduceTest, ReducesIntegersExactly) {
  const std::int64_t big = (std::int64_t{1} << 62) + 1;
  const std::vector<std::int64_t> x = {big, -3, 7, big - 3};
  std::int64_t y[2];
  reduce_plain(Reduction::kSum, x.data(), y, 2, 2, 1);
  EXPECT_EQ(y[0], big - 3);
  EXPECT_EQ(y[1], big + 4);
  reduce_plain(Reduction::kMax, x.data(), y, 1, 2, 2);
  EXPECT_EQ(y[0], big);
  EXPECT_EQ(y[1], big - 3);
  reduce_plain(Reduction::kMin, x.data(), y, 1, 4, 1);
  EXPECT_EQ(y[0], -3);
  reduce_plain(Reduction::kMean, x.data() + 1, y, 1, 2, 1);
  EXPECT_EQ(y[0], 2);
  const std::vector<std::int32_t> small = {-3, 4, std::numeric_limits<std::int32_t>::min(), 5};
  std::int32_t z[2];
  reduce_plain(Reduction::kL1, small.data(), z, 2, 2, 1);
  EXPECT_EQ(z[0], 7);
  EXPECT_EQ(z[1], std::numeric_limits<std::int32_t>::min() + 5);  // wraps around
  reduce_plain(Reduction::kL2, small.data(), z, 2, 2, 1);
  EXPECT_EQ(z[0], 5);
  reduce_plain(Reduction::kProd, small.data(), z, 1, 2, 2);
  EXPECT_EQ(z[0], std::numeric_limits<std::int32_t>::min());
  EXPECT_EQ(z[1], 20);
  reduce_plain(Reduction::kMax, small.data(), z, 1, 0, 2);
  EXPECT_EQ(z[0], std::numeric_limits<std::int32_t>::lowest());
}

template <class T>
void check_arg(const std::vector<T>& x, const Sizes& s) {
  for (const std::size_t threads : {1, 3}) {
    ThreadPool pool(threads);
    for (const Tie tie : {Tie::kFirst, Tie::kLast}) {
      for (const bool max : {false, true}) {
        std::vector<std::int64_t> y(s.outer * s.inner, -1);
        (max ? arg_max<T> : arg_min<T>)(x.data(), y.data(), s.outer, s.axis, s.inner, tie, pool);
        for (std::size_t o = 0; o < s.outer; ++o) {
          for (std::size_t i = 0; i < s.inner; ++i) {
            const std::vector<double> values = column(x, s, o, i);
            std::size_t expected = 0;
            for (std::size_t a = 1; a < s.axis; ++a) {
              const double v = max ? values[a] : -values[a];
              const double best = max ? values[expected] : -values[expected];
              if (v > best || (v == best && tie == Tie::kLast)) expected = a;
            }
            ASSERT_EQ(y[o * s.inner + i], static_cast<std::int64_t>(expected));
          }
        }
      }
    }
  }
}

TEST(ArgReduceTest, FindsTheFirstOrLastExtreme) {
  Random random(3);
  for (const Sizes& s : kSizes) {
    if (s.axis == 0) continue;
    // Few different values, so that there are ties.
    std::vector<float> x(s.outer * s.axis * s.inner);
    for (float& v : x) v = static_cast<float>(random.between(-5, 5));
    check_arg(x, s);
    check_arg(std::vector<double>(x.begin(), x.end()), s);
    check_arg(std::vector<std::int32_t>(x.begin(), x.end()), s);
    check_arg(std::vector<std::int64_t>(x.begin(), x.end()), s);
  }
}

TEST(ArgReduceTest, PassesOverNaN) {
  const float nan = std::nanf("");
  ThreadPool pool(1);
  std::int64_t y[2];
  const float row[] = {nan, 1.0f, 3.0f, nan, 2.0f, 3.0f, nan};
  arg_max(row, y, 1, 7, 1, Tie::kFirst, pool);
  EXPECT_EQ(y[0], 2);
  arg_max(row, y, 1, 7, 1, Tie::kLast, pool);
  EXPECT_EQ(y[0], 5);
  arg_min(row, y, 1, 7, 1, Tie::kFirst, pool);
  EXPECT_EQ(y[0], 1);
  const float columns[] = {nan, 1.0f, 3.0f, nan, 2.0f, 5.0f};
  arg_max(columns, y, 1, 3, 2, Tie::kFirst, pool);
  EXPECT_EQ(y[0], 1);
  EXPECT_EQ(y[1], 2);
  const float all[] = {nan, nan};
  arg_max(all, y, 1, 2, 1, Tie::kFirst, pool);
  EXPECT_EQ(y[0], 0);
}

// As many columns as are scanned at a time and more, which have to agree with a row each.
TEST(ArgReduceTest, ColumnsAreLikeRows) {
  constexpr std::size_t kRows = 9;
  constexpr std::size_t kColumns = 1203;
  Random random(4);
  std::vector<float> x(kRows * kColumns);
  std::vector<float> transposed(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) {
    x[i] = random.between(0, 2) == 0 ? std::nanf("") : static_cast<float>(random.between(-3, 3));
    transposed[i % kColumns * kRows + i / kColumns] = x[i];
  }
  for (const std::size_t threads : {1, 3}) {
    ThreadPool pool(threads);
    for (const Tie tie : {Tie::kFirst, Tie::kLast}) {
      for (const auto arg_extreme : {arg_max<float>, arg_min<float>}) {
        std::vector<std::int64_t> columns(kColumns, -1);
        std::vector<std::int64_t> rows(kColumns, -2);
        arg_extreme(x.data(), columns.data(), 1, kRows, kColumns, tie, pool);
        arg_extreme(transposed.data(), rows.data(), kColumns, kRows, 1, tie, pool);
        ASSERT_EQ(columns, rows);
      }
    }
  }
}

}  // namespace
}  // namespace sardonyx::kernels
