#include "core/kernels/gemm/blocks.h"

#include <algorithm>
#include <limits>

#include "core/kernels/gemm/row_tile.h"

namespace sardonyx::kernels {

namespace {

// A panel of 768 x 8 floats takes 24 KB of the L1 cache: a deep block of k stores and loads C less
// often, and what does not stay in L1 comes from L2 in order.
constexpr std::size_t kMaxDepth = 768;
// 200 rows of 768 floats take 600 KB of the L2 cache. Fewer would have B read from memory more
// often, which costs more.
constexpr std::size_t kTilesPerBlock = 200 / kTileRows;
// From so many tiles on the next panel is read ahead while they run down this one.
constexpr std::size_t kTilesToReadAhead = 8;
// Panels that run through all blocks of k before the next ones do: their part of C, 200 rows of 64
// floats, stays in the L1 or L2 cache.
constexpr std::size_t kPanelsPerGroup = 8;

// One or two rows alone, the first of an unpacked B, have too few sums to fill the pipeline: they
// take several panels at once.
struct WideTile {
  GemmTileFunction function;
  std::size_t panels;
};
constexpr WideTile wide_tile(std::size_t m) {
  if (m == 1) return {gemm_tile<1, 4>, 4};
  if (m == 2) return {gemm_tile<2, 2>, 2};
  return {nullptr, 1};
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

// Rows of tiles, from one tile to another, over all blocks of k.
class BlockRunner {
 public:
  explicit BlockRunner(const GemmBlocks& gemm)
      : gemm_(gemm), epilogue_(*gemm.epilogue), wide_(wide_tile(gemm.shape.m)) {
    const std::size_t tiles = tile_row_count(gemm.shape.m);
    height_ = gemm.shape.m / tiles;
    taller_ = gemm.shape.m % tiles;
    tile_.b_stride = gemm.b.row_stride;
    tile_.panel_stride = gemm.b.panel_stride;
    tile_.c_stride = gemm.c_stride;
    tile_.alpha = epilogue_.alpha;
    tile_.addend_row_stride = epilogue_.addend_row_stride;
    tile_.addend_col_stride = epilogue_.addend_col_stride;
    tile_.beta = epilogue_.beta;
    // Blocks of k of equal depth, a multiple of the inner loop's four steps.
    const std::size_t k = gemm.shape.k;
    const std::size_t blocks = std::max<std::size_t>(1, (k + kMaxDepth - 1) / kMaxDepth);
    max_depth_ = ((k + blocks - 1) / blocks + 3) & ~std::size_t{3};
  }

  // At most kTilesPerBlock rows of tiles over a group of panels, behind which panels up to
  // end_panel follow.
  void run(std::size_t first_tile, std::size_t last_tile, std::size_t first_panel,
           std::size_t last_panel, std::size_t end_panel) {
    end_panel_ = end_panel;
    first_tile_ = first_tile;
    last_tile_ = last_tile;
    first_row_ = first_row(first_tile);
    rows_ = first_row(last_tile) - first_row_;
    k_first_ = 0;
    do {
      set_depth(std::min(max_depth_, gemm_.shape.k - k_first_));
      run_panels(first_panel, last_panel);
      k_first_ += max_depth_;
    } while (k_first_ < gemm_.shape.k);
    if (epilogue_.finish) finish(first_panel, last_panel);
  }

 private:
  // Tiles differ in height by one at most; the taller ones come first.
  std::size_t height(std::size_t tile) const { return height_ + (tile < taller_ ? 1 : 0); }
  std::size_t first_row(std::size_t tile) const { return tile * height_ + std::min(tile, taller_); }

  float* c_at(std::size_t i, std::size_t j) const {
    return gemm_.c + static_cast<std::ptrdiff_t>(i) * gemm_.c_stride +
           static_cast<std::ptrdiff_t>(j);
  }

  void set_depth(std::size_t depth) {
    tile_.depth = depth;
    tile_.accumulate = k_first_ > 0;
    const bool is_last = k_first_ + depth == gemm_.shape.k;
    tile_.low = is_last ? epilogue_.low : -std::numeric_limits<float>::infinity();
    tile_.high = is_last ? epilogue_.high : std::numeric_limits<float>::infinity();
    for (std::size_t i = 0; i < rows_; ++i) row_[i] = gemm_.a.at(first_row_ + i, k_first_);
  }

  void run_panels(std::size_t first_panel, std::size_t last_panel) {
    const std::size_t whole = std::min(last_panel, gemm_.shape.n / kPanelWidth);
    std::size_t panel = first_panel;
    if (gemm_.is_packed_row()) {
      if (panel < whole) {
        set_panel(panel);
        kGemmRowTiles[whole - panel - 1](tile_);
        panel = whole;
      }
    } else if (wide_.function != nullptr) {
      for (; panel + wide_.panels <= whole; panel += wide_.panels) {
        set_panel(panel);
        wide_.function(tile_);
      }
    }
    for (; panel < whole; ++panel) {
      set_panel(panel);
      const PanelBlock next = block_after(panel, first_panel, last_panel);
      const std::size_t portion = set_portion(next);
      for (std::size_t t = first_tile_; t < last_tile_; ++t) {
        if (portion > 0) {
          tile_.ahead = next.data + std::min((t - first_tile_) * portion, next.size - portion);
        }
        kGemmTiles[height(t) - 1](tile_);
        move_down(height(t));
      }
    }
    if (panel < last_panel) run_edge(panel);
  }

  // One block of k of a packed panel.
  struct PanelBlock {
    const float* data = nullptr;
    std::size_t size = 0;
  };

  // The block that is wanted after this one of `panel`, if any.
  PanelBlock block_after(std::size_t panel, std::size_t first_panel, std::size_t last_panel) const {
    std::size_t k_first = k_first_;
    if (++panel == last_panel) {
      k_first += max_depth_;
      panel = first_panel;
    }
    if (k_first >= gemm_.shape.k) {
      k_first = 0;
      panel = last_panel;
    }
    if (panel >= end_panel_) return {};
    return {gemm_.b.data + static_cast<std::ptrdiff_t>(panel) * gemm_.b.panel_stride +
                k_first * kPanelWidth,
            std::min(max_depth_, gemm_.shape.k - k_first) * kPanelWidth};
  }

  // Divides the block among the tiles of a panel; returns how much of it one tile reads ahead.
  std::size_t set_portion(const PanelBlock& next) {
    tile_.ahead = nullptr;
    const std::size_t tiles = last_tile_ - first_tile_;
    const bool packed = tile_.b_stride == static_cast<std::ptrdiff_t>(kPanelWidth);
    if (!packed || tiles < kTilesToReadAhead || next.size == 0) return 0;
    const std::size_t reads = (tile_.depth + kAheadPeriod - 1) / kAheadPeriod;
    const std::size_t step = (next.size + tiles * reads - 1) / (tiles * reads);
    tile_.ahead_step = static_cast<std::ptrdiff_t>(step);
    return step * reads <= next.size ? step * reads : 0;
  }

  // Points the tile at the top of a panel.
  void set_panel(std::size_t panel) {
    const std::size_t column = panel * kPanelWidth;
    tile_.rows = row_;
    tile_.b = gemm_.b.data + static_cast<std::ptrdiff_t>(panel) * gemm_.b.panel_stride +
              static_cast<std::ptrdiff_t>(k_first_) * gemm_.b.row_stride;
    tile_.c = c_at(first_row_, column);
    if (epilogue_.bias != nullptr) tile_.bias = epilogue_.bias + column;
    if (epilogue_.addend != nullptr) {
      tile_.addend = epilogue_.addend +
                     static_cast<std::ptrdiff_t>(first_row_) * epilogue_.addend_row_stride +
                     static_cast<std::ptrdiff_t>(column) * epilogue_.addend_col_stride;
    }
  }

  void move_down(std::size_t rows) {
    tile_.rows += rows;
    tile_.c += static_cast<std::ptrdiff_t>(rows) * tile_.c_stride;
    if (tile_.addend != nullptr) {
      tile_.addend += static_cast<std::ptrdiff_t>(rows) * tile_.addend_row_stride;
    }
  }

  void finish(std::size_t first_panel, std::size_t last_panel) const {
    const std::size_t column = first_panel * kPanelWidth;
    const std::size_t count = std::min(gemm_.shape.n, last_panel * kPanelWidth) - column;
    if (count == static_cast<std::size_t>(gemm_.c_stride)) {
      epilogue_.finish(c_at(first_row_, 0), rows_ * count);
      return;
    }
    for (std::size_t i = 0; i < rows_; ++i) {
      epilogue_.finish(c_at(first_row_ + i, column), count);
    }
  }

  // The last panel, some columns of which do not exist.
  void run_edge(std::size_t panel) {
    set_panel(panel);
    tile_.ahead = nullptr;
    if (gemm_.edge != nullptr) {
      tile_.b = gemm_.edge + k_first_ * kPanelWidth;
      tile_.b_stride = static_cast<std::ptrdiff_t>(kPanelWidth);
    }
    for (std::size_t t = first_tile_; t < last_tile_; ++t) {
      run_edge_tile(tile_, kGemmTiles[height(t) - 1], height(t),
                    gemm_.shape.n - panel * kPanelWidth);
      move_down(height(t));
    }
    tile_.b_stride = gemm_.b.row_stride;
  }

  const GemmBlocks& gemm_;
  const GemmEpilogue& epilogue_;
  const WideTile wide_;
  std::size_t height_;
  std::size_t taller_;
  std::size_t max_depth_;
  std::size_t first_tile_ = 0;
  std::size_t last_tile_ = 0;
  std::size_t first_row_ = 0;
  std::size_t rows_ = 0;
  std::size_t k_first_ = 0;
  std::size_t end_panel_ = 0;
  GemmTile tile_;
  const float* row_[kTilesPerBlock * kTileRows];
};

}  // namespace

void run_blocks(const GemmBlocks& gemm, std::size_t first_tile, std::size_t last_tile,
                std::size_t first_panel, std::size_t last_panel) {
  BlockRunner runner(gemm);
  // Blocks of equal height: a thin one at the end would read all of B for a few rows.
  const std::size_t tiles = last_tile - first_tile;
  const std::size_t blocks = (tiles + kTilesPerBlock - 1) / kTilesPerBlock;
  for (std::size_t block = 0; block < blocks; ++block) {
    const std::size_t t = first_tile + block * tiles / blocks;
    const std::size_t t_end = first_tile + (block + 1) * tiles / blocks;
    std::size_t p = first_panel;
    while (p < last_panel) {
      const std::size_t left = last_panel - p;
      const std::size_t panels =
          gemm.is_packed_row() ? row_tile_panels(left) : std::min(kPanelsPerGroup, left);
      runner.run(t, t_end, p, p + panels, last_panel);
      p += panels;
    }
  }
}

}  // namespace sardonyx::kernels
