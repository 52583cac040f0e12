#include "core/kernels/softmax.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <limits>
#include <vector>

#include "tests/unit/kernels/random.h"

namespace sardonyx::kernels {
namespace {

using testing::Random;

struct Sizes {
  std::size_t outer, axis, inner;
};

const Sizes kSizes[] = {{1, 1, 1},    {3, 2, 1},    {2, 3, 1},    {5, 4, 1},   {2, 7, 1}, {1, 8, 1},
                        {3, 15, 1},   {2, 16, 1},   {2, 17, 1},   {1, 33, 1},  {4, 1, 3}, {2, 5, 2},
                        {3, 4, 4},    {1, 9, 5},    {2, 3, 17},   {0, 4, 4},   {4, 0, 4}, {4, 4, 0},
                        {1, 3000, 1}, {2, 1500, 3}, {70, 300, 1}, {30, 90, 31}};

// softmax and log_softmax in double.
void reference(const std::vector<float>& x, const Sizes& s, std::vector<double>& soft,
               std::vector<double>& logs) {
  soft.resize(x.size());
  logs.resize(x.size());
  for (std::size_t o = 0; o < s.outer; ++o) {
    for (std::size_t i = 0; i < s.inner; ++i) {
      const auto at = [&](std::size_t a) { return (o * s.axis + a) * s.inner + i; };
      double max = -std::numeric_limits<double>::infinity();
      for (std::size_t a = 0; a < s.axis; ++a) max = std::fmax(max, static_cast<double>(x[at(a)]));
      double sum = 0.0;
      for (std::size_t a = 0; a < s.axis; ++a) sum += std::exp(static_cast<double>(x[at(a)]) - max);
      for (std::size_t a = 0; a < s.axis; ++a) {
        logs[at(a)] = static_cast<double>(x[at(a)]) - max - std::log(sum);
        soft[at(a)] = std::exp(logs[at(a)]);
      }
    }
  }
}

TEST(SoftmaxTest, AgreesWithDouble) {
  Random random(1);
  for (const Sizes& s : kSizes) {
    const std::vector<float> x = random.floats(s.outer * s.axis * s.inner, -20.0f, 20.0f);
    std::vector<double> soft;
    std::vector<double> logs;
    reference(x, s, soft, logs);
    std::vector<float> y(x.size());
    ThreadPool pool(1);
    softmax(x.data(), y.data(), s.outer, s.axis, s.inner, pool);
    for (std::size_t i = 0; i < x.size(); ++i) {
      ASSERT_NEAR(static_cast<double>(y[i]), soft[i], soft[i] * (4e-7 + 0x1p-24 * 40.0) + 1e-37)
          << i << " of " << s.outer << " " << s.axis << " " << s.inner;
    }
    log_softmax(x.data(), y.data(), s.outer, s.axis, s.inner, pool);
    for (std::size_t i = 0; i < x.size(); ++i) {
      ASSERT_NEAR(static_cast<double>(y[i]), logs[i], 3e-7 * std::fabs(logs[i]) + 2e-6)
          << i << " of " << s.outer << " " << s.axis << " " << s.inner;
    }
  }
}

TEST(SoftmaxTest, WorksInPlaceAndGivesTheSameBitsForEveryNumberOfThreads) {
  Random random(2);
  for (const Sizes& s : {Sizes{70, 300, 1}, Sizes{30, 90, 31}}) {
    const std::vector<float> x = random.floats(s.outer * s.axis * s.inner, -5.0f, 5.0f);
    std::vector<float> expected(x.size());
    ThreadPool one(1);
    softmax(x.data(), expected.data(), s.outer, s.axis, s.inner, one);
    for (const std::size_t threads : {1, 2, 4}) {
      ThreadPool pool(threads);
      std::vector<float> y = x;
      softmax(y.data(), y.data(), s.outer, s.axis, s.inner, pool);
      ASSERT_EQ(0, std::memcmp(y.data(), expected.data(), y.size() * sizeof(float)));
    }
  }
}

TEST(SoftmaxTest, MasksWithMinusInfinityAndSpreadsNaN) {
  const float infinity = std::numeric_limits<float>::infinity();
  ThreadPool pool(1);
  for (const std::size_t inner : {1, 2}) {
    for (const std::size_t n : {3, 4, 21}) {
      // The mask in one place, a tie of two largest values, and everything else far below.
      std::vector<float> x(n * inner, -200.0f);
      for (std::size_t j = 0; j < inner; ++j) {
        x[j] = -infinity;
        x[inner + j] = 3.0f;
        x[2 * inner + j] = 3.0f;
      }
      std::vector<float> y(x.size());
      softmax(x.data(), y.data(), 1, n, inner, pool);
      for (std::size_t j = 0; j < inner; ++j) {
        EXPECT_EQ(y[j], 0.0f);
        EXPECT_EQ(y[inner + j], 0.5f);
        EXPECT_EQ(y[2 * inner + j], 0.5f);
        if (n > 3) {
          EXPECT_EQ(y[3 * inner + j], 0.0f);
        }
      }
      x[(n - 1) * inner] = std::nanf("");
      softmax(x.data(), y.data(), 1, n, inner, pool);
      for (std::size_t a = 0; a < n; ++a) {
        EXPECT_TRUE(std::isnan(y[a * inner])) << a << " of " << n;
        if (inner == 2) {
          EXPECT_FALSE(std::isnan(y[a * inner + 1])) << "NaN reached another column";
        }
      }
    }
  }
}

}  // namespace
}  // namespace sardonyx::kernels
