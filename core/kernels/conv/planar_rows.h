#pragma once

#include <algorithm>
#include <cstddef>

#include "core/simd/packet.h"
#include "core/simd/unroll.h"

namespace sardonyx::kernels {

/// A few rows of outputs of one channel:
///
///   y[r][i] = clamp(start + sum over c < channels, t < taps of
///                   weights[c * taps + t] * x[r * x_step + c * channel_step + offsets[t] + i])
///
/// where start is the bias, or y itself when `accumulate`. Up to 15 floats beyond the last column
/// are read.
struct PlanarRows {
  const float* x;
  std::ptrdiff_t x_step;
  std::ptrdiff_t channel_step;
  const std::ptrdiff_t* offsets;
  const float* weights;
  std::size_t channels;
  std::size_t taps;
  std::size_t rows;
  std::size_t columns;
  float* y;
  std::ptrdiff_t y_step;
  bool accumulate;
  float bias;
  float low;
  float high;
};

namespace internal {

// Rows x Packets sums at a time: a weight is loaded once for all of them. `row` and `column` are
// where they start.
template <int Rows, int Packets>
EIGEN_ALWAYS_INLINE void planar_tile(const PlanarRows& r, std::size_t row, std::size_t column) {
  using namespace simd;
  const float* x[Rows];
  float* y[Rows];
  F32x4 sum[Rows][Packets];
  const std::size_t left = r.columns - column;
  const auto count = [left](auto p) SARDONYX_INLINE { return p + 1 < Packets ? 4 : left - 4 * p; };
  unroll<Rows>([&](auto i) SARDONYX_INLINE {
    const auto at = static_cast<std::ptrdiff_t>(row + i);
    x[i] = r.x + at * r.x_step + static_cast<std::ptrdiff_t>(column);
    y[i] = r.y + at * r.y_step + static_cast<std::ptrdiff_t>(column);
    unroll<Packets>([&](auto p) SARDONYX_INLINE {
      sum[i][p] = r.accumulate ? load(y[i] + 4 * p, count(p)) : splat(r.bias);
    });
  });
  const float* weights = r.weights;
  for (std::size_t c = 0; c < r.channels; ++c) {
    for (std::size_t t = 0; t < r.taps; ++t) {
      const F32x4 weight = pload1<F32x4>(weights++);
      const std::ptrdiff_t offset = r.offsets[t];
      unroll<Rows>([&](auto i) SARDONYX_INLINE {
        const float* from = x[i] + offset;
        unroll<Packets>([&](auto p) SARDONYX_INLINE {
          sum[i][p] = madd(weight, load(from + 4 * p), sum[i][p]);
        });
      });
    }
    unroll<Rows>([&](auto i) SARDONYX_INLINE { x[i] += r.channel_step; });
  }
  const F32x4 low = splat(r.low);
  const F32x4 high = splat(r.high);
  unroll<Rows>([&](auto i) SARDONYX_INLINE {
    unroll<Packets>([&](auto p) SARDONYX_INLINE {
      store(y[i] + 4 * p, pmin(pmax(sum[i][p], low), high), count(p));
    });
  });
}

// All rows of the columns from `column` on that `Packets` packets hold.
template <int Rows, int Packets>
EIGEN_ALWAYS_INLINE void planar_columns(const PlanarRows& r, std::size_t column) {
  std::size_t row = 0;
  for (; row + Rows <= r.rows; row += Rows) planar_tile<Rows, Packets>(r, row, column);
  if (row < r.rows && r.rows > Rows && !r.accumulate) {
    // The last rows once more, with the ones before them: less work than one by one.
    planar_tile<Rows, Packets>(r, r.rows - Rows, column);
  } else {
    for (; row < r.rows; ++row) planar_tile<1, Packets>(r, row, column);
  }
}

}  // namespace internal

/// Computes the rows. Out of line and called often, so that V8's optimised code replaces its
/// baseline code soon.
__attribute__((noinline, used)) inline void planar_rows(const PlanarRows& r) {
  for (std::size_t column = 0; column < r.columns; column += 16) {
    const std::size_t left = r.columns - column;
    if (left > 12) {
      internal::planar_columns<2, 4>(r, column);
    } else if (left > 8) {
      internal::planar_columns<2, 3>(r, column);
    } else if (left > 4) {
      internal::planar_columns<4, 2>(r, column);
    } else {
      internal::planar_columns<4, 1>(r, column);
    }
  }
}

}  // namespace sardonyx::kernels
