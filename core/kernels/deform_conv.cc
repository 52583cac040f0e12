#include "core/kernels/deform_conv.h"

#include <array>
#include <cmath>

namespace sardonyx::kernels {
namespace {

// The elements around a point and what each contributes. Those outside of x have no weight.
template <class T>
struct Corners {
  static constexpr int kMost = 1 << kMaxSpatialRank;
  std::array<std::int64_t, kMost> at{};
  std::array<T, kMost> weight{};
  int count = 1;

  explicit Corners(T weight_of_all) {
    at[0] = 0;
    weight[0] = weight_of_all;
  }

  // Splits every corner in two along one more axis.
  void add_axis(T position, std::int64_t extent) {
    if (!(position > T{-1} && position < static_cast<T>(extent))) {
      count = 0;
      return;
    }
    const T below = std::floor(position);
    const T part = position - below;
    const auto index = static_cast<std::int64_t>(below);
    const int before = count;
    count = 0;
    const std::array<std::int64_t, kMost> old_at = at;
    const std::array<T, kMost> old_weight = weight;
    for (int i = 0; i < before; ++i) {
      const auto from = static_cast<std::size_t>(i);
      push(index, extent, old_at[from], old_weight[from] * (1 - part));
      push(index + 1, extent, old_at[from], old_weight[from] * part);
    }
  }

 private:
  void push(std::int64_t index, std::int64_t extent, std::int64_t base, T share) {
    if (index >= 0 && index < extent) {
      at[static_cast<std::size_t>(count)] = base * extent + index;
      weight[static_cast<std::size_t>(count)] = share;
      ++count;
    }
  }
};

}  // namespace

template <class T>
void deform_columns(const DeformWindow& deform, const T* x, const T* offset, const T* mask,
                    T* columns, ThreadPool& pool) {
  const Window& window = deform.window;
  const std::int64_t kernel = window.kernel_count();
  const std::int64_t outputs = window.output_count();
  const std::int64_t inputs = window.input_count();
  const std::int64_t group_channels = deform.channels / deform.offset_groups;
  const int first_axis = kMaxSpatialRank - deform.spatial_rank;
  // A task is one kernel element of one offset group: its channels share the corners.
  pool.parallel_for(static_cast<std::size_t>(deform.offset_groups * kernel), [&](std::size_t task) {
    const auto group_element = static_cast<std::int64_t>(task);
    const std::int64_t group = group_element / kernel;
    const std::int64_t element = group_element % kernel;
    for (std::int64_t o = 0; o < outputs; ++o) {
      Corners<T> corners(mask != nullptr ? mask[group_element * outputs + o] : T{1});
      std::array<std::int64_t, kMaxSpatialRank> of_output;
      std::array<std::int64_t, kMaxSpatialRank> of_kernel;
      std::int64_t rest_output = o;
      std::int64_t rest_kernel = element;
      for (std::size_t axis = kMaxSpatialRank; axis-- > 0;) {
        of_output[axis] = rest_output % window.axes[axis].output;
        of_kernel[axis] = rest_kernel % window.axes[axis].kernel;
        rest_output /= window.axes[axis].output;
        rest_kernel /= window.axes[axis].kernel;
      }
      for (int axis = first_axis; axis < kMaxSpatialRank; ++axis) {
        const auto a = static_cast<std::size_t>(axis);
        const WindowAxis& along = window.axes[a];
        const std::int64_t row = group_element * deform.spatial_rank + axis - first_axis;
        const std::int64_t grid =
            of_output[a] * along.stride + of_kernel[a] * along.dilation - along.pad_begin;
        corners.add_axis(static_cast<T>(grid) + offset[row * outputs + o], along.input);
      }
      for (std::int64_t c = group * group_channels; c < (group + 1) * group_channels; ++c) {
        T sum = 0;
        for (std::size_t i = 0; i < static_cast<std::size_t>(corners.count); ++i) {
          sum += x[c * inputs + corners.at[i]] * corners.weight[i];
        }
        columns[(c * kernel + element) * outputs + o] = sum;
      }
    }
  });
}

template void deform_columns(const DeformWindow&, const float*, const float*, const float*, float*,
                             ThreadPool&);
template void deform_columns(const DeformWindow&, const double*, const double*, const double*,
                             double*, ThreadPool&);

}  // namespace sardonyx::kernels
