#pragma once

#include <cstddef>

#include "core/kernels/gemm/gemm.h"
#include "core/kernels/gemm/tile.h"

// The loops around the register tile.

namespace sardonyx::kernels {

/// Rows of tiles that m rows are cut into: as few as possible, of heights that differ by at most
/// one, so that there is no thin tile at the end.
constexpr std::size_t tile_row_count(std::size_t m) {
  return (m + kTileRows - 1) / kTileRows;
}

/// The panels of B: row r of panel p is at data + p * panel_stride + r * row_stride.
struct GemmPanels {
  const float* data = nullptr;
  std::ptrdiff_t row_stride = 0;
  std::ptrdiff_t panel_stride = 0;
};

/// A product that is ready for the tiles.
struct GemmBlocks {
  GemmShape shape;
  MatrixView<float> a;  ///< contiguous rows
  GemmPanels b;
  /// When not null, the last panel lies here, packed, and not in `b`.
  const float* edge = nullptr;
  float* c = nullptr;
  std::ptrdiff_t c_stride = 0;
  const GemmEpilogue* epilogue = nullptr;

  /// One row by packed panels, which has tiles of its own.
  bool is_packed_row() const {
    return shape.m == 1 && b.row_stride == static_cast<std::ptrdiff_t>(kPanelWidth);
  }
};

/// Computes rows of tiles first_tile ... last_tile - 1 of panels first_panel ... last_panel - 1.
/// Blocks k so that a panel stays in the L1 cache while tiles run down it, and m so that the rows
/// stay in L2 while panels go by.
void run_blocks(const GemmBlocks& gemm, std::size_t first_tile, std::size_t last_tile,
                std::size_t first_panel, std::size_t last_panel);

}  // namespace sardonyx::kernels
