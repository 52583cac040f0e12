#pragma once

#include <algorithm>
#include <cstddef>

#include "core/simd/packet.h"
#include "core/simd/unroll.h"

namespace sardonyx::kernels {

/// A few rows of outputs of one channel: y[r][i] = clamp(bias + sum over taps t of weights[t] *
/// x[r * x_step + offsets[t] + i]). Up to 15 floats beyond the last column are read.
struct DepthwiseRows {
  const float* x;
  std::ptrdiff_t x_step;
  const std::ptrdiff_t* offsets;
  const float* weights;
  std::size_t taps;
  std::size_t rows;
  std::size_t columns;
  float* y;
  std::ptrdiff_t y_step;
  float bias;
  float low;
  float high;
};

namespace internal {

// Rows x Packets sums at a time: a weight is loaded once for all of them. `row` and `column` are
// where they start.
template <int Rows, int Packets>
EIGEN_ALWAYS_INLINE void depthwise_tile(const DepthwiseRows& r, std::size_t row,
                                        std::size_t column) {
  using namespace simd;
  const float* x[Rows];
  F32x4 sum[Rows][Packets];
  unroll<Rows>([&](auto i) SARDONYX_INLINE {
    x[i] =
        r.x + static_cast<std::ptrdiff_t>(row + i) * r.x_step + static_cast<std::ptrdiff_t>(column);
    unroll<Packets>([&](auto p) SARDONYX_INLINE { sum[i][p] = splat(r.bias); });
  });
  const float* weights = r.weights;
  const std::ptrdiff_t* offsets = r.offsets;
  for (std::size_t t = 0; t < r.taps; ++t) {
    const F32x4 weight = pload1<F32x4>(weights + t);
    const std::ptrdiff_t offset = offsets[t];
    unroll<Rows>([&](auto i) SARDONYX_INLINE {
      const float* from = x[i] + offset;
      unroll<Packets>(
          [&](auto p) SARDONYX_INLINE { sum[i][p] = madd(weight, load(from + 4 * p), sum[i][p]); });
    });
  }
  const F32x4 low = splat(r.low);
  const F32x4 high = splat(r.high);
  const std::size_t left = r.columns - column;
  unroll<Rows>([&](auto i) SARDONYX_INLINE {
    float* y = r.y + static_cast<std::ptrdiff_t>(row + i) * r.y_step + column;
    unroll<Packets>([&](auto p) SARDONYX_INLINE {
      const F32x4 value = pmin(pmax(sum[i][p], low), high);
      if (p + 1 < Packets) {
        store(y + 4 * p, value);
      } else {
        store(y + 4 * p, value, left - 4 * p);
      }
    });
  });
}

// All rows of the columns from `column` on that `Packets` packets hold.
template <int Rows, int Packets>
EIGEN_ALWAYS_INLINE void depthwise_columns(const DepthwiseRows& r, std::size_t column) {
  if (r.rows < Rows) {
    for (std::size_t row = 0; row < r.rows; ++row) depthwise_tile<1, Packets>(r, row, column);
    return;
  }
  for (std::size_t row = 0; row < r.rows; row += Rows) {
    // The last rows are done twice where they do not fill a tile.
    depthwise_tile<Rows, Packets>(r, std::min(row, r.rows - Rows), column);
  }
}

}  // namespace internal

/// Computes the rows. Out of line and called often, so that V8's optimised code replaces its
/// baseline code soon.
__attribute__((noinline, used)) inline void depthwise_rows(const DepthwiseRows& r) {
  for (std::size_t column = 0; column < r.columns; column += 16) {
    const std::size_t left = r.columns - column;
    if (left > 12) {
      internal::depthwise_columns<2, 4>(r, column);
    } else if (left > 8) {
      internal::depthwise_columns<2, 3>(r, column);
    } else if (left > 4) {
      internal::depthwise_columns<4, 2>(r, column);
    } else {
      internal::depthwise_columns<4, 1>(r, column);
    }
  }
}

}  // namespace sardonyx::kernels
