#include <algorithm>
#include <limits>

#include "core/kernels/conv/block.h"
#include "core/kernels/conv/pass.h"
#include "core/kernels/conv/planar_rows.h"
#include "core/kernels/parallel.h"
#include "core/simd/shuffle.h"

// Convolution vectorised along the width, plane by plane: depthwise convolution, and others with
// few output channels per group. For a block of outputs, the input rows that they need are copied
// with the padding as zeros, and with the columns of a stride sorted by remainder, so that four
// neighbouring outputs read four neighbouring values for every tap.

namespace sardonyx::kernels {

namespace {

/// Floats of a block's copied input: one plane should stay in the first-level cache, and several,
/// which are read once per output channel, in the second.
constexpr std::ptrdiff_t kPlaneFloats = 6144;
constexpr std::ptrdiff_t kPlanesFloats = 16384;
/// Output columns of a block.
constexpr std::ptrdiff_t kMostColumns = 1024;
constexpr std::ptrdiff_t kFewColumns = 64;
/// Floats that packets read beyond the last value of a row.
constexpr std::ptrdiff_t kSlack = 16;
/// Tasks per thread, so that one that starts late does not hold up the others.
constexpr std::ptrdiff_t kTasksPerThread = 8;

/// Lines of `count` floats, x_step apart, and the places of the first one's copies. Those of the
/// next line are y_step on.
struct Lines {
  const float* x;
  std::ptrdiff_t x_step;
  std::ptrdiff_t lines;
  std::ptrdiff_t count;
  std::ptrdiff_t y_step;
};

// These two take as long as the products do, so they are kept out of line for V8's sake.
__attribute__((noinline, used)) void copy_lines(const Lines& given, float* y) {
  using namespace simd;
  Lines l = given;
  for (; l.lines > 0; --l.lines, l.x += l.x_step, y += l.y_step) {
    if (l.count < 4) {
      for (std::ptrdiff_t i = 0; i < l.count; ++i) y[i] = l.x[i];
      continue;
    }
    std::ptrdiff_t i = 0;
    for (; i + 8 <= l.count; i += 8) {
      const F32x4 low = load(l.x + i);
      store(y + i + 4, load(l.x + i + 4));
      store(y + i, low);
    }
    if (i + 4 <= l.count) store(y + i, load(l.x + i));
    store(y + l.count - 4, load(l.x + l.count - 4));
  }
}

// Values at even places go to `even`, the others to `odd`.
__attribute__((noinline, used)) void split_lines(const Lines& given, float* even, float* odd) {
  using namespace simd;
  Lines l = given;
  for (; l.lines > 0; --l.lines, l.x += l.x_step, even += l.y_step, odd += l.y_step) {
    std::ptrdiff_t i = 0;
    for (; i + 8 <= l.count; i += 8) {
      const F32x4 low = load(l.x + i);
      const F32x4 high = load(l.x + i + 4);
      store(even + i / 2, even_lanes(low, high));
      store(odd + i / 2, odd_lanes(low, high));
    }
    for (; i < l.count; i += 2) {
      even[i / 2] = l.x[i];
      if (i + 1 < l.count) odd[i / 2] = l.x[i + 1];
    }
  }
}

/// Where the columns that a row of a block's outputs needs lie in a copied row.
class CopiedRow {
 public:
  CopiedRow(const PassAxis& width, std::ptrdiff_t outputs)
      : axis_(width), columns_(width, outputs) {
    // A single output skips nothing, however far the next one would be.
    phases_ = outputs > 1 ? columns_.output_step : 1;
    phase_floats_ = ceil_div(columns_.extent, phases_) + kSlack;
  }

  std::ptrdiff_t floats() const { return phases_ * phase_floats_; }
  /// Where the first output finds its tap t; the next outputs are next to it.
  std::ptrdiff_t tap(std::ptrdiff_t t) const { return place(t * columns_.tap_step); }

  /// Writes the columns that lie inside of the input, for outputs from `first` on and the inputs of
  /// `lines` lines, which are neighbours in x and in y.
  void copy(std::ptrdiff_t first, const float* x, std::ptrdiff_t lines, float* y) const {
    const std::int64_t start = columns_.source(axis_, first, 0);
    if (columns_.per_tap) {
      for (; lines > 0; --lines, x += axis_.input, y += floats()) {
        for (std::ptrdiff_t i = 0; i < columns_.extent; ++i) {
          const std::int64_t at = columns_.source(axis_, first, i);
          if (0 <= at && at < axis_.input) y[i] = x[at];
        }
      }
      return;
    }
    const auto begin =
        static_cast<std::ptrdiff_t>(std::clamp<std::int64_t>(-start, 0, columns_.extent));
    const auto end = static_cast<std::ptrdiff_t>(
        std::clamp<std::int64_t>(axis_.input - start, begin, columns_.extent));
    if (begin == end) return;
    const Lines from{x + (start + begin), axis_.input, lines, end - begin, floats()};
    if (phases_ == 1) {
      copy_lines(from, y + begin);
    } else if (phases_ == 2) {
      split_lines(from, y + place(begin), y + place(begin + 1));
    } else {
      for (std::ptrdiff_t line = 0; line < lines; ++line) {
        const float* values = from.x + line * from.x_step;
        for (std::ptrdiff_t i = begin; i < end; ++i) y[line * floats() + place(i)] = *values++;
      }
    }
  }

 private:
  std::ptrdiff_t place(std::ptrdiff_t i) const { return i % phases_ * phase_floats_ + i / phases_; }

  const PassAxis& axis_;
  CopiedAxis columns_;
  std::ptrdiff_t phases_;  // 1, or the stride
  std::ptrdiff_t phase_floats_;
};

// Whether the outputs of a row are neighbours in y, and so are rows.
bool is_contiguous(const ConvPass& pass) {
  return pass.axes[1].out_step == 1 && pass.axes[2].out_step == 1;
}

bool is_empty(const ConvPass& pass) {
  return pass.batch == 0 || pass.groups == 0 || pass.out_channels == 0 || pass.outputs() == 0;
}

/// How the outputs and input channels of a group are divided, and how a block's copy is laid out:
/// [channels][slices][lines][row]. The same for all groups.
struct Layout {
  std::ptrdiff_t columns;   // outputs of a block along the width
  std::ptrdiff_t rows;      // and along the height
  std::ptrdiff_t channels;  // input channels that are copied at a time
  CopiedRow row;
  CopiedAxis slices;  // of the depth
  CopiedAxis lines;   // of the height

  explicit Layout(const ConvPass& pass)
      : columns(choose_columns(pass)),
        rows(1),
        row(pass.axes[2], columns),
        slices(pass.axes[0], 1),
        lines(pass.axes[1], 1) {
    const std::int64_t limit = limit_of(pass);
    const std::int64_t slice_floats = std::int64_t{slices.extent} * row.floats();
    const std::int64_t one = std::max<std::int64_t>(1, slice_floats * lines.extent);
    channels = static_cast<std::ptrdiff_t>(
        std::clamp<std::int64_t>(limit / one, 1, std::max<std::ptrdiff_t>(1, pass.in_channels)));
    while (rows < pass.axes[1].outputs &&
           channels * slice_floats * CopiedAxis(pass.axes[1], rows + 1).extent <= limit) {
      ++rows;
    }
    lines = CopiedAxis(pass.axes[1], rows);
  }

  std::ptrdiff_t row_blocks(const ConvPass& pass) const {
    return ceil_div(pass.axes[1].outputs, rows);
  }
  std::ptrdiff_t column_blocks(const ConvPass& pass) const {
    return ceil_div(pass.axes[2].outputs, columns);
  }
  /// Blocks of a group.
  std::ptrdiff_t blocks(const ConvPass& pass) const {
    return pass.axes[0].outputs * row_blocks(pass) * column_blocks(pass);
  }
  std::ptrdiff_t channel_floats() const { return slices.extent * lines.extent * row.floats(); }
  // Scratch memory of one thread, in floats.
  std::size_t copy_floats() const {
    return round_up_floats(static_cast<std::size_t>(channels * channel_floats()));
  }
  std::size_t sums_floats(const ConvPass& pass) const {
    if (is_contiguous(pass)) return 0;
    return round_up_floats(static_cast<std::size_t>(pass.out_channels * rows * columns));
  }
  std::size_t scratch_floats(const ConvPass& pass) const {
    const auto taps = static_cast<std::size_t>(pass.taps());
    return copy_floats() + sums_floats(pass) +
           round_up_floats(taps * sizeof(std::ptrdiff_t) / sizeof(float));
  }

 private:
  static std::int64_t limit_of(const ConvPass& pass) {
    return pass.in_channels == 1 ? kPlaneFloats : kPlanesFloats;
  }
  static std::ptrdiff_t choose_columns(const ConvPass& pass) {
    const PassAxis& width = pass.axes[2];
    const std::int64_t lines = std::min<std::int64_t>(pass.in_channels, 16) *
                               CopiedAxis(pass.axes[0], 1).extent *
                               CopiedAxis(pass.axes[1], 1).extent;
    std::ptrdiff_t blocks = ceil_div(width.outputs, kMostColumns);
    const auto columns = [&] {
      return std::min(width.outputs, ceil_div(ceil_div(width.outputs, blocks), 16) * 16);
    };
    while (columns() > kFewColumns &&
           lines * CopiedRow(width, columns()).floats() > limit_of(pass)) {
      blocks *= 2;
    }
    return columns();
  }
};

/// Computes blocks, one after another, in one thread's scratch memory.
class BlockRun {
 public:
  BlockRun(const ConvPass& pass, const Layout& layout, const ConvEpilogue& epilogue, float* scratch)
      : pass_(pass), layout_(layout), epilogue_(epilogue) {
    copy_ = scratch;
    sums_ = copy_ + layout.copy_floats();
    offsets_ = reinterpret_cast<std::ptrdiff_t*>(sums_ + layout.sums_floats(pass));
    whole_rows_ = layout.column_blocks(pass) == 1;
    std::fill_n(copy_, layout.copy_floats(), 0.0f);
    std::ptrdiff_t* offset = offsets_;
    for (std::ptrdiff_t d = 0; d < pass.axes[0].taps; ++d) {
      for (std::ptrdiff_t h = 0; h < pass.axes[1].taps; ++h) {
        const std::ptrdiff_t line =
            d * layout.slices.tap_step * layout.lines.extent + h * layout.lines.tap_step;
        for (std::ptrdiff_t w = 0; w < pass.axes[2].taps; ++w) {
          *offset++ = line * layout.row.floats() + layout.row.tap(w);
        }
      }
    }
  }

  /// A block of the outputs of a group.
  void run(std::ptrdiff_t group, std::ptrdiff_t block, const float* x, const float* packed,
           float* y) {
    place_block(block);
    const std::ptrdiff_t plane = pass_.output_plane();
    std::ptrdiff_t channel = 0;
    do {
      const std::ptrdiff_t channels = std::min(layout_.channels, pass_.in_channels - channel);
      copy(channels, x + channel * pass_.input_plane());
      for (std::ptrdiff_t m = 0; m < pass_.out_channels; ++m) {
        add(group * pass_.out_channels + m, channel, channels, packed, sums(m, y + m * plane));
      }
      channel += channels;
    } while (channel < pass_.in_channels);
    for (std::ptrdiff_t m = 0; m < pass_.out_channels; ++m) finish(m, y + m * plane);
  }

 private:
  void place_block(std::ptrdiff_t block) {
    const std::ptrdiff_t across = layout_.column_blocks(pass_);
    const std::ptrdiff_t down = layout_.row_blocks(pass_);
    depth_ = block / (down * across);
    row_ = block / across % down * layout_.rows;
    column_ = block % across * layout_.columns;
    rows_ = std::min(layout_.rows, pass_.axes[1].outputs - row_);
    columns_ = std::min(layout_.columns, pass_.axes[2].outputs - column_);
  }

  // A row of sums: where it starts, and how far it is to the next.
  struct Rows {
    float* first;
    std::ptrdiff_t step;
  };
  float* place(std::ptrdiff_t row, std::ptrdiff_t column, float* plane) const {
    const auto at = [](const PassAxis& axis, std::ptrdiff_t i) {
      return axis.out_first + i * axis.out_step;
    };
    return plane +
           (at(pass_.axes[0], depth_) * pass_.output[1] + at(pass_.axes[1], row)) *
               pass_.output[2] +
           at(pass_.axes[2], column);
  }
  Rows sums(std::ptrdiff_t m, float* plane) const {
    if (is_contiguous(pass_)) return {place(row_, column_, plane), pass_.output[2]};
    return {sums_ + m * rows_ * columns_, columns_};
  }

  void copy(std::ptrdiff_t channels, const float* x) {
    const PassAxis& z_axis = pass_.axes[0];
    const PassAxis& y_axis = pass_.axes[1];
    const std::ptrdiff_t row_floats = layout_.row.floats();
    const std::ptrdiff_t lines =
        layout_.lines.extent - (layout_.rows - rows_) * layout_.lines.output_step;
    // The columns outside of the input are the same for all lines if these are whole.
    if (!whole_rows_) std::fill_n(copy_, channels * layout_.channel_floats(), 0.0f);
    for (std::ptrdiff_t c = 0; c < channels; ++c) {
      const float* plane = x + c * pass_.input_plane();
      for (std::ptrdiff_t d = 0; d < layout_.slices.extent; ++d) {
        const std::int64_t z = layout_.slices.source(z_axis, depth_, d);
        float* to = copy_ + c * layout_.channel_floats() + d * layout_.lines.extent * row_floats;
        if (z < 0 || z >= z_axis.input) {
          std::fill_n(to, lines * row_floats, 0.0f);
        } else {
          copy_slice(plane + z * y_axis.input * pass_.axes[2].input, lines, to);
        }
      }
    }
  }

  void copy_slice(const float* x, std::ptrdiff_t lines, float* to) const {
    const PassAxis& axis = pass_.axes[1];
    const std::ptrdiff_t row_floats = layout_.row.floats();
    for (std::ptrdiff_t h = 0; h < lines;) {
      // Lines that are neighbours in the input, too, are copied together.
      const std::int64_t first = layout_.lines.source(axis, row_, h);
      const bool inside = 0 <= first && first < axis.input;
      std::ptrdiff_t n = 1;
      while (inside && h + n < lines && first + n < axis.input &&
             layout_.lines.source(axis, row_, h + n) == first + n) {
        ++n;
      }
      if (inside) {
        layout_.row.copy(column_, x + first * pass_.axes[2].input, n, to + h * row_floats);
      } else {
        std::fill_n(to + h * row_floats, row_floats, 0.0f);
      }
      h += n;
    }
  }

  void add(std::ptrdiff_t out_channel, std::ptrdiff_t channel, std::ptrdiff_t channels,
           const float* packed, const Rows& sums) const {
    const std::ptrdiff_t taps = pass_.taps();
    const bool last = channel + channels == pass_.in_channels;
    PlanarRows r;
    r.x = copy_;
    r.x_step = rows_ > 1 ? layout_.lines.output_step * layout_.row.floats() : 0;
    r.channel_step = layout_.channel_floats();
    r.offsets = offsets_;
    r.weights = packed + (out_channel * pass_.in_channels + channel) * taps;
    r.channels = static_cast<std::size_t>(channels);
    r.taps = static_cast<std::size_t>(taps);
    r.rows = static_cast<std::size_t>(rows_);
    r.columns = static_cast<std::size_t>(columns_);
    r.y = sums.first;
    r.y_step = sums.step;
    r.accumulate = channel > 0;
    r.bias = epilogue_.bias == nullptr ? 0.0f : epilogue_.bias[out_channel];
    r.low = last ? epilogue_.low : -std::numeric_limits<float>::infinity();
    r.high = last ? epilogue_.high : std::numeric_limits<float>::infinity();
    planar_rows(r);
  }

  // Finishes sums that are in their places, and takes there those that wait elsewhere.
  void finish(std::ptrdiff_t m, float* plane) const {
    const Rows from = sums(m, plane);
    if (is_contiguous(pass_)) {
      if (!epilogue_.finish) return;
      const bool whole = from.step == columns_;
      const std::ptrdiff_t runs = whole ? 1 : rows_;
      const auto count = static_cast<std::size_t>(whole ? rows_ * columns_ : columns_);
      for (std::ptrdiff_t r = 0; r < runs; ++r) {
        epilogue_.finish(from.first + r * from.step, count);
      }
      return;
    }
    for (std::ptrdiff_t r = 0; r < rows_; ++r) {
      float* to = place(row_ + r, column_, plane);
      for (std::ptrdiff_t i = 0; i < columns_; ++i) {
        to[i * pass_.axes[2].out_step] = from.first[r * from.step + i];
      }
    }
  }

  const ConvPass& pass_;
  const Layout& layout_;
  const ConvEpilogue& epilogue_;
  float* copy_;
  float* sums_;
  std::ptrdiff_t* offsets_;
  bool whole_rows_;
  // The block.
  std::ptrdiff_t depth_ = 0;
  std::ptrdiff_t row_ = 0;
  std::ptrdiff_t rows_ = 0;
  std::ptrdiff_t column_ = 0;
  std::ptrdiff_t columns_ = 0;
};

/// Tasks of several blocks each. Blocks are counted over all groups and batch elements.
struct Tasks {
  std::ptrdiff_t blocks;
  std::ptrdiff_t blocks_per_task;

  Tasks(const ConvPass& pass, const Layout& layout, std::size_t threads) {
    blocks = pass.batch * pass.groups * layout.blocks(pass);
    const auto tasks = static_cast<std::ptrdiff_t>(threads == 1 ? 1 : threads * kTasksPerThread);
    blocks_per_task = ceil_div(blocks, tasks);
  }
  std::size_t count() const { return static_cast<std::size_t>(ceil_div(blocks, blocks_per_task)); }
};

}  // namespace

std::size_t packed_planar_weights_size(const ConvPass& pass) {
  return static_cast<std::size_t>(pass.groups * pass.out_channels * pass.in_channels * pass.taps());
}

void pack_planar_weights(const ConvPass& pass, const WeightView& weights, float* packed) {
  for (std::ptrdiff_t g = 0; g < pass.groups; ++g) {
    for (std::ptrdiff_t m = 0; m < pass.out_channels; ++m) {
      for (std::ptrdiff_t c = 0; c < pass.in_channels; ++c) {
        const float* from =
            weights.data + g * weights.group + m * weights.out_channel + c * weights.in_channel;
        for (std::ptrdiff_t d = 0; d < pass.axes[0].taps; ++d) {
          for (std::ptrdiff_t h = 0; h < pass.axes[1].taps; ++h) {
            for (std::ptrdiff_t w = 0; w < pass.axes[2].taps; ++w) {
              *packed++ = from[d * weights.tap[0] + h * weights.tap[1] + w * weights.tap[2]];
            }
          }
        }
      }
    }
  }
}

std::size_t planar_scratch_size(const ConvPass& pass, std::size_t threads) {
  if (is_empty(pass)) return 0;
  const Layout layout(pass);
  return slot_count(Tasks(pass, layout, threads).count(), threads) * layout.scratch_floats(pass);
}

void run_planar(const ConvPass& pass, const float* x, const float* packed,
                const ConvEpilogue& epilogue, float* y, float* scratch, ThreadPool& pool) {
  if (is_empty(pass)) return;
  const Layout layout(pass);
  const std::size_t slot_floats = layout.scratch_floats(pass);
  const std::ptrdiff_t input = pass.in_channels * pass.input_plane();
  const std::ptrdiff_t output = pass.out_channels * pass.output_plane();
  const std::ptrdiff_t per_group = layout.blocks(pass);
  const Tasks tasks(pass, layout, pool.threads());
  parallel_slots(pool, tasks.count(), [&](std::size_t slot, std::size_t task) {
    const std::ptrdiff_t first = static_cast<std::ptrdiff_t>(task) * tasks.blocks_per_task;
    const std::ptrdiff_t last = std::min(tasks.blocks, first + tasks.blocks_per_task);
    BlockRun run(pass, layout, epilogue, scratch + slot * slot_floats);
    for (std::ptrdiff_t block = first; block < last; ++block) {
      const std::ptrdiff_t image = block / per_group;  // a group of a batch element
      run.run(image % pass.groups, block % per_group, x + image * input, packed,
              y + image * output);
    }
  });
}

}  // namespace sardonyx::kernels
