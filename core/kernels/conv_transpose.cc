#include "core/kernels/conv_transpose.h"

#include <algorithm>
#include <numeric>

#include "core/base/function_ref.h"
#include "core/kernels/conv/pass.h"
#include "core/kernels/parallel.h"

namespace sardonyx::kernels {

namespace {

constexpr std::size_t kFinishedAtOnce = 4096;

/// What a pass takes of the kernel along an axis: the taps first, first - step, first - 2 step, ...
struct TakenTaps {
  std::ptrdiff_t first = 0;
  std::ptrdiff_t step = 1;
};

// Every how many taps the remainder of k * dilation modulo the stride comes back.
std::int64_t tap_period(const WindowAxis& window) {
  return window.stride / std::gcd(window.stride, window.dilation);
}

std::int64_t pass_count(const WindowAxis& window) {
  return std::min(window.kernel, tap_period(window));
}

// Output o = i * stride + k * dilation - pad_begin gets tap k of input i. So the outputs with one
// remainder of (o + pad_begin) modulo the stride use the same taps: number, number + period, ...
// They are taken from the last to the first, for inputs from the first to the last.
PassAxis make_axis(const WindowAxis& window, std::int64_t number, TakenTaps& taken) {
  const std::int64_t stride = window.stride;
  const std::int64_t period = tap_period(window);
  const std::int64_t first =
      ((number * window.dilation - window.pad_begin) % stride + stride) % stride;
  PassAxis axis;
  axis.input = static_cast<std::ptrdiff_t>(window.input);
  axis.out_first = static_cast<std::ptrdiff_t>(first);
  axis.out_step = static_cast<std::ptrdiff_t>(stride);
  axis.outputs = static_cast<std::ptrdiff_t>(
      window.output > first ? (window.output - first + stride - 1) / stride : 0);
  axis.taps = static_cast<std::ptrdiff_t>((window.kernel - 1 - number) / period + 1);
  axis.tap_step = window.dilation * period / stride;
  const std::int64_t last = number + (axis.taps - 1) * period;
  axis.tap_first = (first + window.pad_begin - last * window.dilation) / stride;
  taken = {static_cast<std::ptrdiff_t>(last), static_cast<std::ptrdiff_t>(period)};
  return axis;
}

using VisitPass =
    FunctionRef<void(const ConvPass& pass, const std::array<TakenTaps, kMaxSpatialRank>& taken)>;

// Visits the passes in the order in which their weights are packed.
void for_each_pass(const ConvShape& shape, VisitPass visit) {
  ConvPass pass;
  pass.batch = static_cast<std::ptrdiff_t>(shape.batch);
  pass.groups = static_cast<std::ptrdiff_t>(shape.groups);
  pass.in_channels = static_cast<std::ptrdiff_t>(shape.in_channels / shape.groups);
  pass.out_channels = static_cast<std::ptrdiff_t>(shape.out_channels / shape.groups);
  const Window& window = shape.window;
  for (std::size_t a = 0; a < kMaxSpatialRank; ++a) {
    pass.output[a] = static_cast<std::ptrdiff_t>(window.axes[a].output);
  }
  std::array<TakenTaps, kMaxSpatialRank> taken;
  for (std::int64_t d = 0; d < pass_count(window.depth()); ++d) {
    pass.axes[0] = make_axis(window.depth(), d, taken[0]);
    for (std::int64_t h = 0; h < pass_count(window.height()); ++h) {
      pass.axes[1] = make_axis(window.height(), h, taken[1]);
      for (std::int64_t w = 0; w < pass_count(window.width()); ++w) {
        pass.axes[2] = make_axis(window.width(), w, taken[2]);
        visit(pass, taken);
      }
    }
  }
}

// Whether some outputs get no tap at all.
bool leaves_gaps(const Window& window) {
  return std::any_of(window.axes.begin(), window.axes.end(),
                     [](const WindowAxis& axis) { return pass_count(axis) < axis.stride; });
}

void fill_with_bias(const ConvShape& shape, const ConvEpilogue& epilogue, float* y) {
  const std::int64_t plane = shape.window.output_count();
  for (std::int64_t n = 0; n < shape.batch; ++n) {
    for (std::int64_t m = 0; m < shape.out_channels; ++m, y += plane) {
      float value = epilogue.bias == nullptr ? 0.0f : epilogue.bias[m];
      value = std::min(std::max(value, epilogue.low), epilogue.high);
      std::fill_n(y, plane, value);
    }
  }
}

std::size_t packed_size(const ConvPass& pass) {
  return is_planar(pass) ? packed_planar_weights_size(pass) : packed_dense_weights_size(pass);
}

}  // namespace

std::size_t packed_conv_transpose_weights_size(const ConvShape& shape) {
  std::size_t floats = 0;
  for_each_pass(shape, [&](const ConvPass& pass, const auto&) { floats += packed_size(pass); });
  return floats;
}

void pack_conv_transpose_weights(const ConvShape& shape, const float* w, float* packed) {
  const std::ptrdiff_t width = static_cast<std::ptrdiff_t>(shape.window.width().kernel);
  const std::ptrdiff_t plane = static_cast<std::ptrdiff_t>(shape.window.height().kernel) * width;
  const auto kernel = static_cast<std::ptrdiff_t>(shape.window.kernel_count());
  for_each_pass(shape, [&](const ConvPass& pass, const auto& taken) {
    const std::ptrdiff_t in_channel = pass.out_channels * kernel;
    const WeightView view{w + taken[0].first * plane + taken[1].first * width + taken[2].first,
                          pass.in_channels * in_channel,
                          kernel,
                          in_channel,
                          {-taken[0].step * plane, -taken[1].step * width, -taken[2].step}};
    if (is_planar(pass)) {
      pack_planar_weights(pass, view, packed);
    } else {
      pack_dense_weights(pass, view, packed);
    }
    packed += packed_size(pass);
  });
}

std::size_t conv_transpose_scratch_size(const ConvShape& shape, std::size_t threads) {
  std::size_t floats = 0;
  for_each_pass(shape, [&](const ConvPass& pass, const auto&) {
    floats = std::max(floats, is_planar(pass) ? planar_scratch_size(pass, threads)
                                              : dense_scratch_size(pass, threads));
  });
  return floats;
}

void conv_transpose(const ConvShape& shape, const float* x, const float* packed_weights,
                    const ConvEpilogue& epilogue, float* y, float* scratch, ThreadPool& pool) {
  // Passes write to every second place of y, say, where no run of results is whole.
  ConvEpilogue of_pass = epilogue;
  of_pass.finish = {};
  if (leaves_gaps(shape.window)) fill_with_bias(shape, of_pass, y);
  for_each_pass(shape, [&](const ConvPass& pass, const auto&) {
    if (is_planar(pass)) {
      run_planar(pass, x, packed_weights, of_pass, y, scratch, pool);
    } else {
      run_dense(pass, x, packed_weights, of_pass, y, scratch, pool);
    }
    packed_weights += packed_size(pass);
  });
  if (!epilogue.finish) return;
  const auto count =
      static_cast<std::size_t>(shape.batch * shape.out_channels * shape.window.output_count());
  parallel_ranges(pool, count, kFinishedAtOnce, [&](std::size_t first, std::size_t last) {
    epilogue.finish(y + first, last - first);
  });
}

}  // namespace sardonyx::kernels
