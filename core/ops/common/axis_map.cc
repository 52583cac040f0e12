#include "core/ops/common/axis_map.h"

#include <algorithm>

#include "core/ops/common/compute_io.h"

namespace sardonyx {

AxisMapOperator::AxisMapOperator(const MakeContext& context)
    : flattens_(context.opset() < 13), axis_(context.get_int("axis", flattens_ ? 1 : -1)) {}

void AxisMapOperator::infer(InferContext& context) const {
  const int rank = context.rank(0);
  // The flattening form also takes the rank itself: everything is one row per element then.
  if (!(flattens_ && axis_ == rank)) {
    normalize_axis(axis_, std::max(rank, 1));
  }
  context.set_shape(0, context.shape(0));
}

void AxisMapOperator::run(RunContext& context) const {
  const Shape& shape = context.input(0).shape();
  const int rank = shape.rank();
  const int axis = rank == 0 ? 0 : flattens_ && axis_ == rank ? rank : normalize_axis(axis_, rank);
  const auto outer = static_cast<std::size_t>(shape.count(0, axis));
  const int end = flattens_ ? rank : std::min(axis + 1, rank);
  const auto extent = static_cast<std::size_t>(shape.count(axis, end));
  const auto inner = static_cast<std::size_t>(shape.count(end, rank));
  const Tensor x = as_computed(context, context.input(0));
  Tensor y = computed_output(context, 0);
  if (y.element_count() > 0) {
    with_float_type(x.dtype(), [&]<class T>() {
      map(x.data<T>(), y.data<T>(), outer, extent, inner, context.threads());
    });
  }
  store_computed(context, 0, y);
}

}  // namespace sardonyx
