#include "core/kernels/resize.h"

#include <algorithm>
#include <cmath>

#include "core/base/checked.h"
#include "core/base/small_vector.h"
#include "core/kernels/parallel.h"
#include "core/kernels/resize_coordinates.h"
#include "core/simd/packet.h"

namespace sardonyx::kernels {

namespace {

/// The filter that an axis is interpolated with.
struct Filter {
  double support;  // zero at this distance and beyond
  double scale;    // the filter is stretched by 1 / scale
  double a;        // of the cubic filter; 0 for the linear one
  bool cubic;
  bool normalise;
  std::int64_t taps;

  Filter(const ResizeAxis& axis, const ResizeOptions& options)
      : a(options.cubic_coeff_a), cubic(options.mode == ResizeMode::kCubic) {
    support = cubic ? 2 : 1;
    scale = options.antialias ? std::min(axis.scale, 1.0) : 1.0;
    normalise = options.antialias || options.exclude_outside;
    taps = 2 - 2 * first_tap();
  }
  /// The first tap, counted from the element before the coordinate.
  std::int64_t first_tap() const {
    return static_cast<std::int64_t>(std::floor(-support / scale)) + 1;
  }
  double operator()(double distance) const {
    const double d = std::abs(distance) * scale;
    if (!cubic) return std::max(0.0, 1 - d);
    if (d <= 1) return ((a + 2) * d - (a + 3)) * d * d + 1;
    return d < 2 ? ((a * d - 5 * a) * d + 8 * a) * d - 4 * a : 0;
  }
};

/// One pass: x is [outer, input, inner], y is [outer, output, inner], and y's index o is the sum of
/// weights[o * taps + t] * x's index first[o] + t; first[o] < 0 stands for the extrapolation value.
struct Pass {
  std::size_t outer = 1;
  std::size_t input = 1;
  std::size_t output = 1;
  std::size_t inner = 1;
  std::size_t taps = 1;
  std::int32_t* first = nullptr;
  void* weights = nullptr;  // of the elements' type
};
using Passes = SmallVector<Pass, 6>;

std::size_t tap_count(const ResizeAxis& axis, const ResizeOptions& options) {
  return static_cast<std::size_t>(std::min(Filter(axis, options).taps, axis.input));
}

// The order of the axes: those that shrink most first. Where all grow alike the last goes first,
// because its pass is the slowest, and where all shrink alike it goes last.
SmallVector<std::size_t, 6> order_of_passes(std::span<const ResizeAxis> axes,
                                            const ResizeOptions& options) {
  SmallVector<std::size_t, 6> order;
  const auto growth = [&](std::size_t a) {
    return static_cast<double>(axes[a].output) / static_cast<double>(axes[a].input);
  };
  for (std::size_t a = 0; a < axes.size(); ++a) {
    if (is_unchanged(axes[a], options)) continue;
    std::size_t place = order.size();
    while (place > 0 && (growth(a) < growth(order[place - 1]) ||
                         (growth(a) == growth(order[place - 1]) && growth(a) > 1))) {
      --place;
    }
    order.insert(place, a);
  }
  return order;
}

Passes make_passes(std::span<const ResizeAxis> axes, const ResizeOptions& options) {
  SmallVector<std::int64_t, 6> shape;
  for (const ResizeAxis& axis : axes) shape.push_back(axis.input);
  Passes passes;
  for (const std::size_t a : order_of_passes(axes, options)) {
    Pass pass;
    for (std::size_t i = 0; i < shape.size(); ++i) {
      std::size_t& part = i < a ? pass.outer : i == a ? pass.input : pass.inner;
      part *= static_cast<std::size_t>(shape[i]);
    }
    pass.output = static_cast<std::size_t>(axes[a].output);
    pass.taps = tap_count(axes[a], options);
    shape[a] = axes[a].output;
    passes.push_back(pass);
  }
  return passes;
}

// Fills the tables of a pass. What lies outside of x is the nearest edge, so its weight goes there.
template <class T>
void fill_tables(const ResizeAxis& axis, const ResizeOptions& options, const Pass& pass) {
  const Filter filter(axis, options);
  const auto taps = static_cast<std::int64_t>(pass.taps);
  T* weights = static_cast<T*>(pass.weights);
  std::fill_n(weights, pass.output * pass.taps, T{0});
  for (std::int64_t o = 0; o < axis.output; ++o) {
    const double at = resize_coordinate(axis, options.coordinates, o);
    if (is_extrapolated(axis, options.coordinates, at)) {
      pass.first[o] = -1;
      continue;
    }
    // An element right at the coordinate counts as the one after it.
    const double before = std::ceil(at) - 1;
    const double ratio = at - before;
    // Beyond the taps on either side all elements are the same edge.
    const auto margin = static_cast<double>(filter.taps);
    const auto base = static_cast<std::int64_t>(
        std::clamp(before, -margin, static_cast<double>(axis.input) + margin));
    const std::int64_t start = base + filter.first_tap();
    const std::int64_t first = std::clamp<std::int64_t>(start, 0, axis.input - taps);
    const auto is_outside = [&](std::int64_t t) {
      return options.exclude_outside && (start + t < 0 || start + t >= axis.input);
    };
    const auto weight = [&](std::int64_t t) {
      return filter(static_cast<double>(filter.first_tap() + t) - ratio);
    };
    double sum = 0;
    for (std::int64_t t = 0; t < filter.taps; ++t) {
      if (!is_outside(t)) sum += weight(t);
    }
    const double factor = filter.normalise && sum != 0 ? 1 / sum : 1;
    for (std::int64_t t = 0; t < filter.taps; ++t) {
      if (is_outside(t)) continue;
      const std::int64_t index = std::clamp<std::int64_t>(start + t, 0, axis.input - 1);
      weights[o * taps + index - first] += static_cast<T>(weight(t) * factor);
    }
    pass.first[o] = static_cast<std::int32_t>(first);
  }
}

// y[i] = sum of weights[t] * x[t * step + i]
void interpolate_rows(const float* x, std::size_t step, const float* weights, std::size_t taps,
                      std::size_t count, float* y) {
  using namespace simd;
  std::size_t i = 0;
  for (; i + 8 <= count; i += 8) {
    F32x4 low = splat(0.0f);
    F32x4 high = splat(0.0f);
    for (std::size_t t = 0; t < taps; ++t) {
      const F32x4 weight = splat(weights[t]);
      low = madd(weight, load(x + t * step + i), low);
      high = madd(weight, load(x + t * step + i + 4), high);
    }
    store(y + i, low);
    store(y + i + 4, high);
  }
  for (; i < count; i += 4) {
    F32x4 sum = splat(0.0f);
    for (std::size_t t = 0; t < taps; ++t) {
      sum = madd(splat(weights[t]), load(x + t * step + i, count - i), sum);
    }
    store(y + i, sum, count - i);
  }
}

void interpolate_rows(const double* x, std::size_t step, const double* weights, std::size_t taps,
                      std::size_t count, double* y) {
  std::fill_n(y, count, 0.0);
  for (std::size_t t = 0; t < taps; ++t) {
    for (std::size_t i = 0; i < count; ++i) y[i] += weights[t] * x[t * step + i];
  }
}

// The last axis: y[o] = sum of weights[o][t] * x[first[o] + t].
template <class T>
void interpolate_row(const Pass& pass, const T* x, float extrapolation, T* y) {
  const T* weights = static_cast<const T*>(pass.weights);
  for (std::size_t o = 0; o < pass.output; ++o, weights += pass.taps) {
    if (pass.first[o] < 0) {
      y[o] = static_cast<T>(extrapolation);
      continue;
    }
    const T* from = x + pass.first[o];
    if (pass.taps == 2) {
      y[o] = weights[0] * from[0] + weights[1] * from[1];
    } else {
      T sum = 0;
      for (std::size_t t = 0; t < pass.taps; ++t) sum += weights[t] * from[t];
      y[o] = sum;
    }
  }
}

template <class T>
void run_pass(const Pass& pass, float extrapolation, const T* x, T* y, ThreadPool& pool) {
  constexpr std::size_t kGrain = 8192;
  if (pass.inner == 1) {
    const std::size_t grain = std::max<std::size_t>(1, kGrain / pass.output);
    return parallel_ranges(pool, pass.outer, grain, [&](std::size_t first, std::size_t last) {
      for (std::size_t i = first; i < last; ++i) {
        interpolate_row(pass, x + i * pass.input, extrapolation, y + i * pass.output);
      }
    });
  }
  const std::size_t grain = std::max<std::size_t>(1, kGrain / pass.inner);
  parallel_ranges(pool, pass.outer * pass.output, grain, [&](std::size_t first, std::size_t last) {
    for (std::size_t i = first; i < last; ++i) {
      const std::size_t o = i % pass.output;
      T* to = y + i * pass.inner;
      if (pass.first[o] < 0) {
        std::fill_n(to, pass.inner, static_cast<T>(extrapolation));
      } else {
        const std::size_t row =
            i / pass.output * pass.input + static_cast<std::size_t>(pass.first[o]);
        const T* weights = static_cast<const T*>(pass.weights) + o * pass.taps;
        interpolate_rows(x + row * pass.inner, pass.inner, weights, pass.taps, pass.inner, to);
      }
    }
  });
}

std::size_t aligned(std::size_t bytes) {
  return (bytes + 63) / 64 * 64;
}

std::size_t output_elements(const Pass& pass) {
  return pass.outer * pass.output * pass.inner;
}

// Bytes of each of the two arrays that results wait in between passes.
std::size_t waiting_bytes(const Passes& passes, std::size_t element_size) {
  std::size_t elements = 0;
  for (std::size_t p = 0; p + 1 < passes.size(); ++p) {
    elements = std::max(elements, output_elements(passes[p]));
  }
  return aligned(elements * element_size);
}

bool is_empty(std::span<const ResizeAxis> axes) {
  return std::any_of(axes.begin(), axes.end(),
                     [](const ResizeAxis& axis) { return axis.output == 0; });
}

}  // namespace

std::size_t resize_scratch_size(std::span<const ResizeAxis> axes, const ResizeOptions& options,
                                std::size_t element_size) {
  if (is_empty(axes)) return 0;
  const auto order = order_of_passes(axes, options);
  const auto size = static_cast<std::int64_t>(element_size);
  std::int64_t bytes = 0;
  std::int64_t largest = 0;
  SmallVector<std::int64_t, 6> shape;
  for (const ResizeAxis& axis : axes) shape.push_back(axis.input);
  for (std::size_t p = 0; p < order.size(); ++p) {
    const ResizeAxis& axis = axes[order[p]];
    shape[order[p]] = axis.output;
    const auto taps = static_cast<std::int64_t>(tap_count(axis, options));
    bytes = checked_add(bytes, checked_add(checked_mul(axis.output, 4 + size * taps), 128));
    if (p + 1 == order.size()) continue;
    std::int64_t elements = 1;
    for (const std::int64_t extent : shape) elements = checked_mul(elements, extent);
    largest = std::max(largest, elements);
  }
  return checked_size(
      checked_add(bytes, checked_mul(2, checked_add(checked_mul(largest, size), 64))));
}

template <class T>
void resize(std::span<const ResizeAxis> axes, const ResizeOptions& options, const T* x, T* y,
            std::byte* scratch, ThreadPool& pool) {
  if (is_empty(axes)) return;
  const auto order = order_of_passes(axes, options);
  Passes passes = make_passes(axes, options);
  const std::size_t waiting = waiting_bytes(passes, sizeof(T));
  T* buffers[2] = {reinterpret_cast<T*>(scratch), reinterpret_cast<T*>(scratch + waiting)};
  scratch += 2 * waiting;
  if (passes.empty()) {
    std::int64_t count = 1;
    for (const ResizeAxis& axis : axes) count *= axis.output;
    std::copy_n(x, count, y);
  }
  for (std::size_t p = 0; p < passes.size(); ++p) {
    Pass& pass = passes[p];
    pass.first = reinterpret_cast<std::int32_t*>(scratch);
    scratch += aligned(pass.output * sizeof(std::int32_t));
    pass.weights = scratch;
    scratch += aligned(pass.output * pass.taps * sizeof(T));
    fill_tables<T>(axes[order[p]], options, pass);
    T* to = p + 1 == passes.size() ? y : buffers[p % 2];
    run_pass(pass, options.extrapolation_value, x, to, pool);
    x = to;
  }
}

template void resize(std::span<const ResizeAxis>, const ResizeOptions&, const float*, float*,
                     std::byte*, ThreadPool&);
template void resize(std::span<const ResizeAxis>, const ResizeOptions&, const double*, double*,
                     std::byte*, ThreadPool&);

}  // namespace sardonyx::kernels
