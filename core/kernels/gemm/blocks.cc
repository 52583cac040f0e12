#include "core/kernels/gemm/blocks.h"

#include <algorithm>

namespace sardonyx::kernels {

namespace {

// A panel of 384 x 8 floats takes 12 KB and the five rows of a tile 7.5 KB of the L1 cache.
constexpr std::size_t kMaxDepth = 384;
// 20 tiles of five rows of 384 floats take 150 KB of the L2 cache.
constexpr std::size_t kTilesPerBlock = 20;
// Panels after which `unary` runs, while their values are still in the cache.
constexpr std::size_t kPanelsPerGroup = 8;

// One or two rows alone have too few sums to fill the pipeline: they take several panels at once.
struct WideTile {
  GemmTileFunction function;
  std::size_t panels;
};
constexpr WideTile wide_tile(std::size_t m) {
  if (m == 1) return {gemm_tile<1, 4>, 4};
  if (m == 2) return {gemm_tile<2, 2>, 2};
  return {nullptr, 1};
}

// The rows of one row of tiles.
struct TileRows {
  std::size_t first;
  std::size_t count;
};

TileRows tile_rows(std::size_t m, std::size_t tile) {
  const std::size_t tiles = tile_row_count(m);
  const std::size_t height = m / tiles;
  const std::size_t taller = m % tiles;
  return {tile * height + std::min(tile, taller), height + (tile < taller ? 1 : 0)};
}

// Runs one tile whose last columns are not there, on padded copies of what it touches.
void run_edge_tile(GemmTile tile, GemmTileFunction function, std::size_t rows, std::size_t width) {
  float c[kTileRows * kPanelWidth];
  float addend[kTileRows * kPanelWidth];
  float bias[kPanelWidth] = {};
  float* const c_out = tile.c;
  const auto copy = [&](const float* from, std::ptrdiff_t row_stride, std::ptrdiff_t col_stride,
                        float* to) {
    for (std::size_t i = 0; i < rows; ++i) {
      for (std::size_t j = 0; j < kPanelWidth; ++j) {
        to[i * kPanelWidth + j] = j < width ? from[static_cast<std::ptrdiff_t>(i) * row_stride +
                                                   static_cast<std::ptrdiff_t>(j) * col_stride]
                                            : 0.0f;
      }
    }
  };
  if (tile.accumulate) {
    copy(c_out, tile.c_stride, 1, c);
  } else {
    if (tile.bias != nullptr) {
      std::copy_n(tile.bias, width, bias);
      tile.bias = bias;
    }
    if (tile.addend != nullptr) {
      copy(tile.addend, tile.addend_row_stride, tile.addend_col_stride, addend);
      tile.addend = addend;
      tile.addend_row_stride = static_cast<std::ptrdiff_t>(kPanelWidth);
      tile.addend_col_stride = 1;
    }
  }
  const std::ptrdiff_t c_stride = tile.c_stride;
  tile.c = c;
  tile.c_stride = static_cast<std::ptrdiff_t>(kPanelWidth);
  function(tile);
  for (std::size_t i = 0; i < rows; ++i) {
    std::copy_n(c + i * kPanelWidth, width, c_out + static_cast<std::ptrdiff_t>(i) * c_stride);
  }
}

// Everything that stays the same while tiles run over one block of k.
class BlockRunner {
 public:
  BlockRunner(const GemmBlocks& gemm, std::size_t k_first, std::size_t depth)
      : gemm_(gemm), epilogue_(*gemm.epilogue), k_first_(k_first) {
    tile_.depth = depth;
    tile_.b_stride = gemm.b.row_stride;
    tile_.panel_stride = gemm.b.panel_stride;
    tile_.c_stride = gemm.c_stride;
    tile_.alpha = epilogue_.alpha;
    tile_.accumulate = k_first > 0;
    tile_.addend_row_stride = epilogue_.addend_row_stride;
    tile_.addend_col_stride = epilogue_.addend_col_stride;
    tile_.beta = epilogue_.beta;
    is_last_ = k_first + depth == gemm.shape.k;
    if (is_last_) {
      tile_.low = epilogue_.low;
      tile_.high = epilogue_.high;
    }
  }

  // Rows of tiles over a group of panels.
  void run(std::size_t first_tile, std::size_t last_tile, std::size_t first_panel,
           std::size_t last_panel) {
    const std::size_t n = gemm_.shape.n;
    const WideTile wide = wide_tile(gemm_.shape.m);
    const std::size_t whole = std::min(last_panel, n / kPanelWidth);
    std::size_t panel = first_panel;
    if (wide.function != nullptr) {
      for (; panel + wide.panels <= whole; panel += wide.panels) {
        run_tile(wide.function, {0, gemm_.shape.m}, panel, false);
      }
    }
    for (; panel < last_panel; ++panel) {
      for (std::size_t t = first_tile; t < last_tile; ++t) {
        const TileRows rows = tile_rows(gemm_.shape.m, t);
        run_tile(kGemmTiles[rows.count - 1], rows, panel, panel >= whole);
      }
    }
    if (is_last_ && epilogue_.unary != nullptr) {
      const std::size_t column = first_panel * kPanelWidth;
      const std::size_t count = std::min(n, last_panel * kPanelWidth) - column;
      const TileRows first = tile_rows(gemm_.shape.m, first_tile);
      const TileRows last = tile_rows(gemm_.shape.m, last_tile - 1);
      for (std::size_t i = first.first; i < last.first + last.count; ++i) {
        epilogue_.unary(c_at(i, column), count, epilogue_.unary_context);
      }
    }
  }

 private:
  float* c_at(std::size_t i, std::size_t j) const {
    return gemm_.c + static_cast<std::ptrdiff_t>(i) * gemm_.c_stride +
           static_cast<std::ptrdiff_t>(j);
  }

  void run_tile(GemmTileFunction function, const TileRows& rows, std::size_t panel, bool is_edge) {
    const float* row[kTileRows];
    for (std::size_t i = 0; i < rows.count; ++i) row[i] = gemm_.a.at(rows.first + i, k_first_);
    GemmTile tile = tile_;
    tile.rows = row;
    const std::size_t column = panel * kPanelWidth;
    if (is_edge && gemm_.edge != nullptr) {
      tile.b = gemm_.edge + k_first_ * kPanelWidth;
      tile.b_stride = static_cast<std::ptrdiff_t>(kPanelWidth);
    } else {
      tile.b = gemm_.b.data + static_cast<std::ptrdiff_t>(panel) * gemm_.b.panel_stride +
               static_cast<std::ptrdiff_t>(k_first_) * gemm_.b.row_stride;
    }
    tile.c = c_at(rows.first, column);
    if (!tile.accumulate) {
      if (epilogue_.bias != nullptr) tile.bias = epilogue_.bias + column;
      if (epilogue_.addend != nullptr) {
        tile.addend = epilogue_.addend +
                      static_cast<std::ptrdiff_t>(rows.first) * epilogue_.addend_row_stride +
                      static_cast<std::ptrdiff_t>(column) * epilogue_.addend_col_stride;
      }
    }
    if (is_edge) {
      run_edge_tile(tile, function, rows.count, gemm_.shape.n - column);
    } else {
      function(tile);
    }
  }

  const GemmBlocks& gemm_;
  const GemmEpilogue& epilogue_;
  std::size_t k_first_;
  bool is_last_;
  GemmTile tile_;
};

}  // namespace

void run_blocks(const GemmBlocks& gemm, std::size_t first_tile, std::size_t last_tile,
                std::size_t first_panel, std::size_t last_panel) {
  // Blocks of k of equal depth, a multiple of the inner loop's four steps.
  const std::size_t k = gemm.shape.k;
  const std::size_t k_blocks = std::max<std::size_t>(1, (k + kMaxDepth - 1) / kMaxDepth);
  const std::size_t depth = ((k + k_blocks - 1) / k_blocks + 3) & ~std::size_t{3};
  std::size_t k_first = 0;
  do {
    BlockRunner runner(gemm, k_first, std::min(depth, k - k_first));
    for (std::size_t t = first_tile; t < last_tile; t += kTilesPerBlock) {
      const std::size_t t_end = std::min(t + kTilesPerBlock, last_tile);
      for (std::size_t p = first_panel; p < last_panel; p += kPanelsPerGroup) {
        runner.run(t, t_end, p, std::min(p + kPanelsPerGroup, last_panel));
      }
    }
    k_first += depth;
  } while (k_first < k);
}

}  // namespace sardonyx::kernels
