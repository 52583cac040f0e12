#include "core/kernels/elementwise/cast.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <vector>

namespace sardonyx::kernels {
namespace {

// Four at a time where they fit in 32 bits, one by one elsewhere: every neighbourhood of both.
TEST(Cast, FloatsToInt64) {
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
  constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();
  struct Case {
    float x;
    std::int64_t y;
  };
  const std::vector<Case> cases{{0.0f, 0},
                                {-0.75f, 0},
                                {1.5f, 1},
                                {-2.5f, -2},
                                {2147483520.0f, 2147483520},
                                {-2147483520.0f, -2147483520},
                                {2147483648.0f, 2147483648},
                                {-2147483648.0f, -2147483648},
                                {1e12f, 999999995904},
                                {-1e12f, -999999995904},
                                {kInfinity, kMost},
                                {-kInfinity, kLeast},
                                {1e30f, kMost},
                                {-1e30f, kLeast},
                                {std::numeric_limits<float>::quiet_NaN(), 0}};
  for (const Case& odd : cases) {
    for (std::size_t n = 1; n <= 9; ++n) {
      for (std::size_t at = 0; at < n; ++at) {
        std::vector<float> x(n, -7.9f);
        std::vector<std::int64_t> y(n, 1);
        std::vector<std::int64_t> expected(n, -7);
        x[at] = odd.x;
        expected[at] = odd.y;
        cast(ComputeType::kFloat, x.data(), ComputeType::kInt64, y.data(), n);
        ASSERT_EQ(y, expected) << odd.x;
      }
    }
  }
}

}  // namespace
}  // namespace sardonyx::kernels
