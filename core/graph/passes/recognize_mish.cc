#include "core/graph/passes/match.h"
#include "core/graph/passes/pass_order.h"

namespace sardonyx {

/// x * Tanh(Softplus(x)) is Mish.
std::optional<Patch> recognize_mish(PassContext& context, const Node& node) {
  if (!is_op(&node, "Mul")) {
    return std::nullopt;
  }
  for (const ValueId gate : node.inputs) {
    const Node* tanh = inner_producer_of(context, gate, "Tanh");
    const Node* softplus =
        tanh == nullptr ? nullptr : inner_producer_of(context, tanh->inputs[0], "Softplus");
    if (softplus != nullptr && softplus->inputs[0] == other_input(node, gate)) {
      return replace_by(replacement(node, "Mish", 18, softplus->inputs, node.outputs[0]));
    }
  }
  return std::nullopt;
}

}  // namespace sardonyx
