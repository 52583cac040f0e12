#include "core/ops/common/arg_reduce.h"

#include "core/kernels/reduce/arg_reduce.h"
#include "core/ops/common/compute_io.h"

namespace sardonyx {

ArgReduceOperator::ArgReduceOperator(const MakeContext& context, Extreme extreme)
    : extreme_(extreme),
      axis_(context.get_int("axis", 0)),
      keep_dims_(context.get_bool("keepdims", true)),
      last_(context.get_bool("select_last_index", false)) {}

void ArgReduceOperator::infer(InferContext& context) const {
  SymbolicShape shape = context.shape(0);
  const int axis = normalize_axis(axis_, shape.rank());
  context.require(!shape[axis].is(0), "axis ", axis, " of ", shape, " is empty");
  if (keep_dims_) {
    shape[axis] = 1;
  } else {
    shape.erase(axis);
  }
  context.set_shape(0, std::move(shape));
}

void ArgReduceOperator::run(RunContext& context) const {
  const Tensor x = as_computed(context, context.input(0));
  const int axis = normalize_axis(axis_, x.rank());
  const auto outer = static_cast<std::size_t>(x.shape().count(0, axis));
  const auto extent = static_cast<std::size_t>(x.dim(axis));
  const auto inner = static_cast<std::size_t>(x.shape().count(axis + 1, x.rank()));
  const kernels::Tie tie = last_ ? kernels::Tie::kLast : kernels::Tie::kFirst;
  auto* y = context.output(0).data<std::int64_t>();
  with_compute_type(x.dtype(), [&]<class T>() {
    if (extreme_ == Extreme::kMax) {
      kernels::arg_max(x.data<T>(), y, outer, extent, inner, tie, context.threads());
    } else {
      kernels::arg_min(x.data<T>(), y, outer, extent, inner, tie, context.threads());
    }
  });
}

}  // namespace sardonyx
