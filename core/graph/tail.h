#pragma once

#include <optional>
#include <span>

#include "core/graph/graph.h"

// Tails: elementwise nodes that the node before them computes as well (Node::tail).

namespace sardonyx {

/// A range of axes.
struct AxisRange {
  int first = 0;
  int last = 0;
};

/// The axes of a result along which an operand that broadcasts to it does not repeat, if they are
/// neighbours: the operand is then one block whose elements repeat, and which repeats as a whole.
/// Nullopt when that is not certain, or when the operand would make the result larger.
std::optional<AxisRange> present_axes(const SymbolicShape& operand, const SymbolicShape& result);

/// Throws kInvalidArgument, naming the fused node, unless the operands of a tail, whose types are
/// those of Node::captures, fit a result of this shape.
void check_tail(const Node& node, const SymbolicShape& result,
                std::span<const ValueType* const> operands);

}  // namespace sardonyx
