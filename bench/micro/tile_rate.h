#pragma once

#include <cstddef>
#include <vector>

#include "bench/micro/timing.h"
#include "core/kernels/gemm/tile.h"

namespace sardonyx::bench {

/// GFLOP/s of the register tile of GEMM with Rows rows and Panels panels of columns, on operands in
/// the first-level cache.
template <int Rows, int Panels>
double tile_rate(double patience = 0.6) {
  using namespace kernels;
  constexpr std::size_t kDepth = 256;
  constexpr int kRuns = 100;
  const std::vector<float> a(Rows * kDepth, 0.5f);
  const std::vector<float> b(Panels * kPanelWidth * kDepth, 0.25f);
  std::vector<float> c(Rows * Panels * kPanelWidth);
  const float* rows[Rows];
  for (int i = 0; i < Rows; ++i) rows[i] = a.data() + static_cast<std::size_t>(i) * kDepth;
  GemmTile tile;
  tile.rows = rows;
  tile.depth = kDepth;
  tile.b = b.data();
  tile.panel_stride = kPanelWidth * kDepth;
  tile.c = c.data();
  tile.c_stride = Panels * kPanelWidth;
  const double seconds = fastest(
      [&] {
        for (int i = 0; i < kRuns; ++i) gemm_tile<Rows, Panels>(tile);
      },
      patience);
  return 2e-9 * kRuns * Rows * Panels * kPanelWidth * kDepth / seconds;
}

}  // namespace sardonyx::bench
