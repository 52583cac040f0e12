#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "core/simd/in_order.h"
#include "core/simd/shuffle.h"
#include "core/simd/unroll.h"

namespace sardonyx::kernels {

/// A few rows of outputs of one channel, from an array of input lines:
///
///   y[r * y_step + i] = clamp(bias + sum over w < width, h < Taps of
///     weights[h * width + w] * lines[r * Stride + h][offsets[w] + i * Stride])
///
/// for i in [first, last), and for i in [column, column + 4) of every edge, where some lanes of
/// what the lines have there count as zeros.
struct DepthwiseRows {
  const float* const* lines;
  const std::ptrdiff_t* offsets;
  std::size_t first;
  std::size_t last;  // first, or at least first + 4
  /// The edges' columns, and a mask per edge and w.
  const std::size_t* edges;
  const std::int32_t (*masks)[4];
  std::size_t edge_count;
  const float* weights;
  std::size_t width;
  float* y;
  std::size_t y_step;
  float bias;
  float low;
  float high;
};

namespace internal {

// Four values, Stride apart.
template <int Stride>
EIGEN_ALWAYS_INLINE simd::F32x4 load_apart(const float* x) {
  static_assert(Stride == 1 || Stride == 2);
  if constexpr (Stride == 1) return simd::load(x);
  return simd::even_lanes(simd::load(x), simd::load(x + 4));
}

// Four columns of all rows. A column of taps stays in registers while the lines pass by: a value
// is loaded once for all rows that need it, and Rows + Taps + 1 registers are in use, or one more.
// Width is that of the kernel when its taps are neighbours, or 0.
template <int Taps, int Width, int Stride, int Rows, bool Edge>
EIGEN_ALWAYS_INLINE void depthwise_columns(const DepthwiseRows& d, std::size_t column,
                                           const std::int32_t (*mask)[4]) {
  using namespace simd;
  constexpr int kLines = (Rows - 1) * Stride + Taps;
  const std::size_t width = Width > 0 ? Width : d.width;
  F32x4 sum[Rows];
  unroll<Rows>([&](auto r) SARDONYX_INLINE { sum[r] = splat(d.bias); });
  const float* lines[kLines];
  const std::ptrdiff_t at =
      static_cast<std::ptrdiff_t>(column * Stride) + (Width > 0 ? d.offsets[0] : 0);
  unroll<kLines>([&](auto line) SARDONYX_INLINE { lines[line] = d.lines[line] + at; });
  const auto add_taps = [&](std::size_t w, std::ptrdiff_t offset) SARDONYX_INLINE {
    F32x4 weight[Taps];
    unroll<Taps>([&](auto h) SARDONYX_INLINE {
      weight[h] = pload1<F32x4>(d.weights + h * width + w);
      in_order(weight[h]);
    });
    F32x4 inside;
    if constexpr (Edge) inside = from_bits(load(mask[w]));
    unroll<kLines>([&](auto line) SARDONYX_INLINE {
      F32x4 x = load_apart<Stride>(lines[line] + offset);
      if constexpr (Edge) x = pand(x, inside);
      in_order(x);
      unroll<Taps>([&](auto h) SARDONYX_INLINE {
        constexpr int kAhead = line - h;
        if constexpr (kAhead >= 0 && kAhead % Stride == 0 && kAhead / Stride < Rows) {
          F32x4& to = sum[kAhead / Stride];
          to = madd(weight[h], x, to);
          in_order(to);
        }
      });
    });
  };
  if constexpr (Width > 0) {
    unroll<Width>([&](auto w) SARDONYX_INLINE { add_taps(w, w); });
  } else {
    for (std::size_t w = 0; w < width; ++w) add_taps(w, d.offsets[w]);
  }
  float* y = d.y + column;
  const std::size_t step = d.y_step;
  const F32x4 low = splat(d.low);
  const F32x4 high = splat(d.high);
  unroll<Rows>([&](auto r) SARDONYX_INLINE {
    store(y, pmin(pmax(sum[r], low), high));
    y += step;
  });
}

}  // namespace internal

/// Computes `Rows` rows. Out of line and called often, so that V8's optimised code replaces its
/// baseline code soon.
template <int Taps, int Width, int Stride, int Rows>
__attribute__((noinline, used)) void depthwise_rows(const DepthwiseRows& d) {
  using internal::depthwise_columns;
  for (std::size_t e = 0; e < d.edge_count; ++e) {
    depthwise_columns<Taps, Width, Stride, Rows, true>(d, d.edges[e], d.masks + e * d.width);
  }
  for (std::size_t column = d.first; column < d.last; column += 4) {
    // The last columns together with some that are done: no packet goes beyond the row.
    depthwise_columns<Taps, Width, Stride, Rows, false>(d, std::min(column, d.last - 4), nullptr);
  }
}

}  // namespace sardonyx::kernels
