#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>

#include "core/base/small_vector.h"

namespace sardonyx {

/// Axes, permutations, strides, pads: a short list of integers.
using Ints = SmallVector<std::int64_t, 6>;

/// The extents of a tensor, outermost first, each >= 0. Rank 0 is a scalar.
class Shape : public Ints {
 public:
  using Ints::Ints;
  Shape() = default;
  explicit Shape(const Ints& dims) : Ints(dims) {}

  int rank() const { return static_cast<int>(size()); }
  /// The product of all extents; 1 for a scalar. Throws kOutOfRange when it overflows.
  std::int64_t element_count() const { return count(0, rank()); }
  /// The product of the extents of axes [first, last).
  std::int64_t count(int first, int last) const;

  friend bool operator==(const Shape& a, const Shape& b) {
    return static_cast<const Ints&>(a) == static_cast<const Ints&>(b);
  }
};

/// "[2,3,224,224]"
std::string to_text(const Ints& dims);
inline std::string to_text(const Shape& shape) {
  return to_text(static_cast<const Ints&>(shape));
}

/// Row-major strides in elements.
Ints strides_of(const Shape& shape);

/// `axis` counted from the front. Throws kInvalidArgument unless -rank <= axis < rank.
int normalize_axis(std::int64_t axis, int rank, const char* what = "axis");

/// The shape of NumPy's broadcasting of both. Throws kInvalidArgument when they do not fit.
Shape broadcast(const Shape& a, const Shape& b);

}  // namespace sardonyx
