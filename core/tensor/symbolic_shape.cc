#include "core/tensor/symbolic_shape.h"

#include <algorithm>

#include "core/base/checked.h"

namespace sardonyx {

Dim operator+(Dim a, Dim b) {
  if (a.known() && b.known()) {
    return checked_add(a.value(), b.value(), "extent");
  }
  return a.is(0) ? b : b.is(0) ? a : Dim();
}

Dim operator-(Dim a, Dim b) {
  if (a.known() && b.known()) {
    return a.value() - b.value();
  }
  return b.is(0) ? a : a == b ? Dim(0) : Dim();
}

Dim operator*(Dim a, Dim b) {
  if (a.known() && b.known()) {
    return checked_mul(a.value(), b.value(), "extent");
  }
  if (a.is(0) || b.is(0)) {
    return 0;
  }
  return a.is(1) ? b : b.is(1) ? a : Dim();
}

Dim operator/(Dim a, Dim b) {
  if (a.known() && b.known() && !b.is(0)) {
    return a.value() / b.value();
  }
  return b.is(1) ? a : Dim();
}

std::string to_text(Dim dim) {
  return dim.known() ? concat(dim.value()) : dim.is_symbol() ? concat("s", dim.symbol_id()) : "?";
}

SymbolicShape::SymbolicShape(const Shape& shape) : ranked_(true) {
  for (const std::int64_t dim : shape) {
    dims_.push_back(dim);
  }
}

SymbolicShape SymbolicShape::of_rank(int rank) {
  SymbolicShape shape;
  shape.ranked_ = true;
  shape.dims_.resize(static_cast<std::size_t>(rank));
  return shape;
}

bool SymbolicShape::known() const {
  return ranked_ && std::all_of(dims_.begin(), dims_.end(), [](Dim d) { return d.known(); });
}

Shape SymbolicShape::value() const {
  Shape shape;
  for (const Dim dim : dims_) {
    shape.push_back(dim.value());
  }
  return shape;
}

Dim SymbolicShape::count(int first, int last) const {
  Dim product = 1;
  for (int axis = first; axis < last; ++axis) {
    product = product * (*this)[axis];
  }
  return product;
}

bool operator==(const SymbolicShape& a, const SymbolicShape& b) {
  return a.ranked_ && b.ranked_ && a.dims_ == b.dims_;
}

std::string to_text(const SymbolicShape& shape) {
  if (!shape.ranked()) {
    return "[...]";
  }
  std::string text = "[";
  for (int i = 0; i < shape.rank(); ++i) {
    text += i == 0 ? "" : ",";
    text += to_text(shape[i]);
  }
  return text + "]";
}

SymbolicShape broadcast(const SymbolicShape& a, const SymbolicShape& b) {
  if (!a.ranked() || !b.ranked()) {
    return {};
  }
  const int rank = std::max(a.rank(), b.rank());
  SymbolicShape out = SymbolicShape::of_rank(rank);
  for (int i = 1; i <= rank; ++i) {
    const Dim x = i <= a.rank() ? a[a.rank() - i] : Dim(1);
    const Dim y = i <= b.rank() ? b[b.rank() - i] : Dim(1);
    Dim result;
    if (x.is(1) || x == y) {
      result = y;
    } else if (y.is(1)) {
      result = x;
    } else if (x.known() && y.known()) {
      fail(ErrorCode::kInvalidArgument, "shapes ", a, " and ", b, " do not broadcast: ", x, " and ",
           y, " differ");
    } else if (x.known() || y.known()) {
      result = x.known() ? x : y;  // the unknown side can only be this number or 1
    }
    out[rank - i] = result;
  }
  return out;
}

SymbolicShape merge(const SymbolicShape& a, const SymbolicShape& b) {
  if (!a.ranked() || !b.ranked() || a.rank() != b.rank()) {
    return {};
  }
  SymbolicShape out = a;
  for (int i = 0; i < a.rank(); ++i) {
    if (!(a[i] == b[i])) {
      out[i] = Dim();
    }
  }
  return out;
}

}  // namespace sardonyx
