#include <algorithm>

#include "core/kernels/conv/block.h"
#include "core/kernels/conv/dense_weights.h"
#include "core/kernels/conv/pass.h"
#include "core/kernels/gemm/tile.h"
#include "core/kernels/parallel.h"
#include "core/simd/packet.h"

// Convolution as a matrix product without the matrix: outputs are rows, output channels columns.
//
// For a block of output pixels, the input rows that they need are copied channels last, with the
// padding as zeros. The values that one pixel multiplies then lie in a few contiguous segments (a
// kernel row of all channels, say), at the same distance from the pixel's first value for every
// pixel, and the register tile of GEMM walks along them for five pixels at once. Channels are taken
// in chunks, so that a panel of weights stays in the first-level cache while the pixels of the
// block pass by, and the copy in the second.

namespace sardonyx::kernels {

namespace {

constexpr auto kWidth = static_cast<std::ptrdiff_t>(kPanelWidth);
constexpr auto kRows = static_cast<std::ptrdiff_t>(kTileRows);

/// Floats of the copied input of a block, and of the sums that wait for the next chunk.
constexpr std::ptrdiff_t kCopyFloats = 32768;
constexpr std::ptrdiff_t kSumFloats = 32768;
constexpr std::ptrdiff_t kBlockPixels = 512;

/// How the outputs of a pass are divided: blocks of whole rows, or of pieces of one row.
struct Blocks {
  DenseChunks chunks;
  std::ptrdiff_t rows = 1;
  std::ptrdiff_t cols = 1;
  std::ptrdiff_t row_blocks = 1;  // per depth index
  std::ptrdiff_t col_blocks = 1;

  explicit Blocks(const ConvPass& pass) : chunks(pass) {
    const PassAxis& height = pass.axes[1];
    const PassAxis& width = pass.axes[2];
    col_blocks = ceil_div(width.outputs, kBlockPixels);
    const auto set_cols = [&] {
      cols = std::min(width.outputs, ceil_div(ceil_div(width.outputs, col_blocks), kRows) * kRows);
    };
    set_cols();
    while (cols > 4 * kRows && copy_floats(pass, 1, cols) > kCopyFloats) {
      col_blocks *= 2;
      set_cols();
    }
    col_blocks = ceil_div(width.outputs, cols);
    if (col_blocks == 1) {
      while (rows < height.outputs && (rows + 1) * cols <= kBlockPixels &&
             copy_floats(pass, rows + 1, cols) <= kCopyFloats) {
        ++rows;
      }
    }
    rows = ceil_div(height.outputs, ceil_div(height.outputs, rows));
    row_blocks = ceil_div(height.outputs, rows);
  }

  std::int64_t copy_floats(const ConvPass& pass, std::ptrdiff_t block_rows,
                           std::ptrdiff_t block_cols) const {
    return std::int64_t{chunks.size} * CopiedAxis(pass.axes[0], 1).extent *
           CopiedAxis(pass.axes[1], block_rows).extent *
           CopiedAxis(pass.axes[2], block_cols).extent;
  }
  std::ptrdiff_t per_depth() const { return row_blocks * col_blocks; }
  std::ptrdiff_t pixels() const { return rows * cols; }
  // Panels whose sums are kept while the chunks are added up.
  std::ptrdiff_t panels_at_once(const ConvPass& pass) const {
    if (chunks.count == 1) return 1;
    return std::clamp<std::ptrdiff_t>(kSumFloats / (pixels() * kWidth), 1, dense_panel_count(pass));
  }
};

/// Scratch memory of one thread.
struct Scratch {
  std::size_t copy;   // floats
  std::size_t sums;   // floats
  std::size_t table;  // pointers, in floats

  Scratch(const ConvPass& pass, const Blocks& blocks) {
    // Four more floats: the last pixel's incomplete packet of channels is stored whole.
    copy = round_up_floats(
        static_cast<std::size_t>(blocks.copy_floats(pass, blocks.rows, blocks.cols)) + 4);
    sums = round_up_floats(
        static_cast<std::size_t>(blocks.panels_at_once(pass) * blocks.pixels() * kWidth));
    const auto pointers = static_cast<std::size_t>(pass.taps() * (blocks.pixels() + kRows));
    table = round_up_floats(pointers * sizeof(const float*) / sizeof(float));
  }
  std::size_t floats() const { return copy + sums + table; }
};

// Copies `count` pixels of `channels` planes to channels-last order. May write three floats beyond.
void interleave(const float* x, std::ptrdiff_t plane, std::ptrdiff_t count, std::ptrdiff_t channels,
                float* y) {
  using namespace simd;
  const std::ptrdiff_t whole = channels / 4 * 4;
  const std::ptrdiff_t rest = channels - whole;
  if (rest != 0) {
    // Before the others: the lanes that are too many fall on values that are written later.
    const float* from = x + whole * plane;
    float* to = y + whole;
    for (std::ptrdiff_t i = 0; i < count; i += 4) {
      const auto left = static_cast<std::size_t>(count - i);
      PacketBlock<F32x4, 4> block;
      for (std::ptrdiff_t c = 0; c < 4; ++c) {
        block.packet[c] = c < rest ? load(from + c * plane + i, left) : splat(0.0f);
      }
      ptranspose(block);
      for (std::ptrdiff_t p = 0; p < 4 && p < count - i; ++p) {
        store(to + (i + p) * channels, block.packet[p]);
      }
    }
  }
  std::ptrdiff_t i = 0;
  for (; i + 8 <= count; i += 8) {
    for (std::ptrdiff_t c = 0; c < whole; c += 4) {
      PacketBlock<F32x4, 4> low;
      PacketBlock<F32x4, 4> high;
      for (std::ptrdiff_t k = 0; k < 4; ++k) {
        const float* from = x + (c + k) * plane + i;
        low.packet[k] = load(from);
        high.packet[k] = load(from + 4);
      }
      ptranspose(low);
      ptranspose(high);
      float* to = y + i * channels + c;
      for (std::ptrdiff_t p = 0; p < 4; ++p) {
        store(to + p * channels, low.packet[p]);
        store(to + (p + 4) * channels, high.packet[p]);
      }
    }
  }
  for (; i < count; ++i) {
    for (std::ptrdiff_t c = 0; c < whole; ++c) {
      y[i * channels + c] = x[c * plane + i];
    }
  }
}

// Writes one row of the copy: y is [copied.extent][channels].
void copy_row(const PassAxis& axis, const CopiedAxis& copied, std::ptrdiff_t first, const float* x,
              std::ptrdiff_t plane, std::ptrdiff_t channels, float* y) {
  if (copied.per_tap) {
    for (std::ptrdiff_t i = 0; i < copied.extent; ++i) {
      const std::int64_t at = copied.source(axis, first, i);
      const bool inside = 0 <= at && at < axis.input;
      for (std::ptrdiff_t c = 0; c < channels; ++c) {
        y[i * channels + c] = inside ? x[c * plane + at] : 0.0f;
      }
    }
    return;
  }
  const std::int64_t start = copied.source(axis, first, 0);
  const auto begin =
      static_cast<std::ptrdiff_t>(std::clamp<std::int64_t>(-start, 0, copied.extent));
  const auto end = static_cast<std::ptrdiff_t>(
      std::clamp<std::int64_t>(axis.input - start, begin, copied.extent));
  std::fill(y, y + begin * channels, 0.0f);
  if (begin < end)
    interleave(x + (start + begin), plane, end - begin, channels, y + begin * channels);
  std::fill(y + end * channels, y + copied.extent * channels, 0.0f);
}

/// One block of outputs of one group of one batch element, for a range of panels.
class BlockRun {
 public:
  BlockRun(const ConvPass& pass, const Blocks& blocks, const ConvEpilogue& epilogue, float* scratch)
      : pass_(pass), blocks_(blocks), epilogue_(epilogue) {
    const Scratch sizes(pass, blocks);
    copy_ = scratch;
    sums_ = copy_ + sizes.copy;
    table_ = reinterpret_cast<const float**>(sums_ + sizes.sums);
  }

  /// Without `prepare`, the scratch memory has the block's inputs already, if they are one chunk.
  void run(std::ptrdiff_t group, std::ptrdiff_t block, bool prepare, std::ptrdiff_t first_panel,
           std::ptrdiff_t last_panel, const float* x, const float* packed, float* y) {
    place(block);
    const std::ptrdiff_t chunks = blocks_.chunks.count;
    const std::ptrdiff_t at_once = blocks_.panels_at_once(pass_);
    if (chunks == 1) set_segments(blocks_.chunks.size_of(pass_, 0));
    if (chunks == 1 && prepare) copy_chunk(x, 0);
    for (std::ptrdiff_t panel = first_panel; panel < last_panel; panel += at_once) {
      const std::ptrdiff_t panels = std::min(at_once, last_panel - panel);
      for (std::ptrdiff_t chunk = 0; chunk < chunks; ++chunk) {
        if (chunks > 1) {
          set_segments(blocks_.chunks.size_of(pass_, chunk));
          copy_chunk(x, chunk);
        }
        for (std::ptrdiff_t p = 0; p < panels; ++p) {
          add_chunk(group, panel + p, chunk, packed, sums_ + p * pixels_ * kWidth);
        }
      }
      for (std::ptrdiff_t p = 0; p < panels; ++p) {
        store_panel(panel + p, sums_ + p * pixels_ * kWidth, y);
      }
    }
  }

 private:
  void place(std::ptrdiff_t block) {
    depth_ = block / blocks_.per_depth();
    row_ = block % blocks_.per_depth() / blocks_.col_blocks * blocks_.rows;
    col_ = block % blocks_.col_blocks * blocks_.cols;
    rows_ = std::min(blocks_.rows, pass_.axes[1].outputs - row_);
    cols_ = std::min(blocks_.cols, pass_.axes[2].outputs - col_);
    pixels_ = rows_ * cols_;
  }

  // Taps of a kernel row that are neighbours in the copy make one segment.
  void set_segments(std::ptrdiff_t channels) {
    const bool joined = CopiedAxis(pass_.axes[2], cols_).tap_step == 1;
    const std::ptrdiff_t taps = pass_.axes[2].taps;
    width_segments_ = joined ? 1 : taps;
    const bool empty = channels == 0 || pass_.taps() == 0;
    segments_ = empty ? 0 : pass_.axes[0].taps * pass_.axes[1].taps * width_segments_;
    segment_depth_ = joined ? taps * channels : channels;
  }

  // Copies the channels of a chunk and writes the pointers of every tile.
  void copy_chunk(const float* x, std::ptrdiff_t chunk) {
    const std::ptrdiff_t channels = blocks_.chunks.size_of(pass_, chunk);
    if (channels == 0) return;
    const CopiedAxis depth(pass_.axes[0], 1);
    const CopiedAxis height(pass_.axes[1], rows_);
    const CopiedAxis width(pass_.axes[2], cols_);
    const std::ptrdiff_t plane = pass_.input_plane();
    const std::ptrdiff_t row_floats = width.extent * channels;
    const float* from = x + chunk * blocks_.chunks.size * plane;
    float* to = copy_;
    for (std::ptrdiff_t d = 0; d < depth.extent; ++d) {
      const std::int64_t z = depth.source(pass_.axes[0], depth_, d);
      for (std::ptrdiff_t h = 0; h < height.extent; ++h, to += row_floats) {
        const std::int64_t line = height.source(pass_.axes[1], row_, h);
        if (z < 0 || z >= pass_.axes[0].input || line < 0 || line >= pass_.axes[1].input) {
          std::fill(to, to + row_floats, 0.0f);
        } else {
          copy_row(pass_.axes[2], width, col_,
                   from + (z * pass_.axes[1].input + line) * pass_.axes[2].input, plane, channels,
                   to);
        }
      }
    }
    write_table(depth, height, width, channels);
  }

  void write_table(const CopiedAxis& depth, const CopiedAxis& height, const CopiedAxis& width,
                   std::ptrdiff_t channels) {
    if (segments_ == 0) return;
    const std::ptrdiff_t row_floats = width.extent * channels;
    const float** table = table_;
    for (std::ptrdiff_t pixel = 0; pixel < pixels_; pixel += kRows) {
      const std::ptrdiff_t tile_rows = std::min(kRows, pixels_ - pixel);
      const float* start[kRows];
      for (std::ptrdiff_t i = 0; i < tile_rows; ++i) {
        start[i] = copy_ + (pixel + i) / cols_ * height.output_step * row_floats +
                   (pixel + i) % cols_ * width.output_step * channels;
      }
      for (std::ptrdiff_t d = 0; d < pass_.axes[0].taps; ++d) {
        for (std::ptrdiff_t h = 0; h < pass_.axes[1].taps; ++h) {
          const std::ptrdiff_t row =
              (d * depth.tap_step * height.extent + h * height.tap_step) * row_floats;
          for (std::ptrdiff_t w = 0; w < width_segments_; ++w) {
            const std::ptrdiff_t offset = row + w * width.tap_step * channels;
            for (std::ptrdiff_t i = 0; i < tile_rows; ++i) *table++ = start[i] + offset;
          }
        }
      }
    }
  }

  void add_chunk(std::ptrdiff_t group, std::ptrdiff_t panel, std::ptrdiff_t chunk,
                 const float* packed, float* sums) const {
    const bool last = chunk + 1 == blocks_.chunks.count;
    float bias[kPanelWidth] = {};
    GemmTile tile;
    tile.segments = static_cast<std::size_t>(segments_);
    tile.depth = static_cast<std::size_t>(segment_depth_);
    tile.b = dense_weights(pass_, blocks_.chunks, packed, group, panel, chunk);
    tile.c_stride = kWidth;
    if (chunk > 0) {
      tile.accumulate = true;
    } else if (epilogue_.bias != nullptr) {
      const std::ptrdiff_t channel = panel * kWidth;
      std::copy_n(epilogue_.bias + group * pass_.out_channels + channel,
                  std::min(kWidth, pass_.out_channels - channel), bias);
      tile.bias = bias;
    }
    if (last) {
      tile.low = epilogue_.low;
      tile.high = epilogue_.high;
    }
    const float* const* table = table_;
    for (std::ptrdiff_t pixel = 0; pixel < pixels_; pixel += kRows) {
      const std::ptrdiff_t rows = std::min(kRows, pixels_ - pixel);
      tile.rows = table;
      tile.c = sums + pixel * kWidth;
      kGemmTiles[static_cast<std::size_t>(rows) - 1](tile);
      table += segments_ * rows;
    }
  }

  // Takes the finished sums of a panel, [pixels][8], to the planes of y.
  void store_panel(std::ptrdiff_t panel, float* sums, float* y) const {
    const PassAxis& height = pass_.axes[1];
    const PassAxis& width = pass_.axes[2];
    const std::ptrdiff_t plane = pass_.output_plane();
    const std::ptrdiff_t channels = std::min(kWidth, pass_.out_channels - panel * kWidth);
    float* to = y + panel * kWidth * plane +
                (pass_.axes[0].out_first + depth_ * pass_.axes[0].out_step) * pass_.output[1] *
                    pass_.output[2];
    const auto offset = [&](std::ptrdiff_t row, std::ptrdiff_t col) {
      return (height.out_first + row * height.out_step) * pass_.output[2] + width.out_first +
             col * width.out_step;
    };
    if (height.out_step == 1 && width.out_step == 1) {
      to += offset(row_, col_);
      store_contiguous(sums, channels, plane, to);
      if (!epilogue_.finish) return;
      for (std::ptrdiff_t j = 0; j < channels; ++j) {
        epilogue_.finish(to + j * plane, static_cast<std::size_t>(pixels_));
      }
      return;
    }
    for (std::ptrdiff_t r = 0; r < rows_; ++r) {
      for (std::ptrdiff_t c = 0; c < cols_; ++c, sums += kWidth) {
        float* pixel = to + offset(row_ + r, col_ + c);
        for (std::ptrdiff_t j = 0; j < channels; ++j) pixel[j * plane] = sums[j];
      }
    }
  }

  // The pixels of the block are neighbours in y: it has whole rows, or a piece of one.
  void store_contiguous(const float* sums, std::ptrdiff_t channels, std::ptrdiff_t plane,
                        float* y) const {
    using namespace simd;
    for (std::ptrdiff_t pixel = 0; pixel < pixels_; pixel += 4, sums += 4 * kWidth) {
      const auto left = static_cast<std::size_t>(pixels_ - pixel);
      for (std::ptrdiff_t half = 0; half < kWidth && half < channels; half += 4) {
        PacketBlock<F32x4, 4> block;
        for (std::ptrdiff_t p = 0; p < 4; ++p) {
          block.packet[p] =
              static_cast<std::size_t>(p) < left ? load(sums + p * kWidth + half) : splat(0.0f);
        }
        ptranspose(block);
        for (std::ptrdiff_t j = 0; j < 4 && half + j < channels; ++j) {
          store(y + (half + j) * plane + pixel, block.packet[j], left);
        }
      }
    }
  }

  const ConvPass& pass_;
  const Blocks& blocks_;
  const ConvEpilogue& epilogue_;
  float* copy_;
  float* sums_;
  const float** table_;
  std::ptrdiff_t depth_ = 0;
  std::ptrdiff_t row_ = 0;
  std::ptrdiff_t col_ = 0;
  std::ptrdiff_t rows_ = 0;
  std::ptrdiff_t cols_ = 0;
  std::ptrdiff_t pixels_ = 0;
  std::ptrdiff_t width_segments_ = 0;  // of a kernel row
  std::ptrdiff_t segments_ = 0;
  std::ptrdiff_t segment_depth_ = 0;
};

/// The tasks of a pass: blocks of all groups and batch elements, and, where these are few, parts of
/// the output channels.
struct Tasks {
  std::ptrdiff_t blocks;
  std::ptrdiff_t parts;
  std::ptrdiff_t panels_per_part;

  Tasks(const ConvPass& pass, const Blocks& division, std::size_t threads) {
    const std::ptrdiff_t panels = dense_panel_count(pass);
    blocks = pass.batch * pass.groups * pass.axes[0].outputs * division.per_depth();
    // Inputs of several chunks are copied again for every part.
    const std::size_t per_thread = division.chunks.count == 1 ? 4 : 2;
    const auto wanted = threads == 1 ? 1 : static_cast<std::ptrdiff_t>(per_thread * threads);
    panels_per_part =
        ceil_div(panels, std::clamp<std::ptrdiff_t>(ceil_div(wanted, blocks), 1, panels));
    parts = ceil_div(panels, panels_per_part);
  }
  std::size_t count() const { return static_cast<std::size_t>(blocks * parts); }
};

bool is_empty(const ConvPass& pass) {
  return pass.batch == 0 || pass.outputs() == 0 || pass.out_channels == 0;
}

}  // namespace

std::size_t dense_scratch_size(const ConvPass& pass, std::size_t threads) {
  if (is_empty(pass)) return 0;
  const Blocks blocks(pass);
  const Tasks tasks(pass, blocks, threads);
  return slot_count(tasks.count(), threads) * Scratch(pass, blocks).floats();
}

void run_dense(const ConvPass& pass, const float* x, const float* packed,
               const ConvEpilogue& epilogue, float* y, float* scratch, ThreadPool& pool) {
  if (is_empty(pass)) return;
  const Blocks blocks(pass);
  const Tasks tasks(pass, blocks, pool.threads());
  const std::size_t slot_floats = Scratch(pass, blocks).floats();
  const std::ptrdiff_t per_group = pass.axes[0].outputs * blocks.per_depth();
  const std::ptrdiff_t input = pass.in_channels * pass.input_plane();
  const std::ptrdiff_t output = pass.out_channels * pass.output_plane();
  PreparedSlots prepared;
  parallel_slots(pool, tasks.count(), [&](std::size_t slot, std::size_t task) {
    const std::ptrdiff_t part = static_cast<std::ptrdiff_t>(task) % tasks.parts;
    const std::ptrdiff_t block = static_cast<std::ptrdiff_t>(task) / tasks.parts;
    const std::ptrdiff_t image = block / per_group;  // a group of a batch element
    const std::ptrdiff_t first = part * tasks.panels_per_part;
    BlockRun run(pass, blocks, epilogue, scratch + slot * slot_floats);
    run.run(image % pass.groups, block % per_group, prepared.needs(slot, block), first,
            std::min(first + tasks.panels_per_part, dense_panel_count(pass)), x + image * input,
            packed, y + image * output);
  });
}

}  // namespace sardonyx::kernels
