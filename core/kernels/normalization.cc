#include "core/kernels/normalization.h"

#include <algorithm>
#include <cmath>

#include "core/kernels/parallel.h"
#include "core/kernels/rows.h"

namespace sardonyx::kernels {

namespace {

using namespace simd;

// Values that a task is given at least.
constexpr std::size_t kGrain = 16384;

// The mean is center + offset: far from 0 a float alone would be too coarse, as it is subtracted
// from values that are close to it.
struct Statistics {
  float center;
  float offset;
  float inverse_deviation;
};

__attribute__((noinline)) Statistics statistics(const float* x, std::size_t n, float epsilon) {
  const auto count = static_cast<double>(n);
  const double sum = sum_row(
      x, n, 0.0f, [](const F32x4& v, std::size_t, std::size_t) SARDONYX_INLINE { return v; });
  const auto center = static_cast<float>(sum / count);
  F32x4 offsets = splat(0.0f);
  const double squares =
      sum_row(x, n, center, [&](const F32x4& v, std::size_t, std::size_t) SARDONYX_INLINE {
        const F32x4 d = psub(v, splat(center));
        offsets = padd(offsets, d);
        return pmul(d, d);
      });
  const double offset = static_cast<double>(predux(offsets)) / count;
  const double variance = std::max(0.0, squares / count - offset * offset);
  return {center, static_cast<float>(offset),
          static_cast<float>(1.0 / std::sqrt(variance + static_cast<double>(epsilon)))};
}

// y[i] = (x[i] - mean) * inverse deviation * scale[i] + bias[i], scale and bias optional.
__attribute__((noinline)) void normalize_row(const float* x, std::size_t n, const Statistics& row,
                                             const float* scale, const float* bias, float* y) {
  const F32x4 center = splat(row.center);
  const F32x4 offset = splat(row.offset);
  const F32x4 factor = splat(row.inverse_deviation);
  for (std::size_t i = 0; i < n; i += 4) {
    F32x4 v = pmul(psub(psub(load(x + i, n - i), center), offset), factor);
    if (scale != nullptr) v = pmul(v, load(scale + i, n - i));
    if (bias != nullptr) v = padd(v, load(bias + i, n - i));
    store(y + i, v, n - i);
  }
}

// The same with one scale and one shift for all.
__attribute__((noinline)) void affine_row(const float* x, std::size_t n, const Statistics& row,
                                          float scale, float shift, float* y) {
  const F32x4 center = splat(row.center);
  const F32x4 offset = splat(row.offset);
  const F32x4 factor = splat(row.inverse_deviation * scale);
  const F32x4 constant_shift = splat(shift);
  const auto affine = [&](const F32x4& v) SARDONYX_INLINE {
    return mul_add(psub(psub(v, center), offset), factor, constant_shift);
  };
  std::size_t i = 0;
  for (; i + 16 <= n; i += 16) {
    unroll<4>([&](auto j) SARDONYX_INLINE { store(y + i + 4 * j, affine(load(x + i + 4 * j))); });
  }
  for (; i < n; i += 4) store(y + i, affine(load(x + i, n - i)), n - i);
}

constexpr Statistics kUnchanged = {0.0f, 0.0f, 1.0f};

}  // namespace

void layer_norm(const float* x, std::size_t rows, std::size_t cols, const float* scale,
                const float* bias, float epsilon, float* y, float* means, float* inverse_deviations,
                ThreadPool& pool) {
  parallel_ranges(pool, rows, kGrain / (cols + 1) + 1, [&](std::size_t first, std::size_t last) {
    for (std::size_t i = first; i < last; ++i) {
      const Statistics row = statistics(x + i * cols, cols, epsilon);
      normalize_row(x + i * cols, cols, row, scale, bias, y + i * cols);
      if (means != nullptr) means[i] = row.center + row.offset;
      if (inverse_deviations != nullptr) inverse_deviations[i] = row.inverse_deviation;
    }
  });
}

void rms_norm(const float* x, std::size_t rows, std::size_t cols, const float* scale, float epsilon,
              float* y, ThreadPool& pool) {
  parallel_ranges(pool, rows, kGrain / (cols + 1) + 1, [&](std::size_t first, std::size_t last) {
    for (std::size_t i = first; i < last; ++i) {
      const double squares = sum_row(x + i * cols, cols, 0.0f,
                                     [](const F32x4& v, std::size_t, std::size_t)
                                         SARDONYX_INLINE { return pmul(v, v); });
      const double mean = squares / static_cast<double>(cols);
      const auto factor = static_cast<float>(1.0 / std::sqrt(mean + static_cast<double>(epsilon)));
      normalize_row(x + i * cols, cols, {0.0f, 0.0f, factor}, scale, nullptr, y + i * cols);
    }
  });
}

void group_norm(const float* x, std::size_t batch, std::size_t channels, std::size_t spatial,
                std::size_t groups, const float* scale, const float* bias, float epsilon, float* y,
                ThreadPool& pool) {
  if (groups == 0) return;
  const std::size_t group_channels = channels / groups;
  const std::size_t size = group_channels * spatial;
  parallel_ranges(pool, batch * groups, kGrain / (size + 1) + 1,
                  [&](std::size_t first, std::size_t last) {
                    for (std::size_t g = first; g < last; ++g) {
                      const Statistics row = statistics(x + g * size, size, epsilon);
                      for (std::size_t c = 0; c < group_channels; ++c) {
                        const std::size_t channel = g % groups * group_channels + c;
                        const std::size_t at = g * size + c * spatial;
                        affine_row(x + at, spatial, row, scale == nullptr ? 1.0f : scale[channel],
                                   bias == nullptr ? 0.0f : bias[channel], y + at);
                      }
                    }
                  });
}

void channel_affine(const float* x, std::size_t outer, std::size_t channels, std::size_t inner,
                    const float* scale, const float* shift, float* y, ThreadPool& pool) {
  if (inner == 1) {
    // Channels last: a row of channels at a time.
    parallel_ranges(
        pool, outer, kGrain / (channels + 1) + 1, [&](std::size_t first, std::size_t last) {
          for (std::size_t i = first; i < last; ++i) {
            normalize_row(x + i * channels, channels, kUnchanged, scale, shift, y + i * channels);
          }
        });
    return;
  }
  parallel_ranges(
      pool, outer * channels, kGrain / (inner + 1) + 1, [&](std::size_t first, std::size_t last) {
        for (std::size_t i = first; i < last; ++i) {
          const std::size_t c = i % channels;
          affine_row(x + i * inner, inner, kUnchanged, scale[c], shift[c], y + i * inner);
        }
      });
}

namespace {

// y = (x - mean) / deviation. Without a centre the mean counts as 0.
__attribute__((noinline)) void normalize(const double* x, std::size_t n, bool centred,
                                         float epsilon, double* y, double* mean_out,
                                         double* inverse_out) {
  const auto count = static_cast<double>(n);
  double sum = 0;
  for (std::size_t i = 0; centred && i < n; ++i) sum += x[i];
  const double mean = sum / count;
  double squares = 0;
  for (std::size_t i = 0; i < n; ++i) squares += (x[i] - mean) * (x[i] - mean);
  const double inverse = 1.0 / std::sqrt(squares / count + static_cast<double>(epsilon));
  for (std::size_t i = 0; i < n; ++i) y[i] = (x[i] - mean) * inverse;
  if (mean_out != nullptr) *mean_out = mean;
  if (inverse_out != nullptr) *inverse_out = inverse;
}

}  // namespace

void layer_norm(const double* x, std::size_t rows, std::size_t cols, const double* scale,
                const double* bias, float epsilon, double* y, double* means,
                double* inverse_deviations, ThreadPool& pool) {
  for (std::size_t i = 0; i < rows; ++i) {
    normalize(x + i * cols, cols, true, epsilon, y + i * cols,
              means == nullptr ? nullptr : means + i,
              inverse_deviations == nullptr ? nullptr : inverse_deviations + i);
  }
  channel_affine(y, rows, cols, 1, scale, bias, y, pool);
}

void rms_norm(const double* x, std::size_t rows, std::size_t cols, const double* scale,
              float epsilon, double* y, ThreadPool& pool) {
  for (std::size_t i = 0; i < rows; ++i) {
    normalize(x + i * cols, cols, false, epsilon, y + i * cols, nullptr, nullptr);
  }
  channel_affine(y, rows, cols, 1, scale, nullptr, y, pool);
}

void group_norm(const double* x, std::size_t batch, std::size_t channels, std::size_t spatial,
                std::size_t groups, const double* scale, const double* bias, float epsilon,
                double* y, ThreadPool& pool) {
  if (groups == 0) return;
  const std::size_t size = channels / groups * spatial;
  for (std::size_t g = 0; g < batch * groups; ++g) {
    normalize(x + g * size, size, true, epsilon, y + g * size, nullptr, nullptr);
  }
  channel_affine(y, batch, channels, spatial, scale, bias, y, pool);
}

void channel_affine(const double* x, std::size_t outer, std::size_t channels, std::size_t inner,
                    const double* scale, const double* shift, double* y, ThreadPool&) {
  for (std::size_t i = 0; i < outer * channels; ++i) {
    const double factor = scale == nullptr ? 1.0 : scale[i % channels];
    const double offset = shift == nullptr ? 0.0 : shift[i % channels];
    for (std::size_t j = i * inner; j < (i + 1) * inner; ++j) y[j] = x[j] * factor + offset;
  }
}

}  // namespace sardonyx::kernels
