#include "core/ops/common/shape_contents.h"

namespace sardonyx {

bool holds_shape_contents(DType dtype, const SymbolicShape& shape) {
  if (!kIndexTypes.contains(dtype) || !shape.ranked() || shape.rank() > 1) {
    return false;
  }
  return shape.rank() == 0 || (shape[0].known() && shape[0].value() <= kMaxShapeContents);
}

std::optional<std::vector<Dim>> shape_contents(const InferContext& context, int i) {
  if (!context.has_input(i) || !context.type(i).is_tensor() ||
      !holds_shape_contents(context.dtype(i), context.shape(i))) {
    return std::nullopt;
  }
  return context.dims(i);
}

void forward_shape_contents(InferContext& context, const SymbolicShape& shape) {
  if (!holds_shape_contents(context.dtype(0), shape)) {
    return;
  }
  if (auto contents = shape_contents(context, 0)) {
    context.set_contents(0, std::move(*contents));
  }
}

SymbolicShape shape_of_rank(Dim rank) {
  if (!rank.known()) {
    return {};
  }
  require_that(ErrorCode::kUnsupported, rank.value() <= 1000, "a tensor of rank ", rank,
               " is too much");
  return SymbolicShape::of_rank(static_cast<int>(rank.value()));
}

Dim list_length(const InferContext& context, int i) {
  context.require_rank(i, 0, 1);
  return context.rank(i) == 0 ? Dim(1) : context.dim(i, 0);
}

}  // namespace sardonyx
