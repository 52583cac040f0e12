#include "core/kernels/pooling_rows.h"

#include <algorithm>
#include <cstdint>
#include <limits>

#include "core/kernels/parallel.h"
#include "core/kernels/window_taps.h"
#include "core/simd/packet.h"
#include "core/simd/shuffle.h"

namespace sardonyx::kernels {

namespace {

using namespace simd;

struct Larger {
  static constexpr float kStart = -std::numeric_limits<float>::infinity();
  F32x4 operator()(const F32x4& a, const F32x4& b) const { return pmax(a, b); }
};
struct Sum {
  static constexpr float kStart = 0.0f;
  F32x4 operator()(const F32x4& a, const F32x4& b) const { return padd(a, b); }
};

// What the pads and the packets that reach over the last output make of a row.
std::int64_t buffer_length(const WindowAxis& axis) {
  const std::int64_t outputs = (axis.output + 3) / 4 * 4;
  const std::int64_t reach = outputs * axis.stride + (axis.kernel - 1) * axis.dilation + 8;
  return std::max(reach, axis.pad_begin + axis.input);
}

std::size_t aligned_floats(std::int64_t count) {
  return static_cast<std::size_t>((count + 3) / 4 * 4);
}

// to = start or to, and `Rows` rows.
template <class Combine, int Rows>
__attribute__((noinline)) void combine_rows(const float* const* rows, std::size_t n, bool first,
                                            float* to) {
  const Combine combine;
  for (std::size_t i = 0; i < n; i += 4) {
    const std::size_t left = n - i;
    F32x4 sum = first ? splat(Combine::kStart) : load(to + i, left);
    for (int r = 0; r < Rows; ++r) sum = combine(sum, load(rows[r] + i, left));
    store(to + i, sum, left);
  }
}

// y[i] = the combination of row[i * stride + k * dilation] for all k < kernel.
template <class Combine, int Kernel, int Stride>
__attribute__((noinline)) void combine_columns(const float* row, std::size_t n,
                                               const WindowAxis& axis, float* y) {
  const Combine combine;
  const auto kernel = Kernel != 0 ? std::size_t{Kernel} : static_cast<std::size_t>(axis.kernel);
  const auto stride = Stride != 0 ? std::size_t{Stride} : static_cast<std::size_t>(axis.stride);
  const auto dilation = static_cast<std::size_t>(axis.dilation);
  for (std::size_t i = 0; i < n; i += 4) {
    const float* from = row + i * stride;
    F32x4 sum = splat(Combine::kStart);
    for (std::size_t k = 0; k < kernel; ++k, from += dilation) {
      if constexpr (Stride == 1) {
        sum = combine(sum, load(from));
      } else if constexpr (Stride == 2) {
        sum = combine(sum, even_lanes(load(from), load(from + 4)));
      } else {
        sum = combine(sum, make(from[0], from[stride], from[2 * stride], from[3 * stride]));
      }
    }
    store(y + i, sum, n - i);
  }
}

using CombineColumns = void (*)(const float* row, std::size_t n, const WindowAxis& axis, float* y);

template <class Combine, int Stride>
CombineColumns choose_kernel(const WindowAxis& axis) {
  return axis.kernel == 2   ? combine_columns<Combine, 2, Stride>
         : axis.kernel == 3 ? combine_columns<Combine, 3, Stride>
                            : combine_columns<Combine, 0, Stride>;
}

template <class Combine>
CombineColumns choose_columns(const WindowAxis& axis) {
  return axis.stride == 1   ? choose_kernel<Combine, 1>(axis)
         : axis.stride == 2 ? choose_kernel<Combine, 2>(axis)
                            : combine_columns<Combine, 0, 0>;
}

__attribute__((noinline)) void divide(float* y, const float* counts, float rows, std::size_t n) {
  for (std::size_t i = 0; i < n; i += 4) {
    const F32x4 count = pmul(load(counts + i, n - i, 1.0f), splat(rows));
    store(y + i, pdiv(load(y + i, n - i), count), n - i);
  }
}

template <class Combine>
class PlanePooler {
 public:
  PlanePooler(const Window& window, bool count_pads, std::byte* scratch)
      : window_(window),
        columns_(choose_columns<Combine>(window.width())),
        count_pads_(count_pads),
        buffer_(reinterpret_cast<float*>(scratch)),
        counts_(buffer_ + aligned_floats(buffer_length(window.width()))) {
    std::fill_n(buffer_, buffer_length(window.width()), Combine::kStart);
    for (std::int64_t i = 0; i < window.width().output; ++i) {
      counts_[i] = static_cast<float>(averaged_count(window.width(), i, count_pads));
    }
  }

  void run(const float* x, float* y) const {
    const auto width = static_cast<std::size_t>(window_.width().output);
    for (std::int64_t d = 0; d < window_.depth().output; ++d) {
      for (std::int64_t h = 0; h < window_.height().output; ++h, y += width) {
        fill_buffer(x, d, h);
        columns_(buffer_, width, window_.width(), y);
        if constexpr (std::is_same_v<Combine, Sum>) {
          divide(y, counts_,
                 static_cast<float>(averaged_count(window_.depth(), d, count_pads_) *
                                    averaged_count(window_.height(), h, count_pads_)),
                 width);
        }
      }
    }
  }

 private:
  void fill_buffer(const float* x, std::int64_t d, std::int64_t h) const {
    const auto width = static_cast<std::size_t>(window_.width().input);
    float* to = buffer_ + window_.width().pad_begin;
    const TapRange depth = taps_inside(window_.depth(), d);
    const TapRange height = taps_inside(window_.height(), h);
    const float* rows[3];
    int waiting = 0;
    bool first = true;
    const auto flush = [&] {
      if (waiting == 0 && !first) return;
      constexpr void (*kCombine[])(const float* const*, std::size_t, bool, float*) = {
          combine_rows<Combine, 0>, combine_rows<Combine, 1>, combine_rows<Combine, 2>,
          combine_rows<Combine, 3>};
      kCombine[waiting](rows, width, first, to);
      waiting = 0;
      first = false;
    };
    for (std::int64_t i = depth.first; i < depth.last; ++i) {
      const std::int64_t z = tap_index(window_.depth(), d, i);
      for (std::int64_t j = height.first; j < height.last; ++j) {
        const std::int64_t line = tap_index(window_.height(), h, j);
        rows[waiting++] = x + (z * window_.height().input + line) * window_.width().input;
        if (waiting == 3) flush();
      }
    }
    flush();
  }

  const Window& window_;
  CombineColumns columns_;
  bool count_pads_;
  float* buffer_;
  float* counts_;
};

template <class Combine>
void run(const Window& window, std::size_t planes, bool count_pads, const float* x, float* y,
         std::byte* scratch, ThreadPool& pool) {
  const auto input = static_cast<std::size_t>(window.input_count());
  const auto output = static_cast<std::size_t>(window.output_count());
  if (output == 0) return;
  const std::size_t slot_bytes = pool_rows_scratch_size(window);
  // Planes that together are worth to be handed out.
  const std::size_t group = std::max<std::size_t>(1, 4096 / output);
  parallel_slots(pool, (planes + group - 1) / group, [&](std::size_t slot, std::size_t task) {
    const PlanePooler<Combine> pooler(window, count_pads, scratch + slot * slot_bytes);
    for (std::size_t p = task * group; p < std::min(planes, (task + 1) * group); ++p) {
      pooler.run(x + p * input, y + p * output);
    }
  });
}

}  // namespace

bool can_pool_rows(const Window& window) {
  const WindowAxis& axis = window.width();
  return buffer_length(axis) <= 4 * axis.input + 1024;
}

std::size_t pool_rows_scratch_size(const Window& window) {
  return (aligned_floats(buffer_length(window.width())) + aligned_floats(window.width().output)) *
         sizeof(float);
}

void pool_rows(RowPooling kind, const Window& window, std::size_t planes, bool count_include_pad,
               const float* x, float* y, std::byte* scratch, ThreadPool& pool) {
  if (kind == RowPooling::kMax) {
    run<Larger>(window, planes, false, x, y, scratch, pool);
  } else {
    run<Sum>(window, planes, count_include_pad, x, y, scratch, pool);
  }
}

}  // namespace sardonyx::kernels
