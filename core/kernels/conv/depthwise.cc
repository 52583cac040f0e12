#include <algorithm>
#include <cstring>

#include "core/kernels/conv/block.h"
#include "core/kernels/conv/pass.h"
#include "core/kernels/parallel.h"
#include "core/simd/packet.h"
#include "core/simd/unroll.h"

// Depthwise convolution, vectorised along the width. The input rows of a band of output rows are
// copied with the padding as zeros, and with the columns of a stride sorted by remainder, so that
// four neighbouring outputs read four neighbouring values for every tap.

namespace sardonyx::kernels {

namespace {

/// Floats of a band's copied input: it should stay in the first-level cache.
constexpr std::ptrdiff_t kBandFloats = 6144;
/// Values that packets read beyond the last one.
constexpr std::ptrdiff_t kSlack = 8;

/// Where the columns that a row of outputs needs lie in a copied row.
struct CopiedRow {
  CopiedAxis columns;
  std::ptrdiff_t phases;  // 1, or the stride
  std::ptrdiff_t phase_floats;

  explicit CopiedRow(const PassAxis& width) : columns(width, width.outputs) {
    phases = columns.output_step;
    phase_floats = (columns.extent + phases - 1) / phases + kSlack;
  }
  std::ptrdiff_t floats() const { return phases * phase_floats; }
  std::ptrdiff_t tap(std::ptrdiff_t t) const {
    const std::ptrdiff_t i = t * columns.tap_step;
    return i % phases * phase_floats + i / phases;
  }
};

struct Bands {
  CopiedRow row;
  std::ptrdiff_t rows;  // output rows of a band

  explicit Bands(const ConvPass& pass) : row(pass.axes[2]), rows(1) {
    const PassAxis& height = pass.axes[1];
    const std::ptrdiff_t depth = pass.axes[0].taps;
    while (rows < height.outputs &&
           std::int64_t{depth} * CopiedAxis(height, rows + 1).extent * row.floats() <=
               kBandFloats) {
      ++rows;
    }
  }
  std::size_t copy_floats(const ConvPass& pass) const {
    return round_up_floats(static_cast<std::size_t>(
        pass.axes[0].taps * CopiedAxis(pass.axes[1], rows).extent * row.floats()));
  }
};

/// A few rows of outputs of one channel.
struct DepthwiseRows {
  const float* x;                 // the copy
  const std::ptrdiff_t* offsets;  // of each tap, from the copy's first value for an output
  const float* weights;           // of each tap
  std::size_t taps;
  std::size_t rows;
  std::size_t columns;
  std::ptrdiff_t x_step;  // from one row's first value to the next one's
  float* y;
  std::ptrdiff_t y_step;
  float bias;
  float low;
  float high;
};

// Taps == 0 stands for any number of them, known at run time.
template <int Taps, int Packets>
EIGEN_ALWAYS_INLINE void sum_taps(const DepthwiseRows& r, const float* x,
                                  simd::F32x4 (&sum)[Packets]) {
  using namespace simd;
  unroll<Packets>([&](auto p) SARDONYX_INLINE { sum[p] = splat(r.bias); });
  const auto add_tap = [&](std::size_t t) SARDONYX_INLINE {
    const F32x4 weight = pload1<F32x4>(r.weights + t);
    const float* from = x + r.offsets[t];
    unroll<Packets>([&](auto p)
                        SARDONYX_INLINE { sum[p] = madd(weight, load(from + 4 * p), sum[p]); });
  };
  if constexpr (Taps > 0) {
    unroll<Taps>([&](auto t) SARDONYX_INLINE { add_tap(t); });
  } else {
    for (std::size_t t = 0; t < r.taps; ++t) add_tap(t);
  }
  const F32x4 low = splat(r.low);
  const F32x4 high = splat(r.high);
  unroll<Packets>([&](auto p) SARDONYX_INLINE { sum[p] = pmin(pmax(sum[p], low), high); });
}

// Out of line and called often, so that V8's optimised code replaces its baseline code soon.
template <int Taps>
__attribute__((noinline, used)) void depthwise_rows(const DepthwiseRows& r) {
  using namespace simd;
  for (std::size_t row = 0; row < r.rows; ++row) {
    const float* x = r.x + static_cast<std::ptrdiff_t>(row) * r.x_step;
    float* y = r.y + static_cast<std::ptrdiff_t>(row) * r.y_step;
    std::size_t i = 0;
    for (; i + 16 <= r.columns; i += 16) {
      F32x4 sum[4];
      sum_taps<Taps>(r, x + i, sum);
      unroll<4>([&](auto p) SARDONYX_INLINE { store(y + i + 4 * p, sum[p]); });
    }
    for (; i < r.columns; i += 8) {
      F32x4 sum[2];
      sum_taps<Taps>(r, x + i, sum);
      store(y + i, sum[0], r.columns - i);
      if (r.columns - i > 4) store(y + i + 4, sum[1], r.columns - i - 4);
    }
  }
}

using DepthwiseRowsKernel = void (*)(const DepthwiseRows&);

DepthwiseRowsKernel choose_depthwise_rows(std::ptrdiff_t taps) {
  if (taps == 9) return depthwise_rows<9>;
  if (taps == 25) return depthwise_rows<25>;
  return depthwise_rows<0>;
}

void copy_row(const PassAxis& axis, const CopiedRow& row, const float* x, float* y) {
  const CopiedAxis& columns = row.columns;
  if (columns.per_tap) {
    for (std::ptrdiff_t i = 0; i < columns.extent; ++i) {
      const std::int64_t at = columns.source(axis, 0, i);
      y[i] = 0 <= at && at < axis.input ? x[at] : 0.0f;
    }
    std::fill_n(y + columns.extent, kSlack, 0.0f);
    return;
  }
  const std::int64_t start = axis.tap_first;
  const auto begin =
      static_cast<std::ptrdiff_t>(std::clamp<std::int64_t>(-start, 0, columns.extent));
  const auto end = static_cast<std::ptrdiff_t>(
      std::clamp<std::int64_t>(axis.input - start, begin, columns.extent));
  if (row.phases == 1) {
    std::fill(y, y + begin, 0.0f);
    if (begin < end) std::copy(x + (start + begin), x + (start + end), y + begin);
    std::fill(y + end, y + row.phase_floats, 0.0f);
    return;
  }
  for (std::ptrdiff_t phase = 0; phase < row.phases; ++phase, y += row.phase_floats) {
    std::ptrdiff_t at = 0;
    std::ptrdiff_t i = phase;
    for (; i < begin && i < columns.extent; i += row.phases) y[at++] = 0.0f;
    for (; i < end; i += row.phases) y[at++] = x[start + i];
    std::fill(y + at, y + row.phase_floats, 0.0f);
  }
}

// Whether the outputs of a few rows are neighbours in y.
bool is_contiguous(const ConvPass& pass) {
  return pass.axes[1].out_step == 1 && pass.axes[2].out_step == 1;
}

bool is_empty(const ConvPass& pass) {
  return pass.batch == 0 || pass.groups == 0 || pass.out_channels == 0 || pass.outputs() == 0;
}

/// Scratch memory of one thread, in floats.
struct Scratch {
  std::size_t copy;
  std::size_t rows;  // outputs that are not neighbours in y
  std::size_t offsets;

  Scratch(const ConvPass& pass, const Bands& bands) {
    copy = bands.copy_floats(pass);
    rows = is_contiguous(pass)
               ? 0
               : round_up_floats(static_cast<std::size_t>(bands.rows * pass.axes[2].outputs));
    offsets = round_up_floats(static_cast<std::size_t>(pass.taps()) * sizeof(std::ptrdiff_t) /
                              sizeof(float));
  }
  std::size_t floats() const { return copy + rows + offsets; }
};

/// All outputs of one input channel.
class PlaneRun {
 public:
  PlaneRun(const ConvPass& pass, const Bands& bands, const ConvEpilogue& epilogue, float* scratch)
      : pass_(pass), bands_(bands), epilogue_(epilogue) {
    const Scratch sizes(pass, bands);
    copy_ = scratch;
    rows_ = copy_ + sizes.copy;
    offsets_ = reinterpret_cast<std::ptrdiff_t*>(rows_ + sizes.rows);
  }

  void run(std::ptrdiff_t group, const float* x, const float* packed, float* y) {
    const PassAxis& height = pass_.axes[1];
    for (std::ptrdiff_t depth = 0; depth < pass_.axes[0].outputs; ++depth) {
      for (std::ptrdiff_t first = 0; first < height.outputs; first += bands_.rows) {
        const std::ptrdiff_t rows = std::min(bands_.rows, height.outputs - first);
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
    const CopiedAxis slices(z_axis, 1);
    const CopiedAxis lines(y_axis, rows);
    const CopiedRow& row = bands_.row;
    float* to = copy_;
    for (std::ptrdiff_t d = 0; d < slices.extent; ++d) {
      const std::int64_t z = slices.source(z_axis, depth, d);
      for (std::ptrdiff_t h = 0; h < lines.extent; ++h, to += row.floats()) {
        const std::int64_t line = lines.source(y_axis, first, h);
        if (z < 0 || z >= z_axis.input || line < 0 || line >= y_axis.input) {
          std::fill_n(to, row.floats(), 0.0f);
        } else {
          copy_row(pass_.axes[2], row, x + (z * y_axis.input + line) * pass_.axes[2].input, to);
        }
      }
    }
    row_step_ = lines.output_step * row.floats();
    std::ptrdiff_t* offset = offsets_;
    for (std::ptrdiff_t d = 0; d < z_axis.taps; ++d) {
      for (std::ptrdiff_t h = 0; h < y_axis.taps; ++h) {
        const std::ptrdiff_t line = d * slices.tap_step * lines.extent + h * lines.tap_step;
        for (std::ptrdiff_t w = 0; w < pass_.axes[2].taps; ++w) {
          *offset++ = line * row.floats() + row.tap(w);
        }
      }
    }
  }

  void run_band(std::ptrdiff_t depth, std::ptrdiff_t first, std::ptrdiff_t rows,
                std::ptrdiff_t channel, const float* packed, float* y) const {
    const PassAxis& height = pass_.axes[1];
    const PassAxis& width = pass_.axes[2];
    const std::ptrdiff_t taps = pass_.taps();
    y += (pass_.axes[0].out_first + depth * pass_.axes[0].out_step) * pass_.output[1] *
             pass_.output[2] +
         (height.out_first + first * height.out_step) * pass_.output[2] + width.out_first;
    const bool direct = is_contiguous(pass_);
    DepthwiseRows r;
    r.x = copy_;
    r.offsets = offsets_;
    r.weights = packed + channel * taps;
    r.taps = static_cast<std::size_t>(taps);
    r.rows = static_cast<std::size_t>(rows);
    r.columns = static_cast<std::size_t>(width.outputs);
    r.x_step = row_step_;
    r.y = direct ? y : rows_;
    r.y_step = width.outputs;
    r.bias = epilogue_.bias == nullptr ? 0.0f : epilogue_.bias[channel];
    r.low = epilogue_.low;
    r.high = epilogue_.high;
    choose_depthwise_rows(taps)(r);
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
  const Bands& bands_;
  const ConvEpilogue& epilogue_;
  float* copy_;
  float* rows_;
  std::ptrdiff_t* offsets_;
  std::ptrdiff_t row_step_ = 0;
};

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
  const auto planes = static_cast<std::size_t>(pass.batch * pass.groups);
  return slot_count(planes, threads) * Scratch(pass, Bands(pass)).floats();
}

void run_depthwise(const ConvPass& pass, const float* x, const float* packed,
                   const ConvEpilogue& epilogue, float* y, float* scratch, ThreadPool& pool) {
  if (is_empty(pass)) return;
  const Bands bands(pass);
  const std::size_t slot_floats = Scratch(pass, bands).floats();
  const std::ptrdiff_t output = pass.out_channels * pass.output_plane();
  const auto planes = static_cast<std::size_t>(pass.batch * pass.groups);
  parallel_slots(pool, planes, [&](std::size_t slot, std::size_t task) {
    const auto plane = static_cast<std::ptrdiff_t>(task);
    PlaneRun run(pass, bands, epilogue, scratch + slot * slot_floats);
    run.run(plane % pass.groups, x + plane * pass.input_plane(), packed, y + plane * output);
  });
}

}  // namespace sardonyx::kernels
