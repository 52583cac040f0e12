#include <algorithm>
#include <array>

#include "core/kernels/conv/block.h"
#include "core/kernels/conv/depthwise_rows.h"
#include "core/kernels/conv/pass.h"
#include "core/kernels/parallel.h"

// Depthwise convolution with kernels of 3x3 or of five rows, vectorised along the width, a few rows
// of outputs at a time, from the inputs as they lie: packets at the edges read beyond their line
// and mask what they find there. Lines above and below the input are one line of zeros.

namespace sardonyx::kernels {

namespace {

constexpr std::ptrdiff_t kLanes = 4;
/// Rows of outputs that are computed at once: the most, and the fewest.
constexpr std::ptrdiff_t kManyRows = 7;
constexpr std::ptrdiff_t kFewRows = 4;
/// How far a packet may reach beyond its line.
constexpr std::ptrdiff_t kMargin = 4;
/// Packets that reach so far: one at the left, two at the right.
constexpr std::size_t kMostEdges = 3;
/// Planes are not divided among threads, so there should be some.
constexpr std::ptrdiff_t kFewestPlanes = 8;
constexpr std::ptrdiff_t kTasksPerThread = 8;

using RowsFunction = void (*)(const DepthwiseRows&);

template <int Taps, int Width>
RowsFunction function_of(std::int64_t stride, std::ptrdiff_t rows) {
  if (stride == 1) {
    return rows == kManyRows ? depthwise_rows<Taps, Width, 1, kManyRows>
                             : depthwise_rows<Taps, Width, 1, kFewRows>;
  }
  return rows == kManyRows ? depthwise_rows<Taps, Width, 2, kManyRows>
                           : depthwise_rows<Taps, Width, 2, kFewRows>;
}

RowsFunction function_of(const ConvPass& pass, std::ptrdiff_t rows) {
  const PassAxis& height = pass.axes[1];
  return height.taps == 3 ? function_of<3, 3>(height.in_step, rows)
                          : function_of<5, 0>(height.in_step, rows);
}

// Scratch memory of one thread, in floats: zeros, and the first and the last line, which may have
// no readable memory beside them; the edges' masks; where the taps begin in a line, and a table of
// lines.
struct Scratch {
  std::size_t line;
  std::size_t masks;
  std::size_t tables;

  explicit Scratch(const ConvPass& pass)
      : line(round_up_floats(static_cast<std::size_t>(pass.axes[2].input + 2 * kMargin))),
        masks(kMostEdges * kLanes * static_cast<std::size_t>(pass.axes[2].taps)) {
    const std::ptrdiff_t words = pass.axes[2].taps + line_count(pass.axes[1]);
    tables = static_cast<std::size_t>(words) * sizeof(void*) / sizeof(float);
  }
  std::size_t floats() const { return round_up_floats(3 * line + masks + tables); }

  // Of all outputs.
  static std::ptrdiff_t line_count(const PassAxis& height) {
    return (height.outputs - 1) * static_cast<std::ptrdiff_t>(height.in_step) + height.taps;
  }
};

/// Computes planes, one after another, in one thread's scratch memory.
class PlaneRun {
 public:
  PlaneRun(const ConvPass& pass, const ConvEpilogue& epilogue, float* scratch)
      : pass_(pass), epilogue_(epilogue) {
    const PassAxis& width = pass.axes[2];
    const Scratch sizes(pass);
    std::fill_n(scratch, 3 * sizes.line, 0.0f);
    zeros_ = scratch + kMargin;
    first_line_ = zeros_ + sizes.line;
    last_line_ = first_line_ + sizes.line;
    scratch += 3 * sizes.line;
    masks_ = reinterpret_cast<std::int32_t(*)[kLanes]>(scratch);
    offsets_ = reinterpret_cast<std::ptrdiff_t*>(scratch + sizes.masks);
    lines_ = reinterpret_cast<const float**>(offsets_ + width.taps);
    for (std::ptrdiff_t t = 0; t < width.taps; ++t) {
      offsets_[t] = static_cast<std::ptrdiff_t>(width.tap_first + t * width.tap_step);
    }
    find_edges();
    rows_.edges = edges_.data();
    rows_.masks = masks_;
    rows_.offsets = offsets_;
    rows_.width = static_cast<std::size_t>(width.taps);
    rows_.y_step = static_cast<std::size_t>(pass.output[2]);
    rows_.low = epilogue.low;
    rows_.high = epilogue.high;
  }

  /// Computes a plane of y from one of x, which may be x's first or last.
  void run(std::ptrdiff_t channel, const float* x, bool is_first, bool is_last, const float* packed,
           float* y) {
    const PassAxis& height = pass_.axes[1];
    find_lines(x, is_first, is_last);
    rows_.weights = packed + channel * pass_.taps();
    rows_.bias = epilogue_.bias == nullptr ? 0.0f : epilogue_.bias[channel];
    for (std::ptrdiff_t row = 0; row < height.outputs;) {
      const std::ptrdiff_t left = height.outputs - row;
      const bool many = left > kFewRows && height.outputs >= kManyRows;
      const std::ptrdiff_t rows = many ? kManyRows : kFewRows;
      // The last rows together with some that are done.
      row = std::min(row, height.outputs - rows);
      rows_.lines = lines_ + row * height.in_step;
      rows_.y = y + row * pass_.output[2];
      function_of(pass_, rows)(rows_);
      row += rows;
    }
    if (epilogue_.finish) epilogue_.finish(y, static_cast<std::size_t>(pass_.output_plane()));
  }

 private:
  // Divides the packets of a row into those inside and the edges, and makes the edges' masks.
  void find_edges() {
    const PassAxis& width = pass_.axes[2];
    const auto step = static_cast<std::ptrdiff_t>(width.in_step);
    std::ptrdiff_t inside = 0;  // packets
    std::ptrdiff_t first = 0;
    rows_.edge_count = 0;
    for (std::ptrdiff_t at = 0; at < width.outputs; at += kLanes) {
      const std::ptrdiff_t column = std::min(at, width.outputs - kLanes);
      const std::ptrdiff_t low = column * step + offsets_[0];
      const std::ptrdiff_t high = (column + kLanes) * step + offsets_[width.taps - 1];
      if (low >= 0 && high <= width.input) {
        if (inside++ == 0) first = column;
        continue;
      }
      auto* mask = masks_ + rows_.edge_count * static_cast<std::size_t>(width.taps);
      edges_[rows_.edge_count++] = static_cast<std::size_t>(column);
      for (std::ptrdiff_t t = 0; t < width.taps; ++t) {
        for (std::ptrdiff_t i = 0; i < kLanes; ++i) {
          const std::ptrdiff_t from = (column + i) * step + offsets_[t];
          mask[t][i] = 0 <= from && from < width.input ? -1 : 0;
        }
      }
    }
    rows_.first = static_cast<std::size_t>(first);
    rows_.last = static_cast<std::size_t>(std::min(first + inside * kLanes, width.outputs));
  }

  void find_lines(const float* x, bool is_first, bool is_last) {
    const PassAxis& height = pass_.axes[1];
    const std::ptrdiff_t line_floats = pass_.axes[2].input;
    const std::ptrdiff_t lines = Scratch::line_count(height);
    const auto clamped = [&](std::int64_t line, std::ptrdiff_t low) {
      return static_cast<std::ptrdiff_t>(std::clamp<std::int64_t>(line, low, lines));
    };
    const std::ptrdiff_t begin = clamped(-height.tap_first, 0);
    const std::ptrdiff_t end = clamped(height.input - height.tap_first, begin);
    for (std::ptrdiff_t l = 0; l < begin; ++l) lines_[l] = zeros_;
    for (std::ptrdiff_t l = end; l < lines; ++l) lines_[l] = zeros_;
    if (begin == end) return;
    const std::int64_t start = begin + height.tap_first;
    const float* from = x + start * line_floats;
    for (std::ptrdiff_t l = begin; l < end; ++l, from += line_floats) lines_[l] = from;
    if (is_first && start == 0) {
      std::copy_n(lines_[begin], line_floats, first_line_);
      lines_[begin] = first_line_;
    }
    if (is_last && end + height.tap_first == height.input) {
      std::copy_n(lines_[end - 1], line_floats, last_line_);
      lines_[end - 1] = last_line_;
    }
  }

  const ConvPass& pass_;
  const ConvEpilogue& epilogue_;
  float* zeros_;
  float* first_line_;
  float* last_line_;
  std::int32_t (*masks_)[kLanes];
  std::ptrdiff_t* offsets_;
  const float** lines_;
  std::array<std::size_t, kMostEdges> edges_{};
  DepthwiseRows rows_;
};

std::ptrdiff_t planes_of(const ConvPass& pass) {
  return pass.batch * pass.groups * pass.out_channels;
}

std::ptrdiff_t planes_per_task(const ConvPass& pass, std::size_t threads) {
  const auto tasks = static_cast<std::ptrdiff_t>(threads == 1 ? 1 : threads * kTasksPerThread);
  return ceil_div(planes_of(pass), tasks);
}

std::size_t task_count(const ConvPass& pass, std::size_t threads) {
  return static_cast<std::size_t>(ceil_div(planes_of(pass), planes_per_task(pass, threads)));
}

// Whether the outputs of an axis are neighbours in y, and all that it has.
bool is_whole(const PassAxis& axis, std::ptrdiff_t output) {
  return axis.out_step == 1 && axis.out_first == 0 && axis.outputs == output;
}

// Whether no packet reaches more than a margin beyond its line.
bool stays_near(const PassAxis& width) {
  const std::int64_t last = (width.outputs - 1) * width.in_step + width.tap_first +
                            (width.taps - 1) * width.tap_step + (width.in_step - 1);
  return width.input >= kMargin && -kMargin <= width.tap_first && width.tap_first <= 0 &&
         last < width.input + kMargin;
}

}  // namespace

bool depthwise_fits(const ConvPass& pass) {
  const auto& [depth, height, width] = pass.axes;
  if (pass.in_channels != 1 || planes_of(pass) < kFewestPlanes) return false;
  if (depth.taps != 1 || depth.tap_first != 0 || depth.input != 1 || pass.output[0] != 1) {
    return false;
  }
  if (!is_whole(height, pass.output[1]) || !is_whole(width, pass.output[2])) return false;
  if (height.outputs < kFewRows || width.outputs < kLanes || width.taps == 0) return false;
  const bool is_3x3 = height.taps == 3 && width.taps == 3 && width.tap_step == 1;
  return (is_3x3 || height.taps == 5) && height.tap_step == 1 && height.in_step <= 2 &&
         width.in_step == height.in_step && stays_near(width);
}

bool depthwise_pays(const ConvPass& pass) {
  // Engines that have no relaxed instructions need a register for the product besides, and make
  // three instructions of the shuffle that a stride takes.
  return depthwise_fits(pass) && (simd::kMaddMayFuse || pass.axes[1].in_step == 1);
}

std::size_t depthwise_scratch_size(const ConvPass& pass, std::size_t threads) {
  return slot_count(task_count(pass, threads), threads) * Scratch(pass).floats();
}

void run_depthwise(const ConvPass& pass, const float* x, const float* packed,
                   const ConvEpilogue& epilogue, float* y, float* scratch, ThreadPool& pool) {
  const std::size_t slot_floats = Scratch(pass).floats();
  const std::ptrdiff_t planes = planes_of(pass);
  const std::ptrdiff_t channels = pass.groups * pass.out_channels;
  const std::ptrdiff_t per_task = planes_per_task(pass, pool.threads());
  parallel_slots(pool, task_count(pass, pool.threads()), [&](std::size_t slot, std::size_t task) {
    PlaneRun run(pass, epilogue, scratch + slot * slot_floats);
    const std::ptrdiff_t first = static_cast<std::ptrdiff_t>(task) * per_task;
    for (std::ptrdiff_t plane = first; plane < std::min(planes, first + per_task); ++plane) {
      const std::ptrdiff_t image = plane / pass.out_channels;  // a channel of a batch element
      run.run(plane % channels, x + image * pass.input_plane(), image == 0,
              image == pass.batch * pass.groups - 1, packed, y + plane * pass.output_plane());
    }
  });
}

}  // namespace sardonyx::kernels
