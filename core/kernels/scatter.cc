#include "core/kernels/scatter.h"

namespace sardonyx::kernels {

void scatter_elements(ElementKind kind, void* y, Extents shape, const Indices& indices,
                      Extents indices_shape, int axis, const void* updates,
                      ScatterCombine combine) {
  const std::int64_t extent = shape[static_cast<std::size_t>(axis)];
  check_indices(indices, extent);
  if (indices.size() == 0) return;
  const ElementWalk walk(shape, indices_shape, axis);
  with_element_type(kind, [&]<class T>() {
    const T* update = static_cast<const T*>(updates);
    std::size_t i = 0;
    for (std::size_t r = 0; r < walk.rows(); ++r) {
      T* row = static_cast<T*>(y) + walk.row_offset(r);
      for (std::size_t j = 0; j < walk.row_length(); ++j, ++i, ++update) {
        T* to = row + walk.element_offset(j, from_front(indices[i], extent));
        if (combine != nullptr) {
          combine(to, update, 1);
        } else {
          *to = *update;
        }
      }
    }
  });
}

void scatter_nd(ElementKind kind, void* y, Extents shape, const Indices& indices, int tuple,
                const void* updates, ScatterCombine combine) {
  const Extents indexed = shape.first(static_cast<std::size_t>(tuple));
  std::size_t slice = 1;
  for (const std::int64_t extent : shape.subspan(indexed.size())) {
    slice *= static_cast<std::size_t>(extent);
  }
  check_tuples(indices, indexed);
  if (indices.size() == 0 || slice == 0) return;
  const std::size_t slice_bytes = slice * element_bytes(kind);
  const auto* update = static_cast<const std::byte*>(updates);
  const std::size_t tuples = indices.size() / indexed.size();
  std::size_t next = tuple_offset(indices, 0, indexed);
  for (std::size_t t = 0; t < tuples;) {
    // Neighbours in a row are the rule: assignments to slices are exported as such indices.
    const std::size_t offset = next;
    std::size_t count = 0;
    do {
      ++count;
      next = t + count < tuples ? tuple_offset(indices, t + count, indexed) : 0;
    } while (t + count < tuples && next == offset + count);
    std::byte* to = static_cast<std::byte*>(y) + offset * slice_bytes;
    if (combine != nullptr) {
      combine(to, update, count * slice);
    } else {
      copy_run(kind, update, count * slice, to);
    }
    t += count;
    update += count * slice_bytes;
  }
}

}  // namespace sardonyx::kernels
