#include "core/kernels/gather.h"

#include <algorithm>
#include <cstring>
#include <type_traits>

#include "core/kernels/parallel.h"

namespace sardonyx::kernels {

namespace {

constexpr std::size_t kGrainBytes = std::size_t{64} << 10;

std::size_t product(Extents extents) {
  std::size_t count = 1;
  for (const std::int64_t extent : extents) count *= static_cast<std::size_t>(extent);
  return count;
}

// A row of GatherElements.
template <class T, class I>
__attribute__((noinline)) void gather_row(const T* x, const ElementWalk& walk, std::int64_t extent,
                                          const I* indices, T* y) {
  const std::size_t length = walk.row_length();
  const bool along_row = walk.element_offset(0, 1) == 1 && walk.element_offset(1, 0) == 0;
  if (along_row) {
    for (std::size_t i = 0; i < length; ++i) y[i] = x[from_front(indices[i], extent)];
    return;
  }
  for (std::size_t i = 0; i < length; ++i) {
    y[i] = x[walk.element_offset(i, from_front(indices[i], extent))];
  }
}

}  // namespace

void gather(ElementKind kind, const void* x, std::int64_t outer, std::int64_t extent,
            std::int64_t inner, const Indices& indices, void* y, ThreadPool& pool) {
  check_indices(indices, extent);
  const auto row = static_cast<std::size_t>(inner);
  const std::size_t rows = static_cast<std::size_t>(outer) * indices.size();
  if (row == 0 || rows == 0) return;
  const std::size_t row_bytes = row * element_bytes(kind);
  const std::size_t block_bytes = static_cast<std::size_t>(extent) * row_bytes;
  const std::size_t grain = std::max<std::size_t>(1, kGrainBytes / row_bytes);
  parallel_ranges(pool, kind, rows, grain, [&](std::size_t first, std::size_t last) {
    std::size_t i = first % indices.size();
    const std::byte* block =
        static_cast<const std::byte*>(x) + first / indices.size() * block_bytes;
    std::byte* to = static_cast<std::byte*>(y) + first * row_bytes;
    for (std::size_t r = first; r < last; ++r, to += row_bytes) {
      copy_run(kind, block + from_front(indices[i], extent) * row_bytes, row, to);
      if (++i == indices.size()) {
        i = 0;
        block += block_bytes;
      }
    }
  });
}

void gather_elements(ElementKind kind, const void* x, Extents x_shape, const Indices& indices,
                     Extents indices_shape, int axis, void* y, ThreadPool& pool) {
  const auto at = static_cast<std::size_t>(axis);
  const std::int64_t extent = x_shape[at];
  check_indices(indices, extent);
  const ElementWalk walk(x_shape, indices_shape, axis);
  if (indices.size() == 0) return;
  with_element_type(kind, [&]<class T>() {
    indices.visit([&]<class I>(const I* index) {
      parallel_ranges(pool, kind, walk.rows(), std::max<std::size_t>(1, 8192 / walk.row_length()),
                      [&](std::size_t first, std::size_t last) {
                        for (std::size_t r = first; r < last; ++r) {
                          const std::size_t at_row = r * walk.row_length();
                          gather_row(static_cast<const T*>(x) + walk.row_offset(r), walk, extent,
                                     index + at_row, static_cast<T*>(y) + at_row);
                        }
                      });
    });
  });
}

void gather_nd(ElementKind kind, const void* x, Extents x_shape, int batch_dims,
               const Indices& indices, int tuple, void* y, ThreadPool& pool) {
  const auto batch_axes = static_cast<std::size_t>(batch_dims);
  const auto length = static_cast<std::size_t>(tuple);
  const std::size_t batches = product(x_shape.first(batch_axes));
  const Extents indexed = x_shape.subspan(batch_axes, length);
  const std::size_t slice = product(x_shape.subspan(batch_axes + length));
  const std::size_t tuples = indices.size() / length;
  check_tuples(indices, indexed);
  if (tuples == 0 || slice == 0) return;
  const std::size_t slice_bytes = slice * element_bytes(kind);
  const std::size_t block_bytes = product(indexed) * slice_bytes;
  const std::size_t grain = std::max<std::size_t>(1, kGrainBytes / slice_bytes);
  parallel_ranges(pool, kind, tuples, grain, [&](std::size_t first, std::size_t last) {
    for (std::size_t t = first; t < last; ++t) {
      const std::byte* block =
          static_cast<const std::byte*>(x) + t / (tuples / batches) * block_bytes;
      copy_run(kind, block + tuple_offset(indices, t, indexed) * slice_bytes, slice,
               static_cast<std::byte*>(y) + t * slice_bytes);
    }
  });
}

}  // namespace sardonyx::kernels
