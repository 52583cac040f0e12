#include "core/kernels/indices.h"

#include <algorithm>
#include <limits>

#include "core/base/error.h"

namespace sardonyx::kernels {

namespace {

[[noreturn]] void fail_out_of_range(std::int64_t index, std::int64_t extent) {
  fail(ErrorCode::kInvalidArgument, "index ", index, " is out of range for an axis of extent ",
       extent);
}

inline void check_index(std::int64_t index, std::int64_t extent) {
  if (index < -extent || index >= extent) [[unlikely]] {
    fail_out_of_range(index, extent);
  }
}

}  // namespace

void check_indices(const Indices& indices, std::int64_t extent) {
  indices.visit([&]<class I>(const I* values) {
    // Of the index's own width, so that this becomes vector instructions.
    const I low = static_cast<I>(std::max<std::int64_t>(-extent, std::numeric_limits<I>::min()));
    const I high =
        static_cast<I>(std::min<std::int64_t>(extent - 1, std::numeric_limits<I>::max()));
    I outside = 0;
    for (std::size_t i = 0; i < indices.size(); ++i) {
      outside |= static_cast<I>(values[i] < low) | static_cast<I>(values[i] > high);
    }
    if (outside == 0) return;
    for (std::size_t i = 0; i < indices.size(); ++i) check_index(values[i], extent);
  });
}

void check_tuples(const Indices& indices, std::span<const std::int64_t> extents) {
  for (std::size_t i = 0; i < indices.size(); i += extents.size()) {
    for (std::size_t a = 0; a < extents.size(); ++a) {
      check_index(indices[i + a], extents[a]);
    }
  }
}

std::size_t tuple_offset(const Indices& indices, std::size_t number,
                         std::span<const std::int64_t> extents) {
  std::size_t offset = 0;
  for (std::size_t a = 0; a < extents.size(); ++a) {
    offset = offset * static_cast<std::size_t>(extents[a]) +
             from_front(indices[number * extents.size() + a], extents[a]);
  }
  return offset;
}

ElementWalk::ElementWalk(std::span<const std::int64_t> shape,
                         std::span<const std::int64_t> indices_shape, int axis) {
  const std::size_t last = shape.size() - 1;
  const auto indexed = static_cast<std::size_t>(axis);
  row_length_ = static_cast<std::size_t>(indices_shape[last]);
  step_ = indexed == last ? 0 : 1;
  outer_.resize(last);
  std::size_t stride = 1;
  for (std::size_t a = last + 1; a-- > 0; stride *= static_cast<std::size_t>(shape[a])) {
    if (a == indexed) axis_stride_ = stride;
    if (a == last) continue;
    outer_[a] = {static_cast<std::size_t>(indices_shape[a]), a == indexed ? 0 : stride};
    rows_ *= outer_[a].extent;
  }
}

std::size_t ElementWalk::row_offset(std::size_t r) const {
  std::size_t offset = 0;
  for (std::size_t a = outer_.size(); a-- > 0; r /= outer_[a].extent) {
    offset += r % outer_[a].extent * outer_[a].stride;
  }
  return offset;
}

}  // namespace sardonyx::kernels
