#pragma once

#include <array>
#include <cstddef>
#include <utility>

#include "core/kernels/gemm/tile.h"
#include "core/simd/packet.h"
#include "core/simd/shuffle.h"
#include "core/simd/unroll.h"

// The tile of products with one row, which is as fast as weights can be read.

namespace sardonyx::kernels {

/// Panels of the widest tile of one row: 12 sums, or 6 where multiply and add are two instructions,
/// because of more than that V8's older versions keep loads and products in registers that they do
/// not have.
inline constexpr std::size_t kRowTilePanels = simd::kMaddMayFuse ? 6 : 3;

/// How many panels the next tile of one row takes of those that are left: no narrow one at the end
/// where two even ones do.
constexpr std::size_t row_tile_panels(std::size_t left) {
  if (left == kRowTilePanels + 1 || left == kRowTilePanels + 2) return (left + 1) / 2;
  return left < kRowTilePanels ? left : kRowTilePanels;
}

/// Computes what gemm_tile<1, Panels> computes, with the same bits, of one segment and packed
/// panels (b_stride 8). Four values of A come with one load, and every panel has a pointer of its
/// own: reading B is nearly all that is left to do.
template <int Panels>
__attribute__((noinline, used)) void gemm_row_tile(const GemmTile& t) {
  using namespace simd;
  constexpr int kPackets = 2 * Panels;
  constexpr int kSteps = 4;
  constexpr int kWidth = static_cast<int>(kPanelWidth);
  F32x4 sum[1][kPackets];
  unroll<kPackets>([&](auto j) SARDONYX_INLINE { sum[0][j] = splat(0.0f); });
  const float* a = t.rows[0];
  const float* b[Panels];
  unroll<Panels>([&](auto p) SARDONYX_INLINE { b[p] = t.b + p * t.panel_stride; });
  std::size_t k = t.depth;
  while (k > 0) {
    const F32x4 values = k >= kSteps ? load(a) : load(a, k);
    a += kSteps;
    // Every step has its own exit, as in gemm_tile.
    unroll<kSteps>([&](auto step) SARDONYX_INLINE {
      if (step > 0 && k == 0) return;
      const F32x4 value = broadcast_lane<decltype(step)::value>(values);
      unroll<kPackets>([&](auto j) SARDONYX_INLINE {
        sum[0][j] = madd(value, load(b[j / 2] + kWidth * step + 4 * (j % 2)), sum[0][j]);
      });
      --k;
    });
    unroll<Panels>([&](auto p) SARDONYX_INLINE { b[p] += kSteps * kWidth; });
  }
  internal::finish_tile<1, Panels>(t, sum);
}

namespace internal {
template <std::size_t... Panels>
constexpr std::array<GemmTileFunction, sizeof...(Panels)> make_row_tiles(
    std::index_sequence<Panels...>) {
  return {gemm_row_tile<static_cast<int>(Panels) + 1>...};
}
}  // namespace internal

/// The tiles of one row: kGemmRowTiles[panels - 1], for 1 to kRowTilePanels panels.
inline constexpr auto kGemmRowTiles =
    internal::make_row_tiles(std::make_index_sequence<kRowTilePanels>());

}  // namespace sardonyx::kernels
