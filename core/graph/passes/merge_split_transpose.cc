#include "core/graph/passes/match.h"
#include "core/graph/passes/pass_order.h"

namespace sardonyx {

/// Reshape to [*, m, n], Transpose of the last two axes and Reshape to [..., n, m], how PyTorch's
/// newer exporter transposes the keys of attention, is one Transpose.
std::optional<Patch> merge_split_transpose(PassContext& context, const Node& node) {
  if (!is_op(&node, "Reshape")) {
    return std::nullopt;
  }
  const Graph& graph = context.graph();
  const Node* transpose = inner_producer_of(context, node.inputs[0], "Transpose");
  const auto* perm = transpose == nullptr ? nullptr : ints_attribute(*transpose, "perm");
  const Node* reshape =
      perm == nullptr ? nullptr : inner_producer_of(context, transpose->inputs[0], "Reshape");
  if (reshape == nullptr || *perm != std::vector<std::int64_t>{0, 2, 1}) {
    return std::nullopt;
  }
  const SymbolicShape* x = ranked_shape(graph, reshape->inputs[0]);
  const SymbolicShape* flat = ranked_shape(graph, reshape->outputs[0]);
  const SymbolicShape* y = ranked_shape(graph, node.outputs[0]);
  if (x == nullptr || flat == nullptr || y == nullptr || x->rank() < 3 || x->rank() != y->rank()) {
    return std::nullopt;
  }
  const int rank = x->rank();
  bool swaps = (*x)[rank - 2] == (*flat)[1] && (*x)[rank - 1] == (*flat)[2] &&
               (*y)[rank - 1] == (*flat)[1] && (*y)[rank - 2] == (*flat)[2];
  std::vector<std::int64_t> swapped;
  for (int axis = 0; axis < rank; ++axis) {
    swaps = swaps && (axis >= rank - 2 || (*x)[axis] == (*y)[axis]);
    swapped.push_back(axis < rank - 2 ? axis : 2 * rank - 3 - axis);
  }
  if (!swaps) {
    return std::nullopt;
  }
  Node merged = replacement(node, "Transpose", 13, {reshape->inputs[0]}, node.outputs[0]);
  merged.attributes.add("perm", std::move(swapped));
  return replace_by(std::move(merged));
}

}  // namespace sardonyx
