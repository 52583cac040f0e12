#include <algorithm>
#include <cmath>
#include <type_traits>

#include "core/base/checked.h"
#include "core/base/small_vector.h"
#include "core/kernels/parallel.h"
#include "core/kernels/resize_coordinates.h"
#include "core/simd/shuffle.h"

namespace sardonyx::kernels {

namespace {

double round_to(ResizeRounding rounding, double scale, double at) {
  if (rounding == ResizeRounding::kByScale) {
    rounding = scale < 1 ? ResizeRounding::kCeil : ResizeRounding::kFloor;
  }
  switch (rounding) {
    case ResizeRounding::kRoundPreferFloor:
      return std::ceil(at - 0.5);
    case ResizeRounding::kRoundPreferCeil:
      return std::floor(at + 0.5);
    case ResizeRounding::kFloor:
      return std::floor(at);
    default:
      return std::ceil(at);
  }
}

/// One axis of y, with the index in x for each of its own, or -1 for the extrapolation value.
struct Axis {
  std::size_t output;
  const std::int32_t* sources;
  std::size_t x_step;  // bytes
  std::size_t y_step;
  bool doubles;  // every element of x stands twice in y
};
using Axes = SmallVector<Axis, 6>;

class NearestCopy {
 public:
  NearestCopy(ElementKind kind, const void* extrapolation)
      : kind_(kind), extrapolation_(extrapolation) {}

  // Writes the indices [first, last) of axes[0].
  void copy(std::span<const Axis> axes, std::size_t first, std::size_t last, const std::byte* x,
            std::byte* y) const {
    const Axis& axis = axes[0];
    const std::size_t bytes = element_bytes(kind_);
    if (axes.size() == 2 && kind_ == ElementKind::kBytes4 && axis.doubles && axes[1].doubles &&
        axes[1].y_step == bytes && first % 2 == 0 && last % 2 == 0) {
      for (std::size_t i = first; i < last; i += 2, y += 2 * axis.y_step) {
        double_elements(x + i / 2 * axis.x_step, 0, axes[1].output, y, y + axis.y_step);
      }
      return;
    }
    if (axes.size() == 1 && axis.y_step == bytes && kind_ != ElementKind::kString) {
      return copy_elements(axis, first, last, x, y);
    }
    for (std::size_t i = first; i < last; ++i, y += axis.y_step) {
      const std::int32_t source = axis.sources[i];
      const std::byte* from = x + static_cast<std::size_t>(std::max(0, source)) * axis.x_step;
      if (i > first && source == axis.sources[i - 1]) {
        copy_run(kind_, y - axis.y_step, axis.y_step / bytes, y);
      } else if (source < 0) {
        fill(kind_, extrapolation_, y, axis.y_step / bytes);
      } else if (axes.size() == 1) {
        copy_run(kind_, from, axis.y_step / bytes, y);
      } else {
        copy(axes.subspan(1), 0, axes[1].output, from, y);
      }
    }
  }

 private:
  void copy_elements(const Axis& axis, std::size_t first, std::size_t last, const std::byte* x,
                     std::byte* y) const {
    with_element_type(kind_, [&]<class T>() {
      if constexpr (std::is_trivially_copyable_v<T>) {
        const T* from = reinterpret_cast<const T*>(x);
        T* to = reinterpret_cast<T*>(y);
        if constexpr (sizeof(T) == 4) {
          if (axis.doubles) return double_elements(x, first, last, y, y);
        }
        for (std::size_t i = first; i < last; ++i) {
          *to++ =
              axis.sources[i] >= 0 ? from[axis.sources[i]] : *static_cast<const T*>(extrapolation_);
        }
      }
    });
  }

  // Writes a row to two places, which may be one.
  __attribute__((noinline)) static void double_elements(const std::byte* x, std::size_t first,
                                                        std::size_t last, std::byte* y,
                                                        std::byte* z) {
    using namespace simd;
    const float* from = reinterpret_cast<const float*>(x);
    float* to = reinterpret_cast<float*>(y);
    float* also_to = reinterpret_cast<float*>(z);
    const auto put = [&](std::size_t i) { *to++ = *also_to++ = from[i / 2]; };
    std::size_t i = first;
    if (i % 2 == 1 && i < last) put(i++);
    for (; i + 8 <= last; i += 8, to += 8, also_to += 8) {
      const F32x4 four = load(from + i / 2);
      const F32x4 low = doubled_low_lanes(four);
      const F32x4 high = doubled_high_lanes(four);
      store(to, low);
      store(to + 4, high);
      store(also_to, low);
      store(also_to + 4, high);
    }
    for (; i < last; ++i) put(i);
  }

  ElementKind kind_;
  const void* extrapolation_;
};

bool doubles(const std::int32_t* sources, std::size_t count) {
  std::size_t i = 0;
  while (i < count && sources[i] == static_cast<std::int32_t>(i / 2)) ++i;
  return i == count;
}

// Writes the index in x for every index of y, and returns where they end.
std::int32_t* write_sources(const ResizeAxis& axis, const ResizeOptions& options,
                            std::int32_t* sources) {
  const bool unchanged = is_unchanged(axis, options);
  const auto last = static_cast<double>(axis.input - 1);
  for (std::int64_t o = 0; o < axis.output; ++o) {
    const double at = resize_coordinate(axis, options.coordinates, o);
    if (unchanged) {
      *sources++ = static_cast<std::int32_t>(o);
    } else if (is_extrapolated(axis, options.coordinates, at)) {
      *sources++ = -1;
    } else {
      *sources++ = static_cast<std::int32_t>(
          std::clamp(round_to(options.rounding, axis.scale, at), 0.0, last));
    }
  }
  return sources;
}

std::size_t output_count(std::span<const ResizeAxis> axes) {
  std::size_t count = 1;
  for (const ResizeAxis& axis : axes) count *= static_cast<std::size_t>(axis.output);
  return count;
}

}  // namespace

std::size_t resize_nearest_scratch_size(std::span<const ResizeAxis> axes) {
  std::int64_t indices = 0;
  for (const ResizeAxis& axis : axes) indices = checked_add(indices, axis.output);
  return checked_size(checked_mul(indices, sizeof(std::int32_t)));
}

void resize_nearest(ElementKind kind, std::span<const ResizeAxis> axes,
                    const ResizeOptions& options, const void* x, const void* extrapolation, void* y,
                    std::byte* scratch, ThreadPool& pool) {
  const auto changes = [&](const ResizeAxis& axis) { return !is_unchanged(axis, options); };
  const auto first_changed = std::find_if(axes.begin(), axes.end(), changes);
  const auto after_changed = std::find_if(axes.rbegin(), axes.rend(), changes).base();
  const std::size_t images = output_count({axes.begin(), first_changed});
  std::size_t x_step = element_bytes(kind) * output_count({after_changed, axes.end()});
  std::size_t y_step = x_step;
  if (output_count(axes) == 0) return;
  if (first_changed == axes.end()) return copy_run(kind, x, output_count(axes), y);

  Axes plan;
  auto* sources = reinterpret_cast<std::int32_t*>(scratch);
  for (auto axis = after_changed; axis-- != first_changed;) {
    const auto count = static_cast<std::size_t>(axis->output);
    std::int32_t* const end = write_sources(*axis, options, sources);
    plan.insert(0, {count, sources, x_step, y_step, doubles(sources, count)});
    sources = end;
    x_step *= static_cast<std::size_t>(axis->input);
    y_step *= static_cast<std::size_t>(axis->output);
  }

  const NearestCopy copier(kind, extrapolation);
  const Axis& outer = plan[0];
  constexpr std::size_t kGrainBytes = std::size_t{64} << 10;
  const std::size_t grain = std::max<std::size_t>(1, kGrainBytes / outer.y_step);
  parallel_ranges(
      pool, kind, images * outer.output, grain, [&](std::size_t first, std::size_t last) {
        while (first < last) {
          const std::size_t image = first / outer.output;
          const std::size_t start = first % outer.output;
          const std::size_t end = std::min(outer.output, start + (last - first));
          copier.copy(plan, start, end, static_cast<const std::byte*>(x) + image * x_step,
                      static_cast<std::byte*>(y) + image * y_step + start * outer.y_step);
          first += end - start;
        }
      });
}

}  // namespace sardonyx::kernels
