#pragma once

#include <algorithm>
#include <cstddef>

#include "core/simd/packet.h"
#include "core/simd/unroll.h"

// Sums over contiguous rows, for kernels that normalise or reduce.

namespace sardonyx::kernels {

/// The sum of f(packet, i, left) over a row, where the packet holds x[i] ... and the row has `left`
/// values from there on: four or more, or the lanes beyond them are `rest`, for which f must be 0.
/// Sixteen partial sums over at most 1024 values, and those sums in double: the error is that of a
/// sum of 64 floats, however long the row.
template <class F>
EIGEN_ALWAYS_INLINE double sum_row(const float* x, std::size_t n, float rest, F f) {
  using namespace simd;
  constexpr std::size_t kChunk = 1024;
  double total = 0.0;
  for (std::size_t first = 0; first < n; first += kChunk) {
    const std::size_t last = std::min(first + kChunk, n);
    F32x4 sums[4];
    unroll<4>([&](auto j) SARDONYX_INLINE { sums[j] = splat(0.0f); });
    std::size_t i = first;
    for (; i + 16 <= last; i += 16) {
      unroll<4>([&](auto j) SARDONYX_INLINE {
        const std::size_t at = i + 4 * static_cast<std::size_t>(j);
        sums[j] = padd(sums[j], f(load(x + at), at, std::size_t{4}));
      });
    }
    for (; i < last; i += 4) {
      sums[0] = padd(sums[0], f(load(x + i, last - i, rest), i, last - i));
    }
    total += static_cast<double>(predux(padd(padd(sums[0], sums[1]), padd(sums[2], sums[3]))));
  }
  return total;
}

/// combine(... combine(start, x[0]) ..., x[n - 1]) in some order, for a combination of packets in
/// which `start` changes nothing.
template <class F>
EIGEN_ALWAYS_INLINE simd::F32x4 combine_row(const float* x, std::size_t n, float start, F combine) {
  using namespace simd;
  F32x4 partial[4];
  unroll<4>([&](auto j) SARDONYX_INLINE { partial[j] = splat(start); });
  std::size_t i = 0;
  for (; i + 16 <= n; i += 16) {
    unroll<4>([&](auto j)
                  SARDONYX_INLINE { partial[j] = combine(partial[j], load(x + i + 4 * j)); });
  }
  for (; i < n; i += 4) partial[0] = combine(partial[0], load(x + i, n - i, start));
  return combine(combine(partial[0], partial[1]), combine(partial[2], partial[3]));
}

}  // namespace sardonyx::kernels
