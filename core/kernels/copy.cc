#include "core/kernels/copy.h"

#include <algorithm>
#include <cstring>
#include <type_traits>
#include <utility>

#include "core/base/small_vector.h"
#include "core/kernels/parallel.h"
#include "core/simd/packet.h"

namespace sardonyx::kernels {

namespace {

/// Bytes that are worth a task of their own.
constexpr std::size_t kGrainBytes = std::size_t{64} << 10;

/// One axis of a copy; strides in bytes.
struct Axis {
  std::size_t extent;
  std::ptrdiff_t x;
  std::ptrdiff_t y;
};
using Axes = SmallVector<Axis, 8>;

/// Copies over two axes, the inner one second.
using Mover = void (*)(const Axis& outer, const Axis& inner, const std::byte* x, std::byte* y);

void move_rows(const Axis& outer, const Axis& inner, const std::byte* x, std::byte* y) {
  const std::size_t bytes = inner.extent * static_cast<std::size_t>(inner.y);
  for (std::size_t i = 0; i < outer.extent; ++i, x += outer.x, y += outer.y) {
    std::memcpy(y, x, bytes);
  }
}

template <class T>
void move_element(const std::byte* x, std::byte* y) {
  if constexpr (std::is_trivially_copyable_v<T>) {
    // Rows of small elements are moved as larger ones, which need not be aligned.
    std::memcpy(y, x, sizeof(T));
  } else {
    *reinterpret_cast<T*>(y) = *reinterpret_cast<const T*>(x);
  }
}

template <class T>
void move_strided(const Axis& outer, const Axis& inner, const std::byte* x, std::byte* y) {
  for (std::size_t i = 0; i < outer.extent; ++i, x += outer.x, y += outer.y) {
    const std::byte* from = x;
    std::byte* to = y;
    for (std::size_t j = 0; j < inner.extent; ++j, from += inner.x, to += inner.y) {
      move_element<T>(from, to);
    }
  }
}

// Three planes, rows of x, become triples of y: an image whose channels come to lie side by side.
// What a store writes beyond a triple is overwritten by the next one.
void interleave_three(const Axis& pixels, const Axis& planes, const std::byte* x, std::byte* y) {
  using namespace simd;
  std::size_t i = 0;
  for (; i + 4 < pixels.extent; i += 4, x += 16) {
    PacketBlock<F32x4, 4> block;
    for (int c = 0; c < 3; ++c) {
      block.packet[c] = load(reinterpret_cast<const float*>(x + c * planes.x));
    }
    block.packet[3] = block.packet[2];
    ptranspose(block);
    for (int p = 0; p < 4; ++p, y += 12) store(reinterpret_cast<float*>(y), block.packet[p]);
  }
  for (; i < pixels.extent; ++i, x += 4, y += 12) {
    for (int c = 0; c < 3; ++c) move_element<float>(x + c * planes.x, y + 4 * c);
  }
}

// The other way round; what a load reads beyond a triple is the next one's.
void separate_three(const Axis& planes, const Axis& pixels, const std::byte* x, std::byte* y) {
  using namespace simd;
  std::size_t i = 0;
  for (; i + 4 < pixels.extent; i += 4, y += 16) {
    PacketBlock<F32x4, 4> block;
    for (int p = 0; p < 4; ++p, x += 12) block.packet[p] = load(reinterpret_cast<const float*>(x));
    ptranspose(block);
    for (int c = 0; c < 3; ++c) store(reinterpret_cast<float*>(y + c * planes.y), block.packet[c]);
  }
  for (; i < pixels.extent; ++i, x += 12, y += 4) {
    for (int c = 0; c < 3; ++c) move_element<float>(x + 4 * c, y + c * planes.y);
  }
}

// x steps by one element along `outer`, y along `inner`. Small blocks, so that the cache lines of
// both sides are used whole even where a power of two as stride maps them to one set.
template <class T>
void move_transposed(const Axis& outer, const Axis& inner, const std::byte* x, std::byte* y) {
  constexpr std::size_t kBlock = 8;
  constexpr std::ptrdiff_t kSize = sizeof(T);
  if constexpr (kSize == 4) {
    if (inner.extent == 3 && outer.y == 12) return interleave_three(outer, inner, x, y);
    if (outer.extent == 3 && inner.x == 12) return separate_three(outer, inner, x, y);
  }
  for (std::size_t i0 = 0; i0 < outer.extent; i0 += kBlock) {
    const std::size_t rows = std::min(kBlock, outer.extent - i0);
    const std::byte* from = x + static_cast<std::ptrdiff_t>(i0) * kSize;
    std::byte* to = y + static_cast<std::ptrdiff_t>(i0) * outer.y;
    std::size_t j = 0;
    if constexpr (kSize == 4) {
      using namespace simd;
      if (rows == kBlock) {
        for (; j + 4 <= inner.extent; j += 4) {
          for (std::ptrdiff_t half = 0; half < 2; ++half) {
            PacketBlock<F32x4, 4> block;
            for (int r = 0; r < 4; ++r) {
              block.packet[r] =
                  load(reinterpret_cast<const float*>(from + half * 16 + r * inner.x));
            }
            ptranspose(block);
            for (int r = 0; r < 4; ++r) {
              store(reinterpret_cast<float*>(to + (half * 4 + r) * outer.y), block.packet[r]);
            }
          }
          from += 4 * inner.x;
          to += 4 * kSize;
        }
      }
    }
    for (; j < inner.extent; ++j, from += inner.x, to += kSize) {
      for (std::size_t i = 0; i < rows; ++i) {
        const auto offset = static_cast<std::ptrdiff_t>(i);
        move_element<T>(from + offset * kSize, to + offset * outer.y);
      }
    }
  }
}

void walk(std::span<const Axis> axes, Mover mover, const std::byte* x, std::byte* y) {
  if (axes.size() == 2) {
    return mover(axes[0], axes[1], x, y);
  }
  for (std::size_t i = 0; i < axes[0].extent; ++i, x += axes[0].x, y += axes[0].y) {
    walk(axes.subspan(1), mover, x, y);
  }
}

// The axes without those of extent 1, y's largest stride first, with neighbours made one where both
// sides step alike. Empty when there is nothing to copy, else two axes at least.
Axes simplify(Extents shape, Extents x_strides, Extents y_strides, std::size_t bytes) {
  const auto size = static_cast<std::ptrdiff_t>(bytes);
  Axes sorted;
  for (std::size_t a = 0; a < shape.size(); ++a) {
    if (shape[a] == 0) return {};
    if (shape[a] == 1) continue;
    const Axis axis{static_cast<std::size_t>(shape[a]),
                    static_cast<std::ptrdiff_t>(x_strides[a]) * size,
                    static_cast<std::ptrdiff_t>(y_strides[a]) * size};
    std::size_t place = sorted.size();
    while (place > 0 && std::abs(sorted[place - 1].y) < std::abs(axis.y)) --place;
    sorted.insert(place, axis);
  }
  Axes axes;
  for (const Axis& axis : sorted) {
    const auto extent = static_cast<std::ptrdiff_t>(axis.extent);
    if (!axes.empty() && axes.back().x == axis.x * extent && axes.back().y == axis.y * extent) {
      axes.back() = {axes.back().extent * axis.extent, axis.x, axis.y};
    } else {
      axes.push_back(axis);
    }
  }
  while (axes.size() < 2) {
    axes.insert(0, {1, 0, 0});
    if (axes.size() == 1) axes.back() = {1, size, size};
  }
  return axes;
}

// Moves short rows as one element each: the innermost axis becomes part of the element.
std::size_t widen(Axes& axes, std::size_t bytes) {
  const Axis& inner = axes.back();
  const auto size = static_cast<std::ptrdiff_t>(bytes);
  const std::size_t row = bytes * inner.extent;
  const bool fits = row == 2 || row == 4 || row == 8 || row == 16;
  if (inner.x != size || inner.y != size || !fits || axes.size() < 3) {
    return bytes;
  }
  axes.pop_back();
  return row;
}

Mover choose_mover(ElementKind kind, Axes& axes) {
  const Axis inner = axes.back();
  return with_element_type(kind, [&]<class T>() -> Mover {
    constexpr std::ptrdiff_t kSize = sizeof(T);
    if (inner.y == kSize && inner.x == kSize && std::is_trivially_copyable_v<T>) {
      return move_rows;
    }
    if (inner.y == kSize) {
      for (std::size_t a = 0; a + 1 < axes.size(); ++a) {
        if (axes[a].x == kSize && axes[a].extent > 1) {
          std::rotate(axes.begin() + a, axes.begin() + a + 1, axes.end() - 1);
          return move_transposed<T>;
        }
      }
    }
    return move_strided<T>;
  });
}

SmallVector<std::int64_t, 6> dense_strides(Extents shape) {
  SmallVector<std::int64_t, 6> strides(shape.size());
  std::int64_t stride = 1;
  for (std::size_t a = shape.size(); a-- > 0; stride *= shape[a]) {
    strides[a] = stride;
  }
  return strides;
}

}  // namespace

void copy_strided(ElementKind kind, Extents shape, const void* x, Extents x_strides, void* y,
                  Extents y_strides, ThreadPool& pool) {
  std::size_t bytes = element_bytes(kind);
  Axes axes = simplify(shape, x_strides, y_strides, bytes);
  if (axes.empty()) {
    return;
  }
  if (kind != ElementKind::kString) {
    bytes = widen(axes, bytes);
    kind = element_kind(bytes, false);
  }
  const Mover mover = choose_mover(kind, axes);
  // The outermost axis with more than one step is divided among the threads.
  std::size_t divided = 0;
  while (divided + 1 < axes.size() && axes[divided].extent == 1) ++divided;
  std::size_t step_bytes = bytes;
  for (std::size_t a = divided + 1; a < axes.size(); ++a) step_bytes *= axes[a].extent;
  const std::size_t extent = axes[divided].extent;
  const std::size_t grain = std::max<std::size_t>(1, kGrainBytes / step_bytes);
  const auto* from = static_cast<const std::byte*>(x);
  auto* to = static_cast<std::byte*>(y);
  if (pool.threads() == 1 || extent <= grain) {
    return walk(axes, mover, from, to);
  }
  parallel_ranges(pool, kind, extent, grain, [&](std::size_t first, std::size_t last) {
    const auto offset = static_cast<std::ptrdiff_t>(first);
    const Axis part{last - first, axes[divided].x, axes[divided].y};
    const std::byte* part_x = from + offset * part.x;
    std::byte* part_y = to + offset * part.y;
    const std::span<const Axis> rest = std::span<const Axis>(axes).subspan(divided + 1);
    if (rest.empty()) {
      mover({1, 0, 0}, part, part_x, part_y);
    } else if (rest.size() == 1) {
      mover(part, rest[0], part_x, part_y);
    } else {
      for (std::size_t i = 0; i < part.extent; ++i, part_x += part.x, part_y += part.y) {
        walk(rest, mover, part_x, part_y);
      }
    }
  });
}

void transpose(ElementKind kind, const void* x, Extents x_shape, Extents perm, void* y,
               ThreadPool& pool) {
  const auto x_strides = dense_strides(x_shape);
  SmallVector<std::int64_t, 6> shape;
  SmallVector<std::int64_t, 6> strides;
  for (const std::int64_t axis : perm) {
    shape.push_back(x_shape[static_cast<std::size_t>(axis)]);
    strides.push_back(x_strides[static_cast<std::size_t>(axis)]);
  }
  copy_strided(kind, shape, x, strides, y, dense_strides(shape), pool);
}

void slice(ElementKind kind, const void* x, Extents x_shape, Extents starts, Extents steps, void* y,
           Extents y_shape, ThreadPool& pool) {
  auto strides = dense_strides(x_shape);
  std::int64_t offset = 0;
  for (std::size_t a = 0; a < strides.size(); ++a) {
    if (y_shape[a] == 0) return;
    offset += starts[a] * strides[a];
    strides[a] *= steps[a];
  }
  const auto* from =
      static_cast<const std::byte*>(x) +
      static_cast<std::ptrdiff_t>(offset) * static_cast<std::ptrdiff_t>(element_bytes(kind));
  copy_strided(kind, y_shape, from, strides, y, dense_strides(y_shape), pool);
}

void expand(ElementKind kind, const void* x, Extents x_shape, void* y, Extents y_shape,
            ThreadPool& pool) {
  const auto x_strides = dense_strides(x_shape);
  SmallVector<std::int64_t, 6> strides(y_shape.size());
  const std::size_t added = y_shape.size() - x_shape.size();
  for (std::size_t a = 0; a < x_shape.size(); ++a) {
    strides[added + a] = x_shape[a] == 1 ? 0 : x_strides[a];
  }
  copy_strided(kind, y_shape, x, strides, y, dense_strides(y_shape), pool);
}

void tile(ElementKind kind, const void* x, Extents x_shape, Extents repeats, void* y,
          ThreadPool& pool) {
  const auto x_strides = dense_strides(x_shape);
  SmallVector<std::int64_t, 6> shape;
  SmallVector<std::int64_t, 6> strides;
  for (std::size_t a = 0; a < x_shape.size(); ++a) {
    shape.push_back(repeats[a]);
    strides.push_back(0);
    shape.push_back(x_shape[a]);
    strides.push_back(x_strides[a]);
  }
  copy_strided(kind, shape, x, strides, y, dense_strides(shape), pool);
}

namespace {

// Copies rows of `part` elements between an array whose rows have that length and one whose rows
// have `whole` elements.
void copy_columns(ElementKind kind, std::int64_t outer, std::int64_t part, const void* x,
                  std::int64_t x_row, void* y, std::int64_t y_row, ThreadPool& pool) {
  const std::int64_t shape[] = {outer, part};
  const std::int64_t x_strides[] = {x_row, 1};
  const std::int64_t y_strides[] = {y_row, 1};
  copy_strided(kind, shape, x, x_strides, y, y_strides, pool);
}

template <class Part>
std::int64_t row_length(std::span<const Part> parts, std::int64_t inner) {
  std::int64_t sum = 0;
  for (const Part& part : parts) sum += part.extent * inner;
  return sum;
}

}  // namespace

void concat(ElementKind kind, std::int64_t outer, std::int64_t inner,
            std::span<const ConcatPart> parts, void* y, ThreadPool& pool) {
  const std::int64_t whole = row_length(parts, inner);
  if (outer == 0 || whole == 0) return;
  auto* to = static_cast<std::byte*>(y);
  for (const ConcatPart& part : parts) {
    const std::int64_t row = part.extent * inner;
    copy_columns(kind, outer, row, part.data, row, to, whole, pool);
    to += static_cast<std::size_t>(row) * element_bytes(kind);
  }
}

void split(ElementKind kind, std::int64_t outer, std::int64_t inner, const void* x,
           std::span<const SplitPart> parts, ThreadPool& pool) {
  const std::int64_t whole = row_length(parts, inner);
  if (outer == 0 || whole == 0) return;
  const auto* from = static_cast<const std::byte*>(x);
  for (const SplitPart& part : parts) {
    const std::int64_t row = part.extent * inner;
    copy_columns(kind, outer, row, from, whole, part.data, row, pool);
    from += static_cast<std::size_t>(row) * element_bytes(kind);
  }
}

}  // namespace sardonyx::kernels
