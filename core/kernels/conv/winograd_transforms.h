#pragma once

#include <cstddef>

#include "core/simd/packet.h"
#include "core/simd/unroll.h"

// The transforms of Winograd's convolution at the points 0, +-1/sqrt(2), +-sqrt(2) and infinity:
// six products give 4 outputs of a kernel of 3 taps, or 2 of a kernel of 5. An axis of one tap is
// not transformed. Each function works on four values at once and is out of line and called often,
// so that V8's optimised code replaces its baseline code soon.

namespace sardonyx::kernels {

/// Products of a transformed axis, and inputs of its tiles.
inline constexpr int kWinogradPoints = 6;
/// Products (and inputs) of a tile along an axis of so many taps.
constexpr int winograd_patch(int taps) {
  return taps == 1 ? 1 : kWinogradPoints;
}
/// Outputs of a tile along an axis of so many taps.
constexpr int winograd_tile(int taps) {
  return winograd_patch(taps) - taps + 1;
}

namespace internal {

inline constexpr float kNearPoint = 0.70710678118654752f;
inline constexpr float kFarPoint = 1.41421356237309505f;

// One axis of a patch: the values of its polynomial at the points.
EIGEN_ALWAYS_INLINE void transform_patch(const simd::F32x4 (&d)[kWinogradPoints],
                                         simd::F32x4 (&v)[kWinogradPoints]) {
  using namespace simd;
  const F32x4 two = splat(2.0f);
  const F32x4 half = splat(0.5f);
  const F32x4 sum = splat(2.5f);  // of the points' squares
  const F32x4 even_near = nmadd(two, d[2], d[4]);
  const F32x4 odd_near = pmul(splat(kNearPoint), nmadd(two, d[1], d[3]));
  const F32x4 even_far = nmadd(half, d[2], d[4]);
  const F32x4 odd_far = pmul(splat(kFarPoint), nmadd(half, d[1], d[3]));
  v[0] = padd(nmadd(sum, d[2], d[0]), d[4]);
  v[1] = padd(even_near, odd_near);
  v[2] = psub(even_near, odd_near);
  v[3] = padd(even_far, odd_far);
  v[4] = psub(even_far, odd_far);
  v[5] = padd(nmadd(sum, d[3], d[1]), d[5]);
}

// One axis of a kernel: the values of its polynomial at the points, each divided by what the
// transform of the patches leaves out.
template <int Taps>
EIGEN_ALWAYS_INLINE void transform_kernel(const simd::F32x4 (&g)[Taps],
                                          simd::F32x4 (&u)[winograd_patch(Taps)]) {
  using namespace simd;
  if constexpr (Taps == 1) {
    u[0] = g[0];
  } else {
    const F32x4 near = splat(-1.0f / 1.5f);
    const F32x4 far = splat(1.0f / 6.0f);
    F32x4 even_near = madd(splat(0.5f), g[2], g[0]);
    F32x4 odd_near = g[1];
    F32x4 even_far = madd(splat(2.0f), g[2], g[0]);
    F32x4 odd_far = g[1];
    if constexpr (Taps == 5) {
      even_near = madd(splat(0.25f), g[4], even_near);
      odd_near = madd(splat(0.5f), g[3], odd_near);
      even_far = madd(splat(4.0f), g[4], even_far);
      odd_far = madd(splat(2.0f), g[3], odd_far);
    }
    even_near = pmul(near, even_near);
    odd_near = pmul(splat(-kNearPoint / 1.5f), odd_near);
    even_far = pmul(far, even_far);
    odd_far = pmul(splat(kFarPoint / 6.0f), odd_far);
    u[0] = g[0];
    u[1] = padd(even_near, odd_near);
    u[2] = psub(even_near, odd_near);
    u[3] = padd(even_far, odd_far);
    u[4] = psub(even_far, odd_far);
    u[5] = g[Taps - 1];
  }
}

// One axis of a tile: its outputs from the products at the points.
template <int Taps>
EIGEN_ALWAYS_INLINE void transform_products(const simd::F32x4 (&m)[winograd_patch(Taps)],
                                            simd::F32x4 (&y)[winograd_tile(Taps)]) {
  using namespace simd;
  if constexpr (Taps == 1) {
    y[0] = m[0];
  } else {
    const F32x4 even_near = padd(m[1], m[2]);
    const F32x4 odd_near = psub(m[1], m[2]);
    const F32x4 even_far = padd(m[3], m[4]);
    const F32x4 odd_far = psub(m[3], m[4]);
    y[0] = padd(padd(m[0], even_near), even_far);
    y[1] = madd(splat(kFarPoint), odd_far, pmul(splat(kNearPoint), odd_near));
    if constexpr (Taps == 5) {
      y[1] = padd(y[1], m[5]);
    } else {
      y[2] = madd(splat(2.0f), even_far, pmul(splat(0.5f), even_near));
      y[3] =
          padd(madd(splat(2 * kFarPoint), odd_far, pmul(splat(0.5f * kNearPoint), odd_near)), m[5]);
    }
  }
}

}  // namespace internal

/// Writes the terms of four patches of one channel, `term_step` floats apart. A patch has six
/// values per row, and the rows, six of them or one, are `row_floats` apart.
template <int RowTaps>
__attribute__((noinline, used)) void transform_patches(const float* const* patches,
                                                       std::ptrdiff_t row_floats, float* terms,
                                                       std::ptrdiff_t term_step) {
  using namespace simd;
  constexpr int kRows = winograd_patch(RowTaps);
  F32x4 values[kWinogradPoints][kRows];  // [column][row]
  unroll<kRows>([&](auto row) SARDONYX_INLINE {
    PacketBlock<F32x4, 4> left;
    PacketBlock<F32x4, 4> right;
    unroll<4>([&](auto i) SARDONYX_INLINE {
      left.packet[i] = load(patches[i] + row * row_floats);
      right.packet[i] = load(patches[i] + row * row_floats + 2);
    });
    ptranspose(left);
    ptranspose(right);
    const F32x4 d[kWinogradPoints] = {left.packet[0], left.packet[1],  left.packet[2],
                                      left.packet[3], right.packet[2], right.packet[3]};
    F32x4 v[kWinogradPoints];
    internal::transform_patch(d, v);
    unroll<kWinogradPoints>([&](auto column) SARDONYX_INLINE { values[column][row] = v[column]; });
  });
  for (std::ptrdiff_t column = 0; column < kWinogradPoints; ++column) {
    if constexpr (RowTaps == 1) {
      store(terms + column * term_step, values[column][0]);
    } else {
      F32x4 v[kRows];
      internal::transform_patch(values[column], v);
      unroll<kRows>([&](auto row) SARDONYX_INLINE {
        store(terms + (row * kWinogradPoints + column) * term_step, v[row]);
      });
    }
  }
}

/// Writes the terms of four kernels, `term_step` floats apart. Tap t of the kernels, row by row, is
/// at taps + t * tap_step.
template <int RowTaps, int Taps>
__attribute__((noinline, used)) void transform_kernels(const float* taps, std::ptrdiff_t tap_step,
                                                       float* terms, std::ptrdiff_t term_step) {
  using namespace simd;
  constexpr int kRows = winograd_patch(RowTaps);
  F32x4 values[kWinogradPoints][RowTaps];  // [term of the row][row]
  unroll<RowTaps>([&](auto row) SARDONYX_INLINE {
    F32x4 g[Taps];
    unroll<Taps>([&](auto column) SARDONYX_INLINE {
      g[column] = load(taps + (row * Taps + column) * tap_step);
    });
    F32x4 u[kWinogradPoints];
    internal::transform_kernel<Taps>(g, u);
    unroll<kWinogradPoints>([&](auto column) SARDONYX_INLINE { values[column][row] = u[column]; });
  });
  for (std::ptrdiff_t column = 0; column < kWinogradPoints; ++column) {
    F32x4 u[kRows];
    internal::transform_kernel<RowTaps>(values[column], u);
    unroll<kRows>([&](auto row) SARDONYX_INLINE {
      store(terms + (row * kWinogradPoints + column) * term_step, u[row]);
    });
  }
}

/// Where the outputs of four tiles go.
struct TileTargets {
  float* y[4];
  std::ptrdiff_t rows[4];  ///< how many of the tile's rows and columns exist
  std::ptrdiff_t cols[4];
  std::ptrdiff_t row_step;
  float bias;
  float low;
  float high;
};

/// Stores the outputs of four tiles of one channel from its products, `term_step` floats apart.
template <int RowTaps, int Taps>
__attribute__((noinline, used)) void transform_tiles(const float* terms, std::ptrdiff_t term_step,
                                                     const TileTargets& to) {
  using namespace simd;
  constexpr int kPatchRows = winograd_patch(RowTaps);
  constexpr int kRows = winograd_tile(RowTaps);
  constexpr int kCols = winograd_tile(Taps);
  F32x4 values[kCols][kPatchRows];  // [column][term of the row]
  for (std::ptrdiff_t row = 0; row < kPatchRows; ++row) {
    F32x4 m[kWinogradPoints];
    unroll<kWinogradPoints>([&](auto column) SARDONYX_INLINE {
      m[column] = load(terms + (row * kWinogradPoints + column) * term_step);
    });
    F32x4 v[kCols];
    internal::transform_products<Taps>(m, v);
    unroll<kCols>([&](auto column) SARDONYX_INLINE { values[column][row] = v[column]; });
  }
  F32x4 y[kRows][kCols];
  const F32x4 bias = splat(to.bias);
  const F32x4 low = splat(to.low);
  const F32x4 high = splat(to.high);
  for (std::ptrdiff_t column = 0; column < kCols; ++column) {
    F32x4 v[kRows];
    internal::transform_products<RowTaps>(values[column], v);
    unroll<kRows>([&](auto row) SARDONYX_INLINE {
      y[row][column] = pmin(pmax(padd(v[row], bias), low), high);
    });
  }
  for (std::ptrdiff_t row = 0; row < kRows; ++row) {
    PacketBlock<F32x4, 4> block;
    unroll<4>([&](auto column)
                  SARDONYX_INLINE { block.packet[column] = y[row][column < kCols ? column : 0]; });
    ptranspose(block);
    for (std::ptrdiff_t i = 0; i < 4; ++i) {
      if (row < to.rows[i]) {
        store(to.y[i] + row * to.row_step, block.packet[i], static_cast<std::size_t>(to.cols[i]));
      }
    }
  }
}

/// c[i][j] = sum over k < depth of a[k][i] * b[k][j] for 4 * RowPackets rows i and 4 * ColPackets
/// columns j. Rows 4p to 4p + 3 of a are at a + p * a_step, four values per k; b has 4 * ColPackets
/// values per k.
template <int RowPackets, int ColPackets>
__attribute__((noinline, used)) void multiply_terms(const float* a, std::ptrdiff_t a_step,
                                                    const float* b, std::ptrdiff_t depth, float* c,
                                                    std::ptrdiff_t c_stride) {
  using namespace simd;
  constexpr int kRows = 4 * RowPackets;
  F32x4 sum[kRows][ColPackets];
  unroll<kRows>([&](auto i) SARDONYX_INLINE {
    unroll<ColPackets>([&](auto j) SARDONYX_INLINE { sum[i][j] = splat(0.0f); });
  });
  for (std::ptrdiff_t k = 0; k < depth; ++k, a += 4, b += 4 * ColPackets) {
    F32x4 column[ColPackets];
    unroll<ColPackets>([&](auto j) SARDONYX_INLINE { column[j] = load(b + 4 * j); });
    unroll<kRows>([&](auto i) SARDONYX_INLINE {
      const F32x4 value = pload1<F32x4>(a + i / 4 * a_step + i % 4);
      unroll<ColPackets>([&](auto j)
                             SARDONYX_INLINE { sum[i][j] = madd(value, column[j], sum[i][j]); });
    });
  }
  unroll<kRows>([&](auto i) SARDONYX_INLINE {
    unroll<ColPackets>([&](auto j) SARDONYX_INLINE { store(c + i * c_stride + 4 * j, sum[i][j]); });
  });
}

}  // namespace sardonyx::kernels
