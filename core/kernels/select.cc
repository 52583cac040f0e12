#include "core/kernels/select.h"

#include <algorithm>

#include "core/base/small_vector.h"
#include "core/kernels/parallel.h"
#include "core/simd/convert.h"
#include "core/simd/packet.h"

namespace sardonyx::kernels {

namespace {

/// One axis of y with the strides, in elements, of the three inputs; 0 where they are broadcast.
struct Axis {
  std::size_t extent;
  std::ptrdiff_t condition;
  std::ptrdiff_t a;
  std::ptrdiff_t b;
};
using Axes = SmallVector<Axis, 8>;

// The stride of `axis` of y in an input of shape `shape`, aligned at the last axis.
std::ptrdiff_t stride_in(Extents shape, std::size_t axis, std::size_t rank) {
  const std::size_t added = rank - shape.size();
  if (axis < added || shape[axis - added] == 1) return 0;
  std::ptrdiff_t stride = 1;
  for (std::size_t i = axis - added + 1; i < shape.size(); ++i) {
    stride *= static_cast<std::ptrdiff_t>(shape[i]);
  }
  return stride;
}

// Neighbouring axes along which all inputs step alike are made one. At least one axis.
Axes simplify(Extents condition, Extents a, Extents b, Extents y) {
  Axes axes;
  for (std::size_t i = 0; i < y.size(); ++i) {
    if (y[i] == 1) continue;
    const Axis axis{static_cast<std::size_t>(y[i]), stride_in(condition, i, y.size()),
                    stride_in(a, i, y.size()), stride_in(b, i, y.size())};
    const auto extent = static_cast<std::ptrdiff_t>(axis.extent);
    if (!axes.empty() && axes.back().condition == axis.condition * extent &&
        axes.back().a == axis.a * extent && axes.back().b == axis.b * extent) {
      axes.back() = {axes.back().extent * axis.extent, axis.condition, axis.a, axis.b};
    } else {
      axes.push_back(axis);
    }
  }
  if (axes.empty()) axes.push_back({1, 0, 0, 0});
  return axes;
}

/// Writes one axis of y, dense.
using SelectRow = void (*)(const Axis& axis, const std::uint8_t* condition, const std::byte* a,
                           const std::byte* b, std::byte* y);

template <class T>
void select_row(const Axis& axis, const std::uint8_t* condition, const std::byte* a_bytes,
                const std::byte* b_bytes, std::byte* y_bytes) {
  const auto n = static_cast<std::ptrdiff_t>(axis.extent);
  const T* a = reinterpret_cast<const T*>(a_bytes);
  const T* b = reinterpret_cast<const T*>(b_bytes);
  T* y = reinterpret_cast<T*>(y_bytes);
  if (axis.condition == 0) {
    const T* from = *condition != 0 ? a : b;
    if ((*condition != 0 ? axis.a : axis.b) == 0) {
      std::fill_n(y, n, *from);
    } else {
      std::copy_n(from, n, y);
    }
  } else {
    for (std::ptrdiff_t i = 0; i < n; ++i) {
      y[i] = condition[i] != 0 ? a[i * axis.a] : b[i * axis.b];
    }
  }
}

// Masks of four conditions are made at once. a and b repeat their first value, or do not.
template <bool RepeatA, bool RepeatB>
__attribute__((noinline)) void select_packets(const std::uint8_t* condition, std::size_t n,
                                              const float* a, const float* b, float* y) {
  using namespace simd;
  const F32x4 a_value = splat(RepeatA ? *a : 0.0f);
  const F32x4 b_value = splat(RepeatB ? *b : 0.0f);
  std::size_t i = 0;
  for (; i + 4 <= n; i += 4) {
    const I32x4 flags = load_as_int(condition + i);
    const F32x4 is_false = from_bits(pcmp_eq(flags, pzero(flags)));
    store(y + i,
          pselect(is_false, RepeatB ? b_value : load(b + i), RepeatA ? a_value : load(a + i)));
  }
  for (; i < n; ++i) y[i] = condition[i] != 0 ? a[RepeatA ? 0 : i] : b[RepeatB ? 0 : i];
}

template <>
void select_row<std::uint32_t>(const Axis& axis, const std::uint8_t* condition,
                               const std::byte* a_bytes, const std::byte* b_bytes,
                               std::byte* y_bytes) {
  const auto* a = reinterpret_cast<const float*>(a_bytes);
  const auto* b = reinterpret_cast<const float*>(b_bytes);
  auto* y = reinterpret_cast<float*>(y_bytes);
  if (axis.condition == 0) {
    const float* from = *condition != 0 ? a : b;
    if ((*condition != 0 ? axis.a : axis.b) == 0) {
      std::fill_n(y, axis.extent, *from);
    } else {
      std::copy_n(from, axis.extent, y);
    }
  } else if (axis.a == 0) {
    (axis.b == 0 ? select_packets<true, true> : select_packets<true, false>)(condition, axis.extent,
                                                                             a, b, y);
  } else {
    (axis.b == 0 ? select_packets<false, true>
                 : select_packets<false, false>)(condition, axis.extent, a, b, y);
  }
}

// Writes the first `extent` indices of axes[0].
void select_axes(std::span<const Axis> axes, std::size_t extent, std::size_t bytes, SelectRow row,
                 const std::uint8_t* condition, const std::byte* a, const std::byte* b,
                 std::byte* y) {
  if (axes.size() == 1) {
    return row({extent, axes[0].condition, axes[0].a, axes[0].b}, condition, a, b, y);
  }
  std::size_t step = bytes;
  for (const Axis& axis : axes.subspan(1)) step *= axis.extent;
  const auto size = static_cast<std::ptrdiff_t>(bytes);
  for (std::size_t i = 0; i < extent; ++i, y += step) {
    select_axes(axes.subspan(1), axes[1].extent, bytes, row, condition, a, b, y);
    condition += axes[0].condition;
    a += axes[0].a * size;
    b += axes[0].b * size;
  }
}

}  // namespace

void select(ElementKind kind, const void* condition, Extents condition_shape, const void* a,
            Extents a_shape, const void* b, Extents b_shape, void* y, Extents y_shape,
            ThreadPool& pool) {
  const Axes axes = simplify(condition_shape, a_shape, b_shape, y_shape);
  std::size_t step = 1;
  for (std::size_t i = 1; i < axes.size(); ++i) step *= axes[i].extent;
  if (step == 0) return;
  const SelectRow row =
      with_element_type(kind, []<class T>() -> SelectRow { return select_row<T>; });
  const std::size_t bytes = element_bytes(kind);
  constexpr std::size_t kGrain = 16384;
  parallel_ranges(pool, kind, axes[0].extent, std::max<std::size_t>(1, kGrain / step),
                  [&](std::size_t first, std::size_t last) {
                    const auto offset = static_cast<std::ptrdiff_t>(first);
                    const auto byte_offset = offset * static_cast<std::ptrdiff_t>(bytes);
                    select_axes(
                        axes, last - first, bytes, row,
                        static_cast<const std::uint8_t*>(condition) + offset * axes[0].condition,
                        static_cast<const std::byte*>(a) + byte_offset * axes[0].a,
                        static_cast<const std::byte*>(b) + byte_offset * axes[0].b,
                        static_cast<std::byte*>(y) + first * step * bytes);
                  });
}

}  // namespace sardonyx::kernels
