#include "core/kernels/normalization.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <vector>

#include "tests/unit/kernels/random.h"

namespace sardonyx::kernels {
namespace {

using testing::Random;

struct Moments {
  double mean = 0.0;
  double variance = 0.0;
  double mean_square = 0.0;
};

Moments moments(const float* x, std::size_t n) {
  Moments m;
  for (std::size_t i = 0; i < n; ++i) m.mean += static_cast<double>(x[i]);
  m.mean /= static_cast<double>(n);
  for (std::size_t i = 0; i < n; ++i) {
    const double v = static_cast<double>(x[i]);
    m.variance += (v - m.mean) * (v - m.mean);
    m.mean_square += v * v;
  }
  m.variance /= static_cast<double>(n);
  m.mean_square /= static_cast<double>(n);
  return m;
}

const std::size_t kCols[] = {1, 2, 3, 4, 5, 15, 16, 17, 33, 768, 1023, 1025, 5000};
constexpr float kEpsilon = 1e-5f;

TEST(LayerNormTest, AgreesWithDouble) {
  Random random(1);
  ThreadPool pool(1);
  for (const std::size_t cols : kCols) {
    const std::size_t rows = 3;
    std::vector<float> x = random.floats(rows * cols, -3.0f, 3.0f);
    // One row far from zero: its variance must survive.
    for (std::size_t j = 0; j < cols; ++j) x[cols + j] += 1000.0f;
    const std::vector<float> scale = random.floats(cols);
    const std::vector<float> bias = random.floats(cols);
    for (const bool use_scale : {false, true}) {
      for (const bool use_bias : {false, true}) {
        std::vector<float> y(x.size());
        std::vector<float> means(rows);
        std::vector<float> inverse(rows);
        layer_norm(x.data(), rows, cols, use_scale ? scale.data() : nullptr,
                   use_bias ? bias.data() : nullptr, kEpsilon, y.data(), means.data(),
                   inverse.data(), pool);
        for (std::size_t i = 0; i < rows; ++i) {
          const Moments m = moments(x.data() + i * cols, cols);
          const double factor = 1.0 / std::sqrt(m.variance + static_cast<double>(kEpsilon));
          // A mean rounded to float is off by half an ulp, which the factor magnifies.
          const double tolerance = 2e-6 + 7e-8 * std::fabs(m.mean) * factor;
          EXPECT_NEAR(static_cast<double>(means[i]), m.mean, 1e-6 + 7e-8 * std::fabs(m.mean));
          EXPECT_NEAR(static_cast<double>(inverse[i]), factor, 1e-5 * factor) << cols;
          for (std::size_t j = 0; j < cols; ++j) {
            double expected = (static_cast<double>(x[i * cols + j]) - m.mean) * factor;
            if (use_scale) expected *= static_cast<double>(scale[j]);
            if (use_bias) expected += static_cast<double>(bias[j]);
            ASSERT_NEAR(static_cast<double>(y[i * cols + j]), expected,
                        tolerance + 1e-5 * std::fabs(expected))
                << i << ", " << j << " of " << cols;
          }
        }
      }
    }
  }
}

TEST(RmsNormTest, AgreesWithDouble) {
  Random random(2);
  ThreadPool pool(1);
  for (const std::size_t cols : kCols) {
    const std::size_t rows = 3;
    const std::vector<float> x = random.floats(rows * cols, -3.0f, 5.0f);
    const std::vector<float> scale = random.floats(cols);
    std::vector<float> y(x.size());
    for (const bool use_scale : {false, true}) {
      rms_norm(x.data(), rows, cols, use_scale ? scale.data() : nullptr, kEpsilon, y.data(), pool);
      for (std::size_t i = 0; i < rows; ++i) {
        const Moments m = moments(x.data() + i * cols, cols);
        for (std::size_t j = 0; j < cols; ++j) {
          double expected = static_cast<double>(x[i * cols + j]) /
                            std::sqrt(m.mean_square + static_cast<double>(kEpsilon));
          if (use_scale) expected *= static_cast<double>(scale[j]);
          ASSERT_NEAR(static_cast<double>(y[i * cols + j]), expected, 1e-6);
        }
      }
    }
  }
}

TEST(GroupNormTest, AgreesWithDouble) {
  Random random(3);
  ThreadPool pool(2);
  const std::size_t batch = 2;
  for (const std::size_t groups : {1, 2, 6}) {
    for (const std::size_t spatial : {1, 3, 4, 49, 400}) {
      const std::size_t channels = 6;
      const std::vector<float> x = random.floats(batch * channels * spatial, -1.0f, 2.0f);
      const std::vector<float> scale = random.floats(channels);
      const std::vector<float> bias = random.floats(channels);
      std::vector<float> y(x.size());
      group_norm(x.data(), batch, channels, spatial, groups, scale.data(), bias.data(), kEpsilon,
                 y.data(), pool);
      const std::size_t size = channels / groups * spatial;
      for (std::size_t i = 0; i < x.size(); ++i) {
        const Moments m = moments(x.data() + i / size * size, size);
        const std::size_t c = i / spatial % channels;
        const double expected = (static_cast<double>(x[i]) - m.mean) /
                                    std::sqrt(m.variance + static_cast<double>(kEpsilon)) *
                                    static_cast<double>(scale[c]) +
                                static_cast<double>(bias[c]);
        ASSERT_NEAR(static_cast<double>(y[i]), expected, 1e-5) << groups << " groups, " << spatial;
      }
    }
  }
}

TEST(ChannelAffineTest, ScalesAndShiftsEachChannel) {
  Random random(4);
  ThreadPool pool(2);
  for (const std::size_t inner : {1, 3, 4, 50}) {
    const std::size_t outer = 3;
    const std::size_t channels = 5;
    const std::vector<float> x = random.floats(outer * channels * inner);
    const std::vector<float> scale = random.floats(channels);
    const std::vector<float> shift = random.floats(channels);
    std::vector<float> y = x;
    channel_affine(y.data(), outer, channels, inner, scale.data(), shift.data(), y.data(), pool);
    for (std::size_t i = 0; i < x.size(); ++i) {
      const std::size_t c = i / inner % channels;
      ASSERT_EQ(y[i], x[i] * scale[c] + shift[c]);
    }
  }
}

}  // namespace
}  // namespace sardonyx::kernels
