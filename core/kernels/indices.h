#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "core/base/small_vector.h"

namespace sardonyx::kernels {

/// The elements of a tensor of int32 or int64.
class Indices {
 public:
  Indices(const std::int32_t* data, std::size_t count) : narrow_(data), count_(count) {}
  Indices(const std::int64_t* data, std::size_t count) : wide_(data), count_(count) {}

  std::size_t size() const { return count_; }
  /// Calls f(pointer to int32 or int64): loops over many indices need not ask for each.
  template <class F>
  void visit(F&& f) const {
    if (wide_ != nullptr) {
      f(wide_);
    } else {
      f(narrow_);
    }
  }
  std::int64_t operator[](std::size_t i) const {
    return wide_ != nullptr ? wide_[i] : static_cast<std::int64_t>(narrow_[i]);
  }

 private:
  const std::int64_t* wide_ = nullptr;
  const std::int32_t* narrow_ = nullptr;
  std::size_t count_;
};

/// An index counted from the front of its axis. REQUIRES: it has been checked.
inline std::size_t from_front(std::int64_t index, std::int64_t extent) {
  return static_cast<std::size_t>(index < 0 ? index + extent : index);
}

/// Throws kInvalidArgument unless every index lies in [-extent, extent).
void check_indices(const Indices& indices, std::int64_t extent);

/// Throws kInvalidArgument unless the values of every tuple lie in the ranges of the axes
/// `extents`. REQUIRES: the number of indices is a multiple of the number of axes, which is not 0.
void check_tuples(const Indices& indices, std::span<const std::int64_t> extents);

/// Where the element that the `number`-th tuple names lies in a dense array of these extents.
std::size_t tuple_offset(const Indices& indices, std::size_t number,
                         std::span<const std::int64_t> extents);

/// The places in an array that GatherElements and ScatterElements touch, row by row of the indices
/// (a row runs along their last axis).
class ElementWalk {
 public:
  /// REQUIRES: both shapes have the same rank, not 0.
  ElementWalk(std::span<const std::int64_t> shape, std::span<const std::int64_t> indices_shape,
              int axis);

  std::size_t rows() const { return rows_; }
  std::size_t row_length() const { return row_length_; }
  /// Where row r of the indices starts in the array, before an index is added.
  std::size_t row_offset(std::size_t r) const;
  /// How far from there the i-th element of the row lies, when its index is `index`.
  std::size_t element_offset(std::size_t i, std::size_t index) const {
    return i * step_ + index * axis_stride_;
  }

 private:
  struct Outer {
    std::size_t extent;  // of the indices
    std::size_t stride;  // of the array; 0 for the indexed axis
  };
  SmallVector<Outer, 6> outer_;  // all axes but the last
  std::size_t rows_ = 1;
  std::size_t row_length_ = 0;
  std::size_t step_ = 0;
  std::size_t axis_stride_ = 1;
};

}  // namespace sardonyx::kernels
