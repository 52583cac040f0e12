#include "core/graph/passes/pass_order.h"

namespace sardonyx {
namespace {

// Whether anybody reads an output besides the first.
bool has_other_uses(const PassContext& context, const Node& node) {
  for (std::size_t i = 1; i < node.outputs.size(); ++i) {
    if (node.outputs[i] != kNoValue && context.uses(node.outputs[i]) > 0) {
      return true;
    }
  }
  return false;
}

// Whether output 0 always equals input 0, in type, shape and elements.
bool is_identity(const Graph& graph, const Node& node) {
  if (!node.domain.empty()) {
    return false;
  }
  if (node.op_type == "Identity") {
    return true;
  }
  if (node.op_type == "Dropout" && node.inputs.size() < 3) {
    return true;
  }
  const ValueType& in = graph.value(node.inputs[0]).type;
  const ValueType& out = graph.value(node.outputs[0]).type;
  if (!in.is_tensor() || !out.is_tensor() || in.dtype != out.dtype) {
    return false;
  }
  if (node.op_type == "Cast" || node.op_type == "CastLike") {
    return true;
  }
  const bool same_elements = node.op_type == "Reshape" || node.op_type == "Squeeze" ||
                             node.op_type == "Unsqueeze" || node.op_type == "Flatten" ||
                             node.op_type == "Expand";
  return same_elements && in.shape == out.shape;
}

}  // namespace

/// Removes nodes that hand on their input: Identity, Dropout outside of training, Cast to the same
/// type, Reshape to the same shape.
std::optional<Patch> eliminate_identity(PassContext& context, const Node& node) {
  if (node.inputs.empty() || node.inputs[0] == kNoValue || node.outputs.empty() ||
      node.outputs[0] == kNoValue || has_other_uses(context, node) ||
      !is_identity(context.graph(), node)) {
    return std::nullopt;
  }
  Patch patch;
  patch.redirects.emplace_back(node.outputs[0], node.inputs[0]);
  return patch;
}

}  // namespace sardonyx
