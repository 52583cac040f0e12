#include "core/kernels/conv_double.h"

#include <algorithm>
#include <cstdint>

#include "core/kernels/parallel.h"

namespace sardonyx::kernels {
namespace {

// Tap k of a window connects position o of the narrow side (the output of a convolution, the input
// of a transposed one) with position o * stride + offset of the wide side, for first <= o < last.
struct Reach {
  std::int64_t narrow;
  std::int64_t wide;
  std::int64_t stride;
  std::int64_t offset;
  std::int64_t first;
  std::int64_t last;

  Reach(const WindowAxis& axis, std::int64_t k, bool transposed)
      : narrow(transposed ? axis.input : axis.output),
        wide(transposed ? axis.output : axis.input),
        stride(axis.stride),
        offset(k * axis.dilation - axis.pad_begin),
        first(offset >= 0 ? 0 : (stride - 1 - offset) / stride),
        last(wide <= offset ? 0 : std::min(narrow, (wide - 1 - offset) / stride + 1)) {}

  std::int64_t partner(std::int64_t o) const { return o * stride + offset; }
};

// Adds to one output plane what one input plane contributes through one kernel.
void add_plane(const Window& window, bool transposed, const double* x, const double* w, double* y) {
  for (std::int64_t kd = 0; kd < window.depth().kernel; ++kd) {
    const Reach depth(window.depth(), kd, transposed);
    for (std::int64_t kh = 0; kh < window.height().kernel; ++kh) {
      const Reach height(window.height(), kh, transposed);
      for (std::int64_t kw = 0; kw < window.width().kernel; ++kw) {
        const Reach width(window.width(), kw, transposed);
        const double weight = *w++;
        for (std::int64_t d = depth.first; d < depth.last; ++d) {
          for (std::int64_t h = height.first; h < height.last; ++h) {
            const std::int64_t narrow = (d * height.narrow + h) * width.narrow;
            const std::int64_t wide =
                (depth.partner(d) * height.wide + height.partner(h)) * width.wide + width.offset;
            const double* from = x + (transposed ? narrow : wide);
            double* to = y + (transposed ? wide : narrow);
            const std::int64_t from_step = transposed ? 1 : width.stride;
            const std::int64_t to_step = transposed ? width.stride : 1;
            for (std::int64_t i = width.first; i < width.last; ++i) {
              to[i * to_step] += weight * from[i * from_step];
            }
          }
        }
      }
    }
  }
}

void convolve(const ConvShape& shape, bool transposed, const double* x, const double* w,
              const double* bias, double* y, ThreadPool& pool) {
  const std::int64_t inputs = shape.in_channels / shape.groups;
  const std::int64_t outputs = shape.out_channels / shape.groups;
  const std::int64_t x_plane = shape.window.input_count();
  const std::int64_t y_plane = shape.window.output_count();
  const std::int64_t kernel = shape.window.kernel_count();
  const auto planes = static_cast<std::size_t>(shape.batch * shape.out_channels);
  parallel_ranges(pool, planes, 1, [&](std::size_t first_plane, std::size_t last_plane) {
    for (auto plane = static_cast<std::int64_t>(first_plane);
         plane < static_cast<std::int64_t>(last_plane); ++plane) {
      const std::int64_t out = plane % shape.out_channels;
      const std::int64_t group = out / outputs;
      double* to = y + plane * y_plane;
      std::fill_n(to, y_plane, bias == nullptr ? 0.0 : bias[out]);
      for (std::int64_t i = 0; i < inputs; ++i) {
        const std::int64_t in = group * inputs + i;
        const std::int64_t n = plane / shape.out_channels;
        const double* from = x + (n * shape.in_channels + in) * x_plane;
        const std::int64_t at = transposed ? in * outputs + out % outputs : out * inputs + i;
        add_plane(shape.window, transposed, from, w + at * kernel, to);
      }
    }
  });
}

}  // namespace

void conv(const ConvShape& shape, const double* x, const double* w, const double* bias, double* y,
          ThreadPool& pool) {
  convolve(shape, false, x, w, bias, y, pool);
}

void conv_transpose(const ConvShape& shape, const double* x, const double* w, const double* bias,
                    double* y, ThreadPool& pool) {
  convolve(shape, true, x, w, bias, y, pool);
}

}  // namespace sardonyx::kernels
