#include "core/graph/tail.h"

#include "core/base/error.h"

namespace sardonyx {

std::optional<AxisRange> present_axes(const SymbolicShape& operand, const SymbolicShape& result) {
  if (!operand.ranked() || !result.ranked() || operand.rank() > result.rank()) {
    return std::nullopt;
  }
  const int missing = result.rank() - operand.rank();
  AxisRange range{result.rank(), result.rank()};
  bool ended = false;
  for (int axis = 0; axis < result.rank(); ++axis) {
    const Dim extent = axis < missing ? Dim(1) : operand[axis - missing];
    if (result[axis].is(1) && extent.is(1)) {
      continue;
    }
    if (extent == result[axis]) {
      if (ended) {
        return std::nullopt;
      }
      range.first = range.first == result.rank() ? axis : range.first;
      range.last = axis + 1;
    } else if (extent.is(1)) {
      ended = range.first != result.rank();
    } else {
      return std::nullopt;
    }
  }
  return range.first == result.rank() ? AxisRange{} : range;
}

void check_tail(const Node& node, const SymbolicShape& result,
                std::span<const ValueType* const> operands) {
  for (const FusedNode& fused : node.tail) {
    if (fused.operand < 0) {
      continue;
    }
    const SymbolicShape& operand = operands[static_cast<std::size_t>(fused.operand)]->shape;
    if (operand.ranked() && operand.known() && result.known() && !present_axes(operand, result)) {
      Error error(ErrorCode::kInvalidArgument,
                  concat("shapes ", operand, " and ", result, " do not fit: the model says that ",
                         "extents are equal which are not"));
      error.add_node(fused.op_type, fused.name);
      throw error;
    }
  }
}

}  // namespace sardonyx
