#include "core/tensor/shape.h"

#include <algorithm>

#include "core/base/checked.h"
#include "core/base/error.h"

namespace sardonyx {

std::int64_t Shape::count(int first, int last) const {
  std::int64_t product = 1;
  for (int axis = first; axis < last; ++axis) {
    product = checked_mul(product, (*this)[static_cast<std::size_t>(axis)], "element count");
  }
  return product;
}

std::string to_text(const Ints& dims) {
  std::string text = "[";
  for (std::size_t i = 0; i < dims.size(); ++i) {
    text += i == 0 ? "" : ",";
    text += concat(dims[i]);
  }
  return text + "]";
}

Ints strides_of(const Shape& shape) {
  Ints strides(shape.size());
  std::int64_t stride = 1;
  for (std::size_t i = shape.size(); i-- > 0;) {
    strides[i] = stride;
    stride *= shape[i];
  }
  return strides;
}

int normalize_axis(std::int64_t axis, int rank, const char* what) {
  if (axis < -rank || axis >= rank) {
    fail(ErrorCode::kInvalidArgument, what, " ", axis, " is outside [", -rank, ", ", rank - 1,
         "] for a tensor of rank ", rank);
  }
  return static_cast<int>(axis < 0 ? axis + rank : axis);
}

Shape broadcast(const Shape& a, const Shape& b) {
  const std::size_t rank = std::max(a.size(), b.size());
  Shape out(rank, 1);
  for (std::size_t i = 0; i < rank; ++i) {
    const std::int64_t x = i < a.size() ? a[a.size() - 1 - i] : 1;
    const std::int64_t y = i < b.size() ? b[b.size() - 1 - i] : 1;
    if (x != y && x != 1 && y != 1) {
      fail(ErrorCode::kInvalidArgument, "shapes ", a, " and ", b, " do not broadcast: ", x, " and ",
           y, " differ");
    }
    out[rank - 1 - i] = x == 1 ? y : x;
  }
  return out;
}

}  // namespace sardonyx
