#include "core/graph/passes/match.h"
#include "core/graph/passes/pass_order.h"

namespace sardonyx {

/// x * Sigmoid(alpha * x) is Swish: SiLU, and the Gelu by a sigmoid that CLIP uses.
std::optional<Patch> recognize_swish(PassContext& context, const Node& node) {
  if (!is_op(&node, "Mul") && !is_op(&node, "Div")) {
    return std::nullopt;
  }
  const Product product = product_of(context, node.outputs[0]);
  for (const ValueId gate : product.values) {
    const Node* sigmoid = inner_producer_of(context, gate, "Sigmoid");
    if (sigmoid == nullptr) {
      continue;
    }
    const ValueId x = product.beside(gate);
    const DType dtype = dtype_of_value(context.graph(), x);
    const Product argument = product_of(context, sigmoid->inputs[0]);
    // Swish multiplies all of x, so no other factor may stand in the argument.
    const bool bare = sigmoid->inputs[0] == x;
    const bool scaled = argument.values.size() == 1 && argument.values[0] == x;
    if (x == kNoValue || !product.is(1, {x, gate}, dtype) || (!bare && !scaled) ||
        !keeps_shape(context.graph(), x, std::max(product.rank, bare ? 0 : argument.rank))) {
      continue;
    }
    Node swish = replacement(node, "Swish", 24, {x}, node.outputs[0]);
    if (!bare) {
      swish.attributes.add("alpha", static_cast<float>(argument.factor));
    }
    return replace_by(std::move(swish));
  }
  return std::nullopt;
}

}  // namespace sardonyx
