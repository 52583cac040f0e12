#include "core/kernels/reduce/arg_reduce.h"

#include <algorithm>
#include <bit>
#include <limits>
#include <type_traits>

#include "core/kernels/parallel.h"
#include "core/kernels/rows.h"

namespace sardonyx::kernels {

namespace {

using namespace simd;

constexpr std::size_t kGrain = 16384;

// The index of the extreme of `axis` values `stride` apart.
template <class T, bool kMax>
__attribute__((noinline)) std::size_t scan(const T* x, std::size_t axis, std::size_t stride,
                                           Tie tie) {
  std::size_t best = 0;
  // Nothing is better than a NaN but everything that is a number.
  T value = x[0];
  for (std::size_t i = 1; i < axis; ++i) {
    const T v = x[i * stride];
    const bool better = kMax ? v > value : v < value;
    if (better || (v == value && tie == Tie::kLast) || (value != value && v == v)) {
      best = i;
      value = v;
    }
  }
  return best;
}

// A contiguous row of floats: the extreme on packets, then a search for it.
template <bool kMax>
std::size_t scan_row(const float* x, std::size_t n, Tie tie) {
  const float start =
      kMax ? -std::numeric_limits<float>::infinity() : std::numeric_limits<float>::infinity();
  const F32x4 all = combine_row(x, n, start, [](const F32x4& a, const F32x4& b) SARDONYX_INLINE {
    return kMax ? pmax<PropagateNumbers>(a, b) : pmin<PropagateNumbers>(a, b);
  });
  const float extreme = kMax ? predux_max(all) : predux_min(all);
  if (tie == Tie::kFirst) {
    const F32x4 wanted = splat(extreme);
    std::size_t i = 0;
    while (i + 4 <= n && !any(pcmp_eq(load(x + i), wanted))) i += 4;
    for (; i < n; ++i) {
      if (x[i] == extreme) return i;
    }
  } else {
    for (std::size_t i = n; i > 0; --i) {
      if (x[i - 1] == extreme) return i - 1;
    }
  }
  return 0;
}

// How many neighbours are scanned together along another axis: their extremes and places stay in
// the L1 cache.
constexpr std::size_t kColumns = 512;

// columns <= kColumns neighbouring scans of floats, on packets. The places are the bits of packets
// of floats, which are only moved.
template <bool kMax>
__attribute__((noinline)) void scan_columns(const float* x, std::size_t axis, std::size_t stride,
                                            std::size_t columns, Tie tie, std::int64_t* y) {
  alignas(16) float values[kColumns];
  alignas(16) float places[kColumns];
  std::copy_n(x, columns, values);
  std::fill_n(places, (columns + 3) / 4 * 4, 0.0f);
  for (std::size_t i = 1; i < axis; ++i) {
    const float* row = x + i * stride;
    const F32x4 place = splat(std::bit_cast<float>(static_cast<std::uint32_t>(i)));
    for (std::size_t c = 0; c < columns; c += 4) {
      const F32x4 v = load(row + c, columns - c);
      const F32x4 value = load(values + c);
      // As in scan(): better, or equal and last, or the first number after NaNs.
      const F32x4 number = pcmp_eq(v, v);
      F32x4 taken;
      if (tie == Tie::kLast) {
        taken = pandnot(number, kMax ? pcmp_lt(v, value) : pcmp_lt(value, v));
      } else {
        taken = pand(number, kMax ? pcmp_lt_or_nan(value, v) : pcmp_lt_or_nan(v, value));
      }
      store(values + c, pselect(taken, v, value));
      store(places + c, pselect(taken, place, load(places + c)));
    }
  }
  for (std::size_t c = 0; c < columns; ++c) y[c] = std::bit_cast<std::uint32_t>(places[c]);
}

template <bool kMax>
void run_columns(const float* x, std::int64_t* y, std::size_t outer, std::size_t axis,
                 std::size_t inner, Tie tie, ThreadPool& pool) {
  const std::size_t pieces = (inner + kColumns - 1) / kColumns;
  const std::size_t grain = kGrain / (axis * std::min(inner, kColumns)) + 1;
  parallel_ranges(pool, outer * pieces, grain, [&](std::size_t first, std::size_t last) {
    for (std::size_t i = first; i < last; ++i) {
      const std::size_t column = i % pieces * kColumns;
      const std::size_t o = i / pieces;
      scan_columns<kMax>(x + o * axis * inner + column, axis, inner,
                         std::min(kColumns, inner - column), tie, y + o * inner + column);
    }
  });
}

template <class T, bool kMax>
void run(const T* x, std::int64_t* y, std::size_t outer, std::size_t axis, std::size_t inner,
         Tie tie, ThreadPool& pool) {
  if constexpr (std::is_same_v<T, float>) {
    // Few neighbours would leave most lanes empty.
    if (inner >= 3 && axis <= std::numeric_limits<std::uint32_t>::max()) {
      return run_columns<kMax>(x, y, outer, axis, inner, tie, pool);
    }
  }
  parallel_ranges(pool, outer * inner, kGrain / axis + 1, [&](std::size_t first, std::size_t last) {
    for (std::size_t i = first; i < last; ++i) {
      const T* from = x + i / inner * axis * inner + i % inner;
      std::size_t index;
      if constexpr (std::is_same_v<T, float>) {
        index =
            inner == 1 ? scan_row<kMax>(from, axis, tie) : scan<T, kMax>(from, axis, inner, tie);
      } else {
        index = scan<T, kMax>(from, axis, inner, tie);
      }
      y[i] = static_cast<std::int64_t>(index);
    }
  });
}

}  // namespace

template <class T>
void arg_max(const T* x, std::int64_t* y, std::size_t outer, std::size_t axis, std::size_t inner,
             Tie tie, ThreadPool& pool) {
  run<T, true>(x, y, outer, axis, inner, tie, pool);
}

template <class T>
void arg_min(const T* x, std::int64_t* y, std::size_t outer, std::size_t axis, std::size_t inner,
             Tie tie, ThreadPool& pool) {
  run<T, false>(x, y, outer, axis, inner, tie, pool);
}

#define SARDONYX_ARG_REDUCE(T)                                                               \
  template void arg_max(const T*, std::int64_t*, std::size_t, std::size_t, std::size_t, Tie, \
                        ThreadPool&);                                                        \
  template void arg_min(const T*, std::int64_t*, std::size_t, std::size_t, std::size_t, Tie, \
                        ThreadPool&);
SARDONYX_ARG_REDUCE(float)
SARDONYX_ARG_REDUCE(double)
SARDONYX_ARG_REDUCE(std::int32_t)
SARDONYX_ARG_REDUCE(std::int64_t)
SARDONYX_ARG_REDUCE(std::uint64_t)
#undef SARDONYX_ARG_REDUCE

}  // namespace sardonyx::kernels
