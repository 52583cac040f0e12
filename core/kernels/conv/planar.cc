#include <algorithm>

#include "core/kernels/conv/block.h"
#include "core/kernels/conv/depthwise_rows.h"
#include "core/kernels/conv/pass.h"
#include "core/kernels/parallel.h"
#include "core/simd/shuffle.h"

// Depthwise convolution, vectorised along the width. The input rows of a band of output rows are
// copied with the padding as zeros, and with the columns of a stride sorted by remainder, so that
// four neighbouring outputs read four neighbouring values for every tap.

namespace sardonyx::kernels {

namespace {

/// Floats of a band's copied input: it should stay in the first-level cache.
constexpr std::ptrdiff_t kBandFloats = 6144;
/// Floats that packets read beyond the last value of a row.
constexpr std::ptrdiff_t kSlack = 16;
/// Products of a task.
constexpr std::ptrdiff_t kTaskProducts = 65536;

void copy_floats(const float* x, std::ptrdiff_t count, float* y) {
  using namespace simd;
  if (count < 4) {
    for (std::ptrdiff_t i = 0; i < count; ++i) y[i] = x[i];
    return;
  }
  for (std::ptrdiff_t i = 0; i < count - 4; i += 4) store(y + i, load(x + i));
  store(y + count - 4, load(x + count - 4));
}

// Values at even places go to `even`, the others to `odd`.
void split_floats(const float* x, std::ptrdiff_t count, float* even, float* odd) {
  using namespace simd;
  std::ptrdiff_t i = 0;
  for (; i + 8 <= count; i += 8, even += 4, odd += 4) {
    const F32x4 low = load(x + i);
    const F32x4 high = load(x + i + 4);
    store(even, even_lanes(low, high));
    store(odd, odd_lanes(low, high));
  }
  for (; i < count; i += 2) {
    *even++ = x[i];
    if (i + 1 < count) *odd++ = x[i + 1];
  }
}

/// Where the columns that a row of outputs needs lie in a copied row.
class CopiedRow {
 public:
  explicit CopiedRow(const PassAxis& width) : axis_(width), columns_(width, width.outputs) {
    phases_ = columns_.output_step;
    phase_floats_ = (columns_.extent + phases_ - 1) / phases_ + kSlack;
    const std::int64_t start = width.tap_first;
    begin_ = static_cast<std::ptrdiff_t>(std::clamp<std::int64_t>(-start, 0, columns_.extent));
    end_ = static_cast<std::ptrdiff_t>(
        std::clamp<std::int64_t>(width.input - start, begin_, columns_.extent));
  }

  std::ptrdiff_t floats() const { return phases_ * phase_floats_; }
  /// Where the first output finds its tap t; the next outputs are next to it.
  std::ptrdiff_t tap(std::ptrdiff_t t) const { return place(t * columns_.tap_step); }

  /// Writes the columns that lie inside of the input, which are the same in every row.
  void copy(const float* x, float* y) const {
    if (columns_.per_tap) {
      for (std::ptrdiff_t i = 0; i < columns_.extent; ++i) {
        const std::int64_t at = columns_.source(axis_, 0, i);
        if (0 <= at && at < axis_.input) y[i] = x[at];
      }
    } else if (begin_ == end_) {
      return;
    } else if (phases_ == 1) {
      copy_floats(x + (axis_.tap_first + begin_), end_ - begin_, y + begin_);
    } else if (phases_ == 2) {
      split_floats(x + (axis_.tap_first + begin_), end_ - begin_, y + place(begin_),
                   y + place(begin_ + 1));
    } else {
      for (std::ptrdiff_t i = begin_; i < end_; ++i) y[place(i)] = x[axis_.tap_first + i];
    }
  }

 private:
  std::ptrdiff_t place(std::ptrdiff_t i) const { return i % phases_ * phase_floats_ + i / phases_; }

  const PassAxis& axis_;
  CopiedAxis columns_;
  std::ptrdiff_t phases_;  // 1, or the stride
  std::ptrdiff_t phase_floats_;
  std::ptrdiff_t begin_;  // the columns inside of the input
  std::ptrdiff_t end_;
};

// Output rows of a band.
std::ptrdiff_t rows_per_band(const ConvPass& pass, const CopiedRow& row) {
  const PassAxis& height = pass.axes[1];
  const std::int64_t slice_floats = std::int64_t{pass.axes[0].taps} * row.floats();
  std::ptrdiff_t rows = 1;
  while (rows < height.outputs &&
         slice_floats * CopiedAxis(height, rows + 1).extent <= kBandFloats) {
    ++rows;
  }
  return rows;
}

// Whether the outputs of a few rows are neighbours in y.
bool is_contiguous(const ConvPass& pass) {
  return pass.axes[1].out_step == 1 && pass.axes[2].out_step == 1;
}

bool is_empty(const ConvPass& pass) {
  return pass.batch == 0 || pass.groups == 0 || pass.out_channels == 0 || pass.outputs() == 0;
}

/// What all planes of a pass have in common.
struct Layout {
  CopiedRow row;
  std::ptrdiff_t band_rows;
  CopiedAxis slices;  // of the depth, in the copy
  CopiedAxis lines;   // of the height

  explicit Layout(const ConvPass& pass)
      : row(pass.axes[2]),
        band_rows(rows_per_band(pass, row)),
        slices(pass.axes[0], 1),
        lines(pass.axes[1], band_rows) {}

  // Scratch memory of one thread, in floats.
  std::size_t copy_floats() const {
    return round_up_floats(static_cast<std::size_t>(slices.extent * lines.extent * row.floats()));
  }
  std::size_t row_floats(const ConvPass& pass) const {
    if (is_contiguous(pass)) return 0;
    return round_up_floats(static_cast<std::size_t>(band_rows * pass.axes[2].outputs));
  }
  std::size_t scratch_floats(const ConvPass& pass) const {
    const auto taps = static_cast<std::size_t>(pass.taps());
    return copy_floats() + row_floats(pass) +
           round_up_floats(taps * sizeof(std::ptrdiff_t) / sizeof(float));
  }
};

/// Computes planes, one after another, in one thread's scratch memory.
class PlaneRun {
 public:
  PlaneRun(const ConvPass& pass, const Layout& layout, const ConvEpilogue& epilogue, float* scratch)
      : pass_(pass), layout_(layout), epilogue_(epilogue) {
    copy_ = scratch;
    rows_ = copy_ + layout.copy_floats();
    offsets_ = reinterpret_cast<std::ptrdiff_t*>(rows_ + layout.row_floats(pass));
    // The columns outside of the input stay zero from plane to plane.
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

  /// All outputs of one input channel: the pass's out_channels planes.
  void run(std::ptrdiff_t group, const float* x, const float* packed, float* y) {
    const PassAxis& height = pass_.axes[1];
    for (std::ptrdiff_t depth = 0; depth < pass_.axes[0].outputs; ++depth) {
      for (std::ptrdiff_t first = 0; first < height.outputs; first += layout_.band_rows) {
        const std::ptrdiff_t rows = std::min(layout_.band_rows, height.outputs - first);
        copy_band(depth, first, rows, x);
        for (std::ptrdiff_t m = 0; m < pass_.out_channels; ++m) {
          run_band(depth, first, rows, group * pass_.out_channels + m, packed,
                   y + m * pass_.output_plane());
        }
      }
    }
  }

 private:
  void copy_band(std::ptrdiff_t depth, std::ptrdiff_t first, std::ptrdiff_t rows, const float* x) {
    const PassAxis& z_axis = pass_.axes[0];
    const PassAxis& y_axis = pass_.axes[1];
    const std::ptrdiff_t row_floats = layout_.row.floats();
    const std::ptrdiff_t unused = (layout_.band_rows - rows) * layout_.lines.output_step;
    // With one band, the rows outside of the input stay zero as well.
    const bool rows_change = z_axis.outputs > 1 || layout_.band_rows < y_axis.outputs;
    for (std::ptrdiff_t d = 0; d < layout_.slices.extent; ++d) {
      const std::int64_t z = layout_.slices.source(z_axis, depth, d);
      float* to = copy_ + d * layout_.lines.extent * row_floats;
      for (std::ptrdiff_t h = 0; h < layout_.lines.extent - unused; ++h, to += row_floats) {
        const std::int64_t line = layout_.lines.source(y_axis, first, h);
        if (0 <= z && z < z_axis.input && 0 <= line && line < y_axis.input) {
          layout_.row.copy(x + (z * y_axis.input + line) * pass_.axes[2].input, to);
        } else if (rows_change) {
          std::fill_n(to, row_floats, 0.0f);
        }
      }
    }
  }

  void run_band(std::ptrdiff_t depth, std::ptrdiff_t first, std::ptrdiff_t rows,
                std::ptrdiff_t channel, const float* packed, float* y) const {
    const PassAxis& height = pass_.axes[1];
    const PassAxis& width = pass_.axes[2];
    const std::ptrdiff_t taps = pass_.taps();
    const bool direct = is_contiguous(pass_);
    y += (pass_.axes[0].out_first + depth * pass_.axes[0].out_step) * pass_.output[1] *
             pass_.output[2] +
         (height.out_first + first * height.out_step) * pass_.output[2] + width.out_first;
    DepthwiseRows r;
    r.x = copy_;
    r.x_step = layout_.lines.output_step * layout_.row.floats();
    r.offsets = offsets_;
    r.weights = packed + channel * taps;
    r.taps = static_cast<std::size_t>(taps);
    r.rows = static_cast<std::size_t>(rows);
    r.columns = static_cast<std::size_t>(width.outputs);
    r.y = direct ? y : rows_;
    r.y_step = width.outputs;
    r.bias = epilogue_.bias == nullptr ? 0.0f : epilogue_.bias[channel];
    r.low = epilogue_.low;
    r.high = epilogue_.high;
    depthwise_rows(r);
    if (epilogue_.unary != nullptr) {
      epilogue_.unary(r.y, r.rows * r.columns, epilogue_.unary_context);
    }
    if (direct) return;
    const float* from = rows_;
    for (std::ptrdiff_t h = 0; h < rows; ++h) {
      float* to = y + h * height.out_step * pass_.output[2];
      for (std::ptrdiff_t w = 0; w < width.outputs; ++w) to[w * width.out_step] = *from++;
    }
  }

  const ConvPass& pass_;
  const Layout& layout_;
  const ConvEpilogue& epilogue_;
  float* copy_;
  float* rows_;
  std::ptrdiff_t* offsets_;
};

// Input planes of a task.
std::ptrdiff_t planes_per_task(const ConvPass& pass) {
  const std::int64_t products = std::int64_t{pass.out_channels} * pass.outputs() * pass.taps();
  return static_cast<std::ptrdiff_t>(
      std::clamp<std::int64_t>(kTaskProducts / std::max<std::int64_t>(1, products), 1, 64));
}

std::size_t task_count(const ConvPass& pass) {
  const std::ptrdiff_t planes = pass.batch * pass.groups;
  const std::ptrdiff_t per_task = planes_per_task(pass);
  return static_cast<std::size_t>((planes + per_task - 1) / per_task);
}

}  // namespace

std::size_t packed_depthwise_weights_size(const ConvPass& pass) {
  return static_cast<std::size_t>(pass.groups * pass.out_channels * pass.taps());
}

void pack_depthwise_weights(const ConvPass& pass, const WeightView& weights, float* packed) {
  for (std::ptrdiff_t g = 0; g < pass.groups; ++g) {
    for (std::ptrdiff_t m = 0; m < pass.out_channels; ++m) {
      const float* channel = weights.data + g * weights.group + m * weights.out_channel;
      for (std::ptrdiff_t d = 0; d < pass.axes[0].taps; ++d) {
        for (std::ptrdiff_t h = 0; h < pass.axes[1].taps; ++h) {
          for (std::ptrdiff_t w = 0; w < pass.axes[2].taps; ++w) {
            *packed++ = channel[d * weights.tap[0] + h * weights.tap[1] + w * weights.tap[2]];
          }
        }
      }
    }
  }
}

std::size_t depthwise_scratch_size(const ConvPass& pass, std::size_t threads) {
  if (is_empty(pass)) return 0;
  return slot_count(task_count(pass), threads) * Layout(pass).scratch_floats(pass);
}

void run_depthwise(const ConvPass& pass, const float* x, const float* packed,
                   const ConvEpilogue& epilogue, float* y, float* scratch, ThreadPool& pool) {
  if (is_empty(pass)) return;
  const Layout layout(pass);
  const std::size_t slot_floats = layout.scratch_floats(pass);
  const std::ptrdiff_t input = pass.input_plane();
  const std::ptrdiff_t output = pass.out_channels * pass.output_plane();
  const std::ptrdiff_t planes = pass.batch * pass.groups;
  const std::ptrdiff_t per_task = planes_per_task(pass);
  parallel_slots(pool, task_count(pass), [&](std::size_t slot, std::size_t task) {
    const std::ptrdiff_t first = static_cast<std::ptrdiff_t>(task) * per_task;
    PlaneRun run(pass, layout, epilogue, scratch + slot * slot_floats);
    for (std::ptrdiff_t plane = first; plane < std::min(planes, first + per_task); ++plane) {
      run.run(plane % pass.groups, x + plane * input, packed, y + plane * output);
    }
  });
}

}  // namespace sardonyx::kernels
