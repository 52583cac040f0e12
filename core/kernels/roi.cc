#include "core/kernels/roi.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace sardonyx::kernels {
namespace {

// One sample of a bin: the four pixels around it.
template <class T>
struct Sample {
  std::array<std::int64_t, 4> offsets;
  std::array<T, 4> weights;
};

// Samples that are found together before the channels are walked.
constexpr std::size_t kBlock = 64;

template <class T>
Sample<T> sample_at(const RoiShape& shape, T y, T x) {
  const auto height = static_cast<T>(shape.height);
  const auto width = static_cast<T>(shape.width);
  if (!(y >= -1 && y <= height && x >= -1 && x <= width)) {  // nor NaN
    return {};
  }
  y = std::clamp<T>(y, 0, height - 1);
  x = std::clamp<T>(x, 0, width - 1);
  const auto top = static_cast<std::int64_t>(y);
  const auto left = static_cast<std::int64_t>(x);
  const std::int64_t bottom = std::min(top + 1, shape.height - 1);
  const std::int64_t right = std::min(left + 1, shape.width - 1);
  const T down = y - static_cast<T>(top);
  const T across = x - static_cast<T>(left);
  return {{top * shape.width + left, top * shape.width + right, bottom * shape.width + left,
           bottom * shape.width + right},
          {(1 - down) * (1 - across), (1 - down) * across, down * (1 - across), down * across}};
}

// How the samples of a bin lie on one axis: first + (i + 1/2) * step for i < count.
template <class T>
struct Bins {
  T start;
  T size;
  std::int64_t count;

  T sample(std::int64_t bin, std::int64_t i) const {
    return start + static_cast<T>(bin) * size +
           (static_cast<T>(i) + T{0.5}) * size / static_cast<T>(count);
  }
};

template <class T>
Bins<T> make_bins(const RoiAlignOptions& options, T first, T last, std::int64_t bins) {
  const T offset = options.half_pixel ? T{0.5} : T{0};
  const T start = first * static_cast<T>(options.spatial_scale) - offset;
  T length = last * static_cast<T>(options.spatial_scale) - offset - start;
  if (!options.half_pixel) {
    length = std::max<T>(length, 1);
  }
  const T size = length / static_cast<T>(bins);
  const T wanted = size > 0 ? std::min<T>(std::ceil(size), kMostRoiSamples) : T{0};
  return {start, size,
          options.sampling_ratio > 0 ? options.sampling_ratio : static_cast<std::int64_t>(wanted)};
}

template <class T>
T join(const RoiAlignOptions& options, const Sample<T>& sample, const T* x) {
  std::array<T, 4> parts;
  for (std::size_t i = 0; i < 4; ++i) {
    parts[i] = sample.weights[i] * x[sample.offsets[i]];
  }
  return options.takes_maximum ? *std::max_element(parts.begin(), parts.end())
                               : parts[0] + parts[1] + parts[2] + parts[3];
}

// One bin of all channels; y advances by `y_step` per channel.
template <class T>
void align_bin(const RoiShape& shape, const RoiAlignOptions& options, const Bins<T>& rows,
               const Bins<T>& columns, std::int64_t row, std::int64_t column, const T* x, T* y) {
  const std::int64_t plane = shape.height * shape.width;
  const std::int64_t y_step = shape.output_height * shape.output_width;
  const std::int64_t samples = rows.count * columns.count;
  for (std::int64_t c = 0; c < shape.channels; ++c) {
    y[c * y_step] = 0;
  }
  std::array<Sample<T>, kBlock> block;
  for (std::int64_t first = 0; first < samples; first += kBlock) {
    const auto n = static_cast<std::size_t>(std::min<std::int64_t>(kBlock, samples - first));
    for (std::size_t i = 0; i < n; ++i) {
      const std::int64_t at = first + static_cast<std::int64_t>(i);
      block[i] = sample_at(shape, rows.sample(row, at / columns.count),
                           columns.sample(column, at % columns.count));
    }
    for (std::int64_t c = 0; c < shape.channels; ++c) {
      T& result = y[c * y_step];
      for (std::size_t i = 0; i < n; ++i) {
        const T value = join(options, block[i], x + c * plane);
        const bool begins = first == 0 && i == 0;
        result = !options.takes_maximum ? result + value : begins ? value : std::max(result, value);
      }
    }
  }
  if (!options.takes_maximum) {
    for (std::int64_t c = 0; c < shape.channels; ++c) {
      y[c * y_step] /= static_cast<T>(std::max<std::int64_t>(samples, 1));
    }
  }
}

}  // namespace

template <class T>
void roi_align(const RoiShape& shape, const RoiAlignOptions& options, const T* x, const T* regions,
               const std::int64_t* batches, T* y, ThreadPool& pool) {
  const std::int64_t plane = shape.height * shape.width;
  const std::int64_t bins = shape.output_height * shape.output_width;
  pool.parallel_for(static_cast<std::size_t>(shape.regions), [&](std::size_t r) {
    const T* region = regions + r * 4;
    const Bins<T> columns = make_bins(options, region[0], region[2], shape.output_width);
    const Bins<T> rows = make_bins(options, region[1], region[3], shape.output_height);
    const T* from = x + batches[r] * shape.channels * plane;
    T* to = y + static_cast<std::int64_t>(r) * shape.channels * bins;
    for (std::int64_t bin = 0; bin < bins; ++bin) {
      align_bin(shape, options, rows, columns, bin / shape.output_width, bin % shape.output_width,
                from, to + bin);
    }
  });
}

namespace {

// The pixels [first, last) of one bin of max_roi_pool.
struct Range {
  std::int64_t first;
  std::int64_t last;
};

template <class T>
Range bin_range(T low, T high, float scale, std::int64_t bin, std::int64_t bins,
                std::int64_t extent) {
  // Far outside of any feature map, where they can be counted.
  constexpr T kMost = 1 << 30;
  const T start = std::clamp(std::round(low * static_cast<T>(scale)), -kMost, kMost);
  const T end = std::clamp(std::round(high * static_cast<T>(scale)), -kMost, kMost);
  const T size = std::max<T>(end - start + 1, 1) / static_cast<T>(bins);
  const auto at = [&](T edge) {
    const T pixel = edge + start;  // perhaps NaN
    return pixel > 0 ? std::min(static_cast<std::int64_t>(pixel), extent) : std::int64_t{0};
  };
  return {at(std::floor(static_cast<T>(bin) * size)),
          at(std::ceil(static_cast<T>(bin + 1) * size))};
}

}  // namespace

template <class T>
void max_roi_pool(const RoiShape& shape, float spatial_scale, const T* x, const T* regions, T* y,
                  ThreadPool& pool) {
  const std::int64_t plane = shape.height * shape.width;
  const std::int64_t bins = shape.output_height * shape.output_width;
  pool.parallel_for(static_cast<std::size_t>(shape.regions), [&](std::size_t r) {
    const T* region = regions + r * 5;
    const T* from = x + static_cast<std::int64_t>(region[0]) * shape.channels * plane;
    T* to = y + static_cast<std::int64_t>(r) * shape.channels * bins;
    for (std::int64_t bin = 0; bin < bins; ++bin) {
      const Range columns = bin_range(region[1], region[3], spatial_scale, bin % shape.output_width,
                                      shape.output_width, shape.width);
      const Range rows = bin_range(region[2], region[4], spatial_scale, bin / shape.output_width,
                                   shape.output_height, shape.height);
      const bool empty = rows.first >= rows.last || columns.first >= columns.last;
      for (std::int64_t c = 0; c < shape.channels; ++c) {
        T most = empty ? T{0} : from[c * plane + rows.first * shape.width + columns.first];
        for (std::int64_t row = rows.first; row < rows.last; ++row) {
          for (std::int64_t column = columns.first; column < columns.last; ++column) {
            most = std::max(most, from[c * plane + row * shape.width + column]);
          }
        }
        to[c * bins + bin] = most;
      }
    }
  });
}

template void roi_align(const RoiShape&, const RoiAlignOptions&, const float*, const float*,
                        const std::int64_t*, float*, ThreadPool&);
template void roi_align(const RoiShape&, const RoiAlignOptions&, const double*, const double*,
                        const std::int64_t*, double*, ThreadPool&);
template void max_roi_pool(const RoiShape&, float, const float*, const float*, float*, ThreadPool&);
template void max_roi_pool(const RoiShape&, float, const double*, const double*, double*,
                           ThreadPool&);

}  // namespace sardonyx::kernels
