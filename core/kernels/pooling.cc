#include "core/kernels/pooling.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <type_traits>

#include "core/kernels/parallel.h"
#include "core/kernels/pooling_rows.h"
#include "core/kernels/reduce/reduce.h"
#include "core/kernels/window_taps.h"
#include "core/simd/packet.h"

// Maxima and sums over a window are taken axis by axis: first the rows that a row of outputs reads
// are combined element by element into one, then the columns of that one. Both are loops over
// neighbouring elements, which compilers vectorise for every type.

namespace sardonyx::kernels {

namespace {

template <class T>
constexpr T lowest() {
  return std::numeric_limits<T>::has_infinity ? -std::numeric_limits<T>::infinity()
                                              : std::numeric_limits<T>::lowest();
}

// The loops over the elements of a row, for one type and kind of pooling. Out of line, so that
// every kind of pooling has the same code around them.
template <class T>
struct RowLoops {
  T start;
  /// to[i] = combine(to[i], from[i * stride])
  void (*combine)(T* to, const T* from, std::ptrdiff_t count, std::ptrdiff_t stride);
  /// to[i] = map(from[i]); null where the elements are combined as they are.
  void (*map)(T* to, const T* from, std::ptrdiff_t count, T p) = nullptr;
  /// y[i] = finish(y[i]), where the window has rows * counts[i] elements; null for nothing.
  void (*finish)(T* y, const T* counts, T rows, std::ptrdiff_t count, T p) = nullptr;
  T p = 0;
};

template <class T, class Combine>
void combine_row(T* __restrict to, const T* __restrict from, std::ptrdiff_t count,
                 std::ptrdiff_t stride) {
  const Combine combine;
  if (stride == 1) {
    for (std::ptrdiff_t i = 0; i < count; ++i) to[i] = combine(to[i], from[i]);
  } else if (stride == 2) {
    for (std::ptrdiff_t i = 0; i < count; ++i) to[i] = combine(to[i], from[2 * i]);
  } else {
    for (std::ptrdiff_t i = 0; i < count; ++i) to[i] = combine(to[i], from[i * stride]);
  }
}

struct Larger {
  template <class T>
  T operator()(T a, T b) const {
    return a < b ? b : a;
  }
};
struct Sum {
  template <class T>
  T operator()(T a, T b) const {
    return a + b;
  }
};

template <class T>
RowLoops<T> max_loops() {
  return {lowest<T>(), combine_row<T, Larger>};
}

template <class T>
RowLoops<T> mean_loops() {
  RowLoops<T> loops{0, combine_row<T, Sum>};
  loops.finish = [](T* y, const T* counts, T rows, std::ptrdiff_t count, T) {
    for (std::ptrdiff_t i = 0; i < count; ++i) y[i] /= rows * counts[i];
  };
  return loops;
}

template <class T>
RowLoops<T> norm_loops(double p) {
  RowLoops<T> loops{0, combine_row<T, Sum>};
  loops.p = static_cast<T>(p);
  if (p == 1) {
    loops.map = [](T* to, const T* from, std::ptrdiff_t count, T) {
      for (std::ptrdiff_t i = 0; i < count; ++i) to[i] = std::abs(from[i]);
    };
  } else if (p == 2) {
    loops.map = [](T* to, const T* from, std::ptrdiff_t count, T) {
      for (std::ptrdiff_t i = 0; i < count; ++i) to[i] = from[i] * from[i];
    };
    loops.finish = [](T* y, const T*, T, std::ptrdiff_t count, T) {
      for (std::ptrdiff_t i = 0; i < count; ++i) y[i] = std::sqrt(y[i]);
    };
  } else {
    loops.map = [](T* to, const T* from, std::ptrdiff_t count, T power) {
      for (std::ptrdiff_t i = 0; i < count; ++i) to[i] = std::pow(std::abs(from[i]), power);
    };
    loops.finish = [](T* y, const T*, T, std::ptrdiff_t count, T power) {
      for (std::ptrdiff_t i = 0; i < count; ++i) y[i] = std::pow(y[i], 1 / power);
    };
  }
  return loops;
}

std::size_t aligned(std::size_t bytes) {
  return (bytes + 15) / 16 * 16;
}

/// Scratch memory of one thread.
struct Scratch {
  std::size_t row;     // bytes of a row of inputs
  std::size_t counts;  // bytes of a row of outputs

  Scratch(const Window& window, std::size_t element_size)
      : row(aligned(static_cast<std::size_t>(window.width().input) * element_size)),
        counts(aligned(static_cast<std::size_t>(window.width().output) * element_size)) {}
  std::size_t bytes() const { return 2 * row + counts; }
};

template <class T>
class PlanePooler {
 public:
  PlanePooler(const Window& window, bool count_pads, const RowLoops<T>& loops, std::byte* scratch)
      : window_(window), count_pads_(count_pads), loops_(loops) {
    const Scratch sizes(window, sizeof(T));
    row_ = reinterpret_cast<T*>(scratch);
    mapped_ = reinterpret_cast<T*>(scratch + sizes.row);
    counts_ = reinterpret_cast<T*>(scratch + 2 * sizes.row);
    for (std::int64_t i = 0; i < window.width().output; ++i) {
      counts_[i] = static_cast<T>(averaged_count(window.width(), i, count_pads));
    }
  }

  void run(const T* x, T* y) const {
    const auto width = static_cast<std::ptrdiff_t>(window_.width().output);
    for (std::int64_t d = 0; d < window_.depth().output; ++d) {
      for (std::int64_t h = 0; h < window_.height().output; ++h, y += width) {
        combine_columns(combine_rows(x, d, h), y);
        if (loops_.finish == nullptr) continue;
        const T rows = static_cast<T>(averaged_count(window_.depth(), d, count_pads_) *
                                      averaged_count(window_.height(), h, count_pads_));
        loops_.finish(y, counts_, rows, width, loops_.p);
      }
    }
  }

 private:
  const T* combine_rows(const T* x, std::int64_t d, std::int64_t h) const {
    const auto width = static_cast<std::ptrdiff_t>(window_.width().input);
    const TapRange depth = taps_inside(window_.depth(), d);
    const TapRange height = taps_inside(window_.height(), h);
    const std::int64_t rows = depth.count() * height.count();
    if (rows != 1 || loops_.map != nullptr) std::fill_n(row_, width, loops_.start);
    for (std::int64_t i = depth.first; i < depth.last; ++i) {
      const std::int64_t z = tap_index(window_.depth(), d, i);
      for (std::int64_t j = height.first; j < height.last; ++j) {
        const std::int64_t line = tap_index(window_.height(), h, j);
        const T* from = x + (z * window_.height().input + line) * width;
        if (loops_.map != nullptr) {
          loops_.map(mapped_, from, width, loops_.p);
          from = mapped_;
        } else if (rows == 1) {
          return from;
        }
        loops_.combine(row_, from, width, 1);
      }
    }
    return row_;
  }

  void combine_columns(const T* row, T* y) const {
    const WindowAxis& axis = window_.width();
    std::fill_n(y, axis.output, loops_.start);
    for (std::int64_t k = 0; k < axis.kernel; ++k) {
      // The outputs whose k-th tap lies inside: start + i * stride in [0, input).
      const std::int64_t start = tap_index(axis, 0, k);
      const std::int64_t first = start < 0 ? (axis.stride - 1 - start) / axis.stride : 0;
      const std::int64_t reach =
          start < axis.input ? (axis.input - start + axis.stride - 1) / axis.stride : 0;
      const std::int64_t last = std::min(axis.output, reach);
      if (first >= last) continue;
      loops_.combine(y + first, row + (start + first * axis.stride),
                     static_cast<std::ptrdiff_t>(last - first),
                     static_cast<std::ptrdiff_t>(axis.stride));
    }
  }

  const Window& window_;
  bool count_pads_;
  const RowLoops<T>& loops_;
  T* row_;
  T* mapped_;
  T* counts_;
};

template <class T>
void run_pooling(const Window& window, std::size_t planes, bool count_pads,
                 const RowLoops<T>& loops, const T* x, T* y, std::byte* scratch, ThreadPool& pool) {
  const auto input = static_cast<std::size_t>(window.input_count());
  const auto output = static_cast<std::size_t>(window.output_count());
  if (output == 0) return;
  const std::size_t slot_bytes = Scratch(window, sizeof(T)).bytes();
  parallel_slots(pool, planes, [&](std::size_t slot, std::size_t plane) {
    const PlanePooler<T> pooler(window, count_pads, loops, scratch + slot * slot_bytes);
    pooler.run(x + plane * input, y + plane * output);
  });
}

// The maximum of one window and where it lies, in the plane `x`.
template <class T>
class MaxFinder {
 public:
  MaxFinder(const Window& window, bool column_major) : window_(window) {
    const std::int64_t depth = window.depth().input;
    const std::int64_t height = window.height().input;
    const std::int64_t width = window.width().input;
    if (column_major) {
      strides_ = {1, depth, depth * height};
    } else {
      strides_ = {height * width, width, 1};
    }
  }

  void find(const T* x, std::int64_t d, std::int64_t h, std::int64_t w, T& value,
            std::int64_t& index) const {
    const TapRange depth = taps_inside(window_.depth(), d);
    const TapRange height = taps_inside(window_.height(), h);
    const TapRange width = taps_inside(window_.width(), w);
    value = lowest<T>();
    index = -1;
    for (std::int64_t i = depth.first; i < depth.last; ++i) {
      const std::int64_t z = tap_index(window_.depth(), d, i);
      for (std::int64_t j = height.first; j < height.last; ++j) {
        const std::int64_t line = tap_index(window_.height(), h, j);
        const T* row = x + (z * window_.height().input + line) * window_.width().input;
        for (std::int64_t k = width.first; k < width.last; ++k) {
          const std::int64_t column = tap_index(window_.width(), w, k);
          if (index < 0 || value < row[column]) {
            value = row[column];
            index = z * strides_[0] + line * strides_[1] + column * strides_[2];
          }
        }
      }
    }
  }

 private:
  const Window& window_;
  std::array<std::int64_t, kMaxSpatialRank> strides_;
};

template <class T>
using ConstArray = Eigen::Map<const Eigen::Array<T, Eigen::Dynamic, 1>>;

// y[p] = reduce(elements of plane p).
template <class T, class Reduce>
void reduce_planes(std::size_t planes, std::size_t size, const T* x, T* y, ThreadPool& pool,
                   Reduce&& reduce) {
  const std::size_t grain = std::max<std::size_t>(1, 16384 / std::max<std::size_t>(1, size));
  parallel_ranges(pool, planes, grain, [&](std::size_t first, std::size_t last) {
    for (std::size_t p = first; p < last; ++p) {
      y[p] = reduce(ConstArray<T>(x + p * size, static_cast<Eigen::Index>(size)));
    }
  });
}

// The same for a sum, in an order that does not depend on where a plane begins in memory, as
// Eigen's does: equal planes give equal results.
template <class T>
void sum_planes(Reduction reduction, std::size_t planes, std::size_t size, const T* x, T* y,
                ThreadPool& pool) {
  if constexpr (std::is_same_v<T, float>) {
    reduce(reduction, x, y, planes, size, 1, pool);
  } else {
    reduce_plain(reduction, x, y, planes, size, 1);
  }
}

}  // namespace

std::size_t pool_scratch_size(const Window& window, std::size_t element_size, std::size_t threads) {
  const std::size_t rows = can_pool_rows(window) ? pool_rows_scratch_size(window) : 0;
  return std::max(Scratch(window, element_size).bytes(), rows) * threads;
}

template <class T>
void max_pool(const Window& window, std::size_t planes, const T* x, T* y, std::byte* scratch,
              ThreadPool& pool) {
  if constexpr (std::is_same_v<T, float>) {
    if (can_pool_rows(window)) {
      return pool_rows(RowPooling::kMax, window, planes, false, x, y, scratch, pool);
    }
  }
  run_pooling(window, planes, false, max_loops<T>(), x, y, scratch, pool);
}

template <class T>
void max_pool_indices(const Window& window, std::size_t planes, bool column_major, const T* x, T* y,
                      std::int64_t* indices, ThreadPool& pool) {
  const MaxFinder<T> finder(window, column_major);
  const std::int64_t input = window.input_count();
  const std::int64_t output = window.output_count();
  pool.parallel_for(planes, [&](std::size_t plane) {
    const auto number = static_cast<std::int64_t>(plane);
    const T* from = x + number * input;
    std::int64_t at = number * output;
    for (std::int64_t d = 0; d < window.depth().output; ++d) {
      for (std::int64_t h = 0; h < window.height().output; ++h) {
        for (std::int64_t w = 0; w < window.width().output; ++w, ++at) {
          finder.find(from, d, h, w, y[at], indices[at]);
          if (indices[at] >= 0) indices[at] += number * input;
        }
      }
    }
  });
}

template <class T>
void average_pool(const Window& window, std::size_t planes, bool count_include_pad, const T* x,
                  T* y, std::byte* scratch, ThreadPool& pool) {
  if constexpr (std::is_same_v<T, float>) {
    if (can_pool_rows(window)) {
      return pool_rows(RowPooling::kMean, window, planes, count_include_pad, x, y, scratch, pool);
    }
  }
  run_pooling(window, planes, count_include_pad, mean_loops<T>(), x, y, scratch, pool);
}

template <class T>
void lp_pool(const Window& window, std::size_t planes, double p, const T* x, T* y,
             std::byte* scratch, ThreadPool& pool) {
  run_pooling(window, planes, false, norm_loops<T>(p), x, y, scratch, pool);
}

template <class T>
void global_average_pool(std::size_t planes, std::size_t size, const T* x, T* y, ThreadPool& pool) {
  sum_planes(Reduction::kMean, planes, size, x, y, pool);
}

template <class T>
void global_max_pool(std::size_t planes, std::size_t size, const T* x, T* y, ThreadPool& pool) {
  reduce_planes(planes, size, x, y, pool, [size](const ConstArray<T>& plane) {
    return size == 0 ? lowest<T>() : plane.maxCoeff();
  });
}

template <class T>
void global_lp_pool(std::size_t planes, std::size_t size, double p, const T* x, T* y,
                    ThreadPool& pool) {
  if (p == 1 || p == 2) {
    sum_planes(p == 1 ? Reduction::kL1 : Reduction::kL2, planes, size, x, y, pool);
    return;
  }
  const T power = static_cast<T>(p);
  reduce_planes(planes, size, x, y, pool, [power](const ConstArray<T>& plane) -> T {
    T sum = 0;
    for (const T value : plane) sum += std::pow(std::abs(value), power);
    return std::pow(sum, 1 / power);
  });
}

#define SARDONYX_INSTANTIATE_MAX(T)                                                             \
  template void max_pool(const Window&, std::size_t, const T*, T*, std::byte*, ThreadPool&);    \
  template void max_pool_indices(const Window&, std::size_t, bool, const T*, T*, std::int64_t*, \
                                 ThreadPool&);
SARDONYX_INSTANTIATE_MAX(float)
SARDONYX_INSTANTIATE_MAX(double)
SARDONYX_INSTANTIATE_MAX(std::int8_t)
SARDONYX_INSTANTIATE_MAX(std::uint8_t)

#define SARDONYX_INSTANTIATE_POOLING(T)                                                   \
  template void average_pool(const Window&, std::size_t, bool, const T*, T*, std::byte*,  \
                             ThreadPool&);                                                \
  template void lp_pool(const Window&, std::size_t, double, const T*, T*, std::byte*,     \
                        ThreadPool&);                                                     \
  template void global_average_pool(std::size_t, std::size_t, const T*, T*, ThreadPool&); \
  template void global_max_pool(std::size_t, std::size_t, const T*, T*, ThreadPool&);     \
  template void global_lp_pool(std::size_t, std::size_t, double, const T*, T*, ThreadPool&);
SARDONYX_INSTANTIATE_POOLING(float)
SARDONYX_INSTANTIATE_POOLING(double)

}  // namespace sardonyx::kernels
