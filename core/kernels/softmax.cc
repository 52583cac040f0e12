#include "core/kernels/softmax.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/kernels/math/exp.h"
#include "core/kernels/math/log.h"
#include "core/kernels/parallel.h"
#include "core/kernels/rows.h"

namespace sardonyx::kernels {

namespace {

using namespace simd;

constexpr float kLowest = -std::numeric_limits<float>::infinity();

// Values that a task is given at least.
constexpr std::size_t kGrain = 8192;

// The largest value. A NaN may be passed over here: it makes the sum NaN.
F32x4 row_max(const float* x, std::size_t n) {
  const F32x4 max = combine_row(
      x, n, kLowest, [](const F32x4& a, const F32x4& b) SARDONYX_INLINE { return pmax(a, b); });
  return splat(predux_max(max));
}

// y = e^(x - max), and its sum.
__attribute__((noinline)) double exp_row(const float* x, float* y, std::size_t n,
                                         const F32x4& max) {
  return sum_row(x, n, kLowest,
                 [&](const F32x4& v, std::size_t i, std::size_t left) SARDONYX_INLINE {
                   const F32x4 e = exp_nonpositive(psub(v, max));
                   store(y + i, e, left);
                   return e;
                 });
}

__attribute__((noinline)) void softmax_row(const float* x, float* y, std::size_t n) {
  const double sum = exp_row(x, y, n, row_max(x, n));
  const F32x4 factor = splat(static_cast<float>(1.0 / sum));
  for (std::size_t i = 0; i < n; i += 4) store(y + i, pmul(load(y + i, n - i), factor), n - i);
}

__attribute__((noinline)) void log_softmax_row(const float* x, float* y, std::size_t n) {
  const F32x4 max = row_max(x, n);
  const double sum = sum_row(x, n, kLowest,
                             [&](const F32x4& v, std::size_t, std::size_t)
                                 SARDONYX_INLINE { return exp_nonpositive(psub(v, max)); });
  const F32x4 log_sum = splat(static_cast<float>(std::log(sum)));
  for (std::size_t i = 0; i < n; i += 4) {
    store(y + i, psub(psub(load(x + i, n - i), max), log_sum), n - i);
  }
}

// Packets * 4 columns of a matrix with `axis` rows `stride` apart. Of a single packet only
// `columns` columns exist, perhaps.
template <bool kLog, int Packets>
__attribute__((noinline)) void softmax_columns(const float* x, float* y, std::size_t axis,
                                               std::size_t stride, std::size_t columns) {
  if (Packets > 1) columns = 4;
  F32x4 max[Packets];
  unroll<Packets>([&](auto j) SARDONYX_INLINE { max[j] = splat(kLowest); });
  for (std::size_t i = 0; i < axis; ++i) {
    unroll<Packets>([&](auto j) SARDONYX_INLINE {
      max[j] = pmax(max[j], load(x + i * stride + 4 * j, columns));
    });
  }
  // Sums of 64 values, and sums of those, so that a long axis costs no precision.
  F32x4 total[Packets];
  unroll<Packets>([&](auto j) SARDONYX_INLINE { total[j] = splat(0.0f); });
  for (std::size_t first = 0; first < axis; first += 64) {
    F32x4 sum[Packets];
    unroll<Packets>([&](auto j) SARDONYX_INLINE { sum[j] = splat(0.0f); });
    for (std::size_t i = first; i < std::min(axis, first + 64); ++i) {
      unroll<Packets>([&](auto j) SARDONYX_INLINE {
        const std::size_t at = i * stride + 4 * static_cast<std::size_t>(j);
        const F32x4 e = exp_nonpositive(psub(load(x + at, columns), max[j]));
        sum[j] = padd(sum[j], e);
        if (!kLog) store(y + at, e, columns);
      });
    }
    unroll<Packets>([&](auto j) SARDONYX_INLINE { total[j] = padd(total[j], sum[j]); });
  }
  F32x4 factor[Packets];
  unroll<Packets>([&](auto j) SARDONYX_INLINE {
    factor[j] = kLog ? log(total[j]) : pdiv(splat(1.0f), total[j]);
  });
  for (std::size_t i = 0; i < axis; ++i) {
    unroll<Packets>([&](auto j) SARDONYX_INLINE {
      const std::size_t at = i * stride + 4 * static_cast<std::size_t>(j);
      const F32x4 result = kLog ? psub(psub(load(x + at, columns), max[j]), factor[j])
                                : pmul(load(y + at, columns), factor[j]);
      store(y + at, result, columns);
    });
  }
}

template <bool kLog>
void run(const float* x, float* y, std::size_t outer, std::size_t axis, std::size_t inner,
         ThreadPool& pool) {
  if (axis == 0) return;
  if (inner == 1) {
    parallel_ranges(pool, outer, kGrain / axis + 1, [&](std::size_t first, std::size_t last) {
      for (std::size_t o = first; o < last; ++o) {
        (kLog ? log_softmax_row : softmax_row)(x + o * axis, y + o * axis, axis);
      }
    });
    return;
  }
  constexpr std::size_t kStrip = 16;
  const std::size_t strips = (inner + kStrip - 1) / kStrip;
  parallel_ranges(
      pool, outer * strips, kGrain / (kStrip * axis) + 1, [&](std::size_t first, std::size_t last) {
        for (std::size_t strip = first; strip < last; ++strip) {
          const std::size_t start = strip / strips * axis * inner;
          std::size_t column = strip % strips * kStrip;
          if (column + kStrip <= inner) {
            softmax_columns<kLog, 4>(x + start + column, y + start + column, axis, inner, kStrip);
            continue;
          }
          for (; column < inner; column += 4) {
            softmax_columns<kLog, 1>(x + start + column, y + start + column, axis, inner,
                                     inner - column);
          }
        }
      });
}

void run_double(bool logarithm, const double* x, double* y, std::size_t outer, std::size_t axis,
                std::size_t inner) {
  if (axis == 0) return;
  for (std::size_t line = 0; line < outer * inner; ++line) {
    const double* from = x + line / inner * axis * inner + line % inner;
    double* to = y + (from - x);
    double max = *from;
    for (std::size_t i = 1; i < axis; ++i) max = std::max(max, from[i * inner]);
    double sum = 0;
    for (std::size_t i = 0; i < axis; ++i) {
      const double e = std::exp(from[i * inner] - max);
      sum += e;
      if (!logarithm) to[i * inner] = e;
    }
    const double log_sum = std::log(sum);
    for (std::size_t i = 0; i < axis; ++i) {
      to[i * inner] = logarithm ? from[i * inner] - max - log_sum : to[i * inner] / sum;
    }
  }
}

template <class T>
bool all_lowest(const T* x, std::size_t n) {
  return std::all_of(x, x + n,
                     [](T value) { return value == -std::numeric_limits<T>::infinity(); });
}

}  // namespace

float softmax_numerators(const float* x, float* y, std::size_t n) {
  const F32x4 max = row_max(x, n);
  if (predux_max(max) == kLowest && all_lowest(x, n)) {
    std::fill_n(y, n, 0.0f);
    return 0;
  }
  return static_cast<float>(exp_row(x, y, n, max));
}

double softmax_numerators(const double* x, double* y, std::size_t n) {
  if (all_lowest(x, n)) {
    std::fill_n(y, n, 0.0);
    return 0;
  }
  const double max = *std::max_element(x, x + n);
  double sum = 0;
  for (std::size_t i = 0; i < n; ++i) {
    y[i] = std::exp(x[i] - max);
    sum += y[i];
  }
  return sum;
}

void softmax(const float* x, float* y, std::size_t outer, std::size_t axis, std::size_t inner,
             ThreadPool& pool) {
  run<false>(x, y, outer, axis, inner, pool);
}

void log_softmax(const float* x, float* y, std::size_t outer, std::size_t axis, std::size_t inner,
                 ThreadPool& pool) {
  run<true>(x, y, outer, axis, inner, pool);
}

void softmax(const double* x, double* y, std::size_t outer, std::size_t axis, std::size_t inner,
             ThreadPool&) {
  run_double(false, x, y, outer, axis, inner);
}

void log_softmax(const double* x, double* y, std::size_t outer, std::size_t axis, std::size_t inner,
                 ThreadPool&) {
  run_double(true, x, y, outer, axis, inner);
}

}  // namespace sardonyx::kernels
