#include "core/ops/common/reduce.h"

#include <cmath>

#include "core/kernels/copy.h"
#include "core/ops/common/compute_io.h"
#include "core/ops/common/element_kind.h"
#include "core/ops/common/shape_contents.h"

namespace sardonyx {
namespace {

// Input and reduced axes as [outer, axis, inner], where reduced axes lie side by side.
struct Collapsed {
  std::int64_t outer = 1;
  std::int64_t axis = 1;
  std::int64_t inner = 1;
  bool contiguous = true;

  Collapsed(const Shape& x, const SmallVector<bool, 8>& reduced) {
    for (std::size_t i = 0; i < x.size(); ++i) {
      if (reduced[i]) {
        contiguous = contiguous && inner == 1;
        axis *= x[i];
      } else if (axis != 1 || seen_) {
        inner *= x[i];
      } else {
        outer *= x[i];
      }
      seen_ = seen_ || (reduced[i] && x[i] != 1);
    }
  }

 private:
  bool seen_ = false;
};

// The elements with the reduced axes moved to the end.
Tensor reduced_last(const RunContext& context, const Tensor& x,
                    const SmallVector<bool, 8>& reduced) {
  Shape shape;
  Ints strides;
  const Ints x_strides = strides_of(x.shape());
  for (const bool wanted : {false, true}) {
    for (std::size_t i = 0; i < reduced.size(); ++i) {
      if (reduced[i] == wanted) {
        shape.push_back(x.shape()[i]);
        strides.push_back(x_strides[i]);
      }
    }
  }
  Tensor moved = context.allocate(x.dtype(), shape);
  kernels::copy_strided(element_kind_of(x.dtype()), shape, x.raw(), strides, moved.raw(),
                        strides_of(shape), context.threads());
  return moved;
}

}  // namespace

ReduceOperator::ReduceOperator(const MakeContext& context, kernels::Reduction reduction,
                               int axes_input_since)
    : reduction_(reduction),
      axes_are_input_(context.opset() >= axes_input_since),
      keep_dims_(context.get_bool("keepdims", true)),
      empty_is_none_(context.get_bool("noop_with_empty_axes", false)),
      axes_(axes_are_input_ ? Ints{} : context.get_ints("axes", {})) {}

SmallVector<bool, 8> ReduceOperator::reduced_axes(const Ints& axes, int rank) const {
  const auto size = static_cast<std::size_t>(rank);
  if (axes.empty()) {
    return SmallVector<bool, 8>(size, !empty_is_none_);
  }
  SmallVector<bool, 8> reduced(size, false);
  for (const std::int64_t axis : axes) {
    reduced[static_cast<std::size_t>(normalize_axis(axis, rank))] = true;
  }
  return reduced;
}

SymbolicShape ReduceOperator::shape_of_unknown_axes(const InferContext& context) const {
  const int rank = context.rank(0);
  if (keep_dims_) {
    return SymbolicShape::of_rank(rank);
  }
  const Dim axes = list_length(context, 1);
  if (!axes.known()) {
    return {};
  }
  if (axes.is(0)) {
    return empty_is_none_ ? context.shape(0) : SymbolicShape::of_rank(0);
  }
  // An axis may be named twice.
  return axes.is(1) && rank > 0 ? SymbolicShape::of_rank(rank - 1) : SymbolicShape();
}

void ReduceOperator::infer(InferContext& context) const {
  const SymbolicShape& x = context.shape(0);
  Ints axes = axes_;
  if (axes_are_input_ && context.has_input(1)) {
    const std::optional<Ints> given = context.ints(1);
    if (!given) {
      return context.set_shape(0, shape_of_unknown_axes(context));
    }
    axes = *given;
  }
  const SmallVector<bool, 8> reduced = reduced_axes(axes, x.rank());
  SymbolicShape y = SymbolicShape::of_rank(0);
  for (int i = 0; i < x.rank(); ++i) {
    if (!reduced[static_cast<std::size_t>(i)]) {
      y.push_back(x[i]);
    } else if (keep_dims_) {
      y.push_back(1);
    }
  }
  context.set_shape(0, std::move(y));
  if (reduction_ == kernels::Reduction::kProd && x.rank() == 1 && reduced[0]) {
    if (const auto factors = shape_contents(context, 0)) {
      Dim product = 1;
      for (const Dim factor : *factors) {
        product = product * factor;
      }
      context.set_contents(0, {product});
    }
  }
}

// The extremes of nothing are the bounds of the type, not those of the wider type that it is
// computed in.
bool ReduceOperator::fill_with_bound(Tensor& y) const {
  const bool is_max = reduction_ == kernels::Reduction::kMax;
  if (is_native(y.dtype()) || kFloatTypes.contains(y.dtype()) ||
      (!is_max && reduction_ != kernels::Reduction::kMin)) {
    return false;
  }
  const bool is_signed = kSignedIntTypes.contains(y.dtype());
  const double values = y.dtype() == DType::kBool ? 2.0 : std::ldexp(1.0, bits_of(y.dtype()));
  const double lowest = is_signed ? -values / 2 : 0.0;
  const double bound = is_max ? lowest : lowest + values - 1;
  for (std::int64_t i = 0; i < y.element_count(); ++i) {
    store_tile_as(kernels::ComputeType::kDouble, y.dtype(), &bound, 1, y.raw(),
                  static_cast<std::size_t>(i));
  }
  return true;
}

void ReduceOperator::run(RunContext& context) const {
  const Ints axes = axes_are_input_ && context.has_input(1) ? ints_of(context.input(1)) : axes_;
  Tensor x = as_computed(context, context.input(0));
  const SmallVector<bool, 8> reduced = reduced_axes(axes, x.rank());
  Collapsed shape(x.shape(), reduced);
  if (!shape.contiguous) {
    x = reduced_last(context, x, reduced);
    shape.outer *= shape.inner;
    shape.inner = 1;
  }
  Tensor y = computed_output(context, 0);
  const auto outer = static_cast<std::size_t>(shape.outer);
  const auto axis = static_cast<std::size_t>(shape.axis);
  if (axis == 0 && fill_with_bound(context.output(0))) {
    return;
  }
  const auto inner = static_cast<std::size_t>(shape.inner);
  with_compute_type(x.dtype(), [&]<class T>() {
    if constexpr (std::is_same_v<T, float>) {
      kernels::reduce(reduction_, x.data<T>(), y.data<T>(), outer, axis, inner, context.threads());
    } else {
      kernels::reduce_plain(reduction_, x.data<T>(), y.data<T>(), outer, axis, inner);
    }
  });
  store_computed(context, 0, y);
}

}  // namespace sardonyx
