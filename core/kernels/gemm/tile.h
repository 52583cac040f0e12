#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>

#include "core/simd/packet.h"
#include "core/simd/unroll.h"

// The register tile that GEMM and convolution run on: a few rows of A times one or more panels of
// packed B, summed in registers.

namespace sardonyx::kernels {

/// Columns of a panel of packed B, and of a tile.
inline constexpr std::size_t kPanelWidth = 8;

/// Rows of the tallest tile that GEMM uses. A 5x8 tile holds 10 sums, 2 packets of B and a value of
/// A; where multiply and add are two instructions there is a product besides, and of the 15 vector
/// registers that x86-64 engines have to give not every version of V8 keeps 14 free of spills.
inline constexpr std::size_t kTileRows = simd::kMaddMayFuse ? 5 : 4;

/// What one call of gemm_tile<Rows, Panels> computes:
///
///   C[i, j] = clamp(start[i, j] + alpha * sum over s < segments, k < depth of
///                   rows[s * Rows + i][k] * B[s * depth + k, j])
///
/// for i < Rows and j < Panels * 8. The sum runs in the order of s, then k, in every tile shape, so
/// that no result depends on the shape or on which tile an element falls into.
struct GemmTile {
  /// [segments][Rows] pointers to `depth` contiguous values of A. Plain GEMM has one segment;
  /// a convolution has one per kernel tap, or several for one call.
  const float* const* rows = nullptr;
  std::size_t segments = 1;
  std::size_t depth = 0;

  /// Row r of B's panel p is at b + p * panel_stride + r * b_stride and has 8 values. Packed panels
  /// have b_stride 8; a row-major matrix can stand in for them (panel_stride 8).
  const float* b = nullptr;
  std::ptrdiff_t b_stride = static_cast<std::ptrdiff_t>(kPanelWidth);
  std::ptrdiff_t panel_stride = 0;

  float* c = nullptr;
  std::ptrdiff_t c_stride = 0;  ///< between rows of C, whose values are contiguous

  float alpha = 1.0f;
  /// start = C itself when `accumulate`, else bias[j] + beta * addend[i, j], each 0 when null.
  bool accumulate = false;
  const float* bias = nullptr;  ///< Panels * 8 values
  const float* addend = nullptr;
  std::ptrdiff_t addend_row_stride = 0;
  std::ptrdiff_t addend_col_stride = 1;  ///< 1, or 0 for one value per row
  float beta = 1.0f;

  float low = -std::numeric_limits<float>::infinity();
  float high = std::numeric_limits<float>::infinity();

  /// Memory that the next tiles will want, or null. WebAssembly has no prefetch instruction, so a
  /// tile of one panel reads a value every kAheadPeriod steps of k, `ahead_step` floats on each
  /// time: so slowly that the processor's own prefetcher keeps in front of it.
  const float* ahead = nullptr;
  std::ptrdiff_t ahead_step = 0;
};

/// Steps of k for which a tile reads one value ahead.
inline constexpr std::size_t kAheadPeriod = 4;

/// Computes one tile. Reads whole panels of B and writes all of the tile's columns: the last,
/// partial panel goes through a padded copy of C that the caller makes. `addend` may be C.
///
/// Stays out of line: V8 replaces baseline code by optimised code only at the next call, so the hot
/// loop must be a function that is called often.
template <int Rows, int Panels>
__attribute__((noinline, used)) void gemm_tile(const GemmTile& t);

namespace internal {

// One step of the inner loop: a row of B (Panels * 8 values) times one value of each row of A. What
// there is less of is held in registers while the other streams by.
template <int Rows, int Panels>
EIGEN_ALWAYS_INLINE void gemm_step(simd::F32x4 (&sum)[Rows][2 * Panels], const float* const* a,
                                   std::ptrdiff_t k, const float* b, std::ptrdiff_t panel_stride) {
  using namespace simd;
  if constexpr (Rows <= Panels) {
    F32x4 value[Rows];
    unroll<Rows>([&](auto i) SARDONYX_INLINE { value[i] = pload1<F32x4>(a[i] + k); });
    unroll<2 * Panels>([&](auto j) SARDONYX_INLINE {
      const F32x4 column = load(b + j / 2 * panel_stride + j % 2 * 4);
      unroll<Rows>([&](auto i) SARDONYX_INLINE { sum[i][j] = madd(value[i], column, sum[i][j]); });
    });
  } else {
    F32x4 column[2 * Panels];
    unroll<2 * Panels>(
        [&](auto j) SARDONYX_INLINE { column[j] = load(b + j / 2 * panel_stride + j % 2 * 4); });
    unroll<Rows>([&](auto i) SARDONYX_INLINE {
      const F32x4 value = pload1<F32x4>(a[i] + k);
      unroll<2 * Panels>([&](auto j)
                             SARDONYX_INLINE { sum[i][j] = madd(value, column[j], sum[i][j]); });
    });
  }
}

// What follows the sums: alpha, start, clamp, store.
template <int Rows, int Panels>
EIGEN_ALWAYS_INLINE void finish_tile(const GemmTile& t, simd::F32x4 (&sum)[Rows][2 * Panels]) {
  using namespace simd;
  constexpr int kPackets = 2 * Panels;
  if (t.alpha != 1.0f) {
    const F32x4 alpha = splat(t.alpha);
    unroll<Rows>([&](auto i) SARDONYX_INLINE {
      unroll<kPackets>([&](auto j) SARDONYX_INLINE { sum[i][j] = pmul(sum[i][j], alpha); });
    });
  }
  float* c = t.c;
  if (t.accumulate) {
    unroll<Rows>([&](auto i) SARDONYX_INLINE {
      const float* start = c + i * t.c_stride;
      unroll<kPackets>([&](auto j)
                           SARDONYX_INLINE { sum[i][j] = padd(sum[i][j], load(start + 4 * j)); });
    });
  } else {
    if (t.bias != nullptr) {
      unroll<kPackets>([&](auto j) SARDONYX_INLINE {
        const F32x4 bias = load(t.bias + 4 * j);
        unroll<Rows>([&](auto i) SARDONYX_INLINE { sum[i][j] = padd(sum[i][j], bias); });
      });
    }
    if (t.addend != nullptr) {
      const F32x4 beta = splat(t.beta);
      const float* addend = t.addend;
      unroll<Rows>([&](auto i) SARDONYX_INLINE {
        unroll<kPackets>([&](auto j) SARDONYX_INLINE {
          const F32x4 value =
              t.addend_col_stride == 0 ? pload1<F32x4>(addend) : load(addend + 4 * j);
          sum[i][j] = mul_add(beta, value, sum[i][j]);
        });
        addend += t.addend_row_stride;
      });
    }
  }
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  if (t.low > -kInfinity || t.high < kInfinity) {
    const F32x4 low = splat(t.low);
    const F32x4 high = splat(t.high);
    unroll<Rows>([&](auto i) SARDONYX_INLINE {
      unroll<kPackets>([&](auto j) SARDONYX_INLINE {
        // The value first: of NaN, Eigen's minimum and maximum give their first operand.
        sum[i][j] = pmin(pmax(sum[i][j], low), high);
      });
    });
  }
  unroll<Rows>([&](auto i) SARDONYX_INLINE {
    unroll<kPackets>([&](auto j) SARDONYX_INLINE { store(c + 4 * j, sum[i][j]); });
    c += t.c_stride;
  });
}

}  // namespace internal

template <int Rows, int Panels>
void gemm_tile(const GemmTile& t) {
  using namespace simd;
  constexpr int kPackets = 2 * Panels;
  constexpr int kSteps = static_cast<int>(kAheadPeriod);
  F32x4 sum[Rows][kPackets];
  unroll<Rows>([&](auto i) SARDONYX_INLINE {
    unroll<kPackets>([&](auto j) SARDONYX_INLINE { sum[i][j] = splat(0.0f); });
  });

  const float* const* rows = t.rows;
  const float* b = t.b;
  const std::ptrdiff_t b_stride = t.b_stride;
  const std::ptrdiff_t panel_stride = t.panel_stride;
  // Integers, because vector registers are scarce.
  const auto* ahead = reinterpret_cast<const std::int32_t*>(t.ahead != nullptr ? t.ahead : b);
  const std::ptrdiff_t ahead_step = t.ahead != nullptr ? t.ahead_step : 0;
  std::int32_t read_ahead = 0;
  for (std::size_t segment = 0; segment < t.segments; ++segment, rows += Rows) {
    const float* a[Rows];
    unroll<Rows>([&](auto i) SARDONYX_INLINE { a[i] = rows[i]; });
    // Every step has its own exit. Without a branch between the steps the compilers sum one element
    // over all of them first, which takes more registers than there are.
    std::size_t k = t.depth;
    while (k > 0) {
      unroll<kSteps>([&](auto step) SARDONYX_INLINE {
        if (step > 0 && k == 0) return;
        internal::gemm_step<Rows, Panels>(sum, a, step, b, panel_stride);
        b += b_stride;
        --k;
      });
      unroll<Rows>([&](auto i) SARDONYX_INLINE { a[i] += kSteps; });
      if constexpr (Panels == 1) {
        read_ahead |= *ahead;
        ahead += ahead_step;
      }
    }
  }
  // Or else the compiler drops the loads.
  if constexpr (Panels == 1) asm volatile("" : : "r"(read_ahead));

  internal::finish_tile<Rows, Panels>(t, sum);
}

using GemmTileFunction = void (*)(const GemmTile&);

namespace internal {
template <std::size_t... Rows>
constexpr std::array<GemmTileFunction, sizeof...(Rows)> make_tiles(std::index_sequence<Rows...>) {
  return {gemm_tile<static_cast<int>(Rows) + 1, 1>...};
}
}  // namespace internal

/// The tiles one panel wide: kGemmTiles[rows - 1], for 1 to kTileRows rows.
inline constexpr auto kGemmTiles = internal::make_tiles(std::make_index_sequence<kTileRows>());

}  // namespace sardonyx::kernels
