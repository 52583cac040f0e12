#include "core/kernels/softmax.h"

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

__attribute__((noinline)) void softmax_row(const float* x, float* y, std::size_t n) {
  const F32x4 max = row_max(x, n);
  const double sum =
      sum_row(x, n, kLowest, [&](const F32x4& v, std::size_t i, std::size_t left) SARDONYX_INLINE {
        const F32x4 e = exp_nonpositive(psub(v, max));
        store(y + i, e, left);
        return e;
      });
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

// Four columns, `columns` of which exist, of a matrix with `axis` rows `stride` apart.
template <bool kLog>
__attribute__((noinline)) void softmax_columns(const float* x, float* y, std::size_t axis,
                                               std::size_t stride, std::size_t columns) {
  F32x4 max = splat(kLowest);
  for (std::size_t i = 0; i < axis; ++i) max = pmax(max, load(x + i * stride, columns));
  F32x4 sum = splat(0.0f);
  for (std::size_t i = 0; i < axis; ++i) {
    const F32x4 e = exp_nonpositive(psub(load(x + i * stride, columns), max));
    sum = padd(sum, e);
    if (!kLog) store(y + i * stride, e, columns);
  }
  const F32x4 factor = kLog ? log(sum) : pdiv(splat(1.0f), sum);
  for (std::size_t i = 0; i < axis; ++i) {
    float* out = y + i * stride;
    const F32x4 result = kLog ? psub(psub(load(x + i * stride, columns), max), factor)
                              : pmul(load(out, columns), factor);
    store(out, result, columns);
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
  const std::size_t strips = (inner + 3) / 4;
  parallel_ranges(pool, outer * strips, kGrain / (4 * axis) + 1,
                  [&](std::size_t first, std::size_t last) {
                    for (std::size_t strip = first; strip < last; ++strip) {
                      const std::size_t column = strip % strips * 4;
                      const std::size_t at = strip / strips * axis * inner + column;
                      softmax_columns<kLog>(x + at, y + at, axis, inner, inner - column);
                    }
                  });
}

}  // namespace

void softmax(const float* x, float* y, std::size_t outer, std::size_t axis, std::size_t inner,
             ThreadPool& pool) {
  run<false>(x, y, outer, axis, inner, pool);
}

void log_softmax(const float* x, float* y, std::size_t outer, std::size_t axis, std::size_t inner,
                 ThreadPool& pool) {
  run<true>(x, y, outer, axis, inner, pool);
}

}  // namespace sardonyx::kernels
