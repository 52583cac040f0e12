#include <cmath>

#include "core/graph/passes/match.h"
#include "core/graph/passes/pass_order.h"

namespace sardonyx {
namespace {

// x of Clip(x + 3, 0, 6).
std::optional<Shifted> shifted_relu6(const PassContext& context, ValueId id) {
  const Graph& graph = context.graph();
  const Node* clip = inner_producer_of(context, id, "Clip");
  if (clip == nullptr) {
    return std::nullopt;
  }
  const auto bound = [&](std::size_t i, std::string_view name) -> double {
    const std::optional<Scalar> scalar = scalar_constant(graph, input_of(*clip, i));
    return scalar ? scalar->value : static_cast<double>(float_attribute(*clip, name, NAN));
  };
  std::optional<Shifted> inner = shifted(context, clip->inputs[0]);
  if (bound(1, "min") != 0 || bound(2, "max") != 6 || !inner || inner->constant != 3 ||
      context.uses(clip->inputs[0]) != 1) {
    return std::nullopt;
  }
  return inner;
}

bool is_default_hard_sigmoid(const Node& node, DType dtype) {
  const auto is = [&](std::string_view name, float fallback, double expected) {
    return stands_for(static_cast<double>(float_attribute(node, name, fallback)), expected, dtype);
  };
  return is("alpha", 0.2f, 1.0 / 6) && is("beta", 0.5f, 0.5);
}

}  // namespace

/// x * HardSigmoid(x) with alpha 1/6 and beta 1/2, and x * Clip(x + 3, 0, 6) / 6, are HardSwish.
/// Without the first factor the latter is HardSigmoid.
std::optional<Patch> recognize_hard_swish(PassContext& context, const Node& node) {
  if (!is_op(&node, "Mul") && !is_op(&node, "Div")) {
    return std::nullopt;
  }
  const Graph& graph = context.graph();
  const DType dtype = dtype_of_value(graph, node.outputs[0]);
  const Product product = product_of(context, node.outputs[0]);
  for (const ValueId gate : product.values) {
    if (const Node* sigmoid = inner_producer_of(context, gate, "HardSigmoid")) {
      const ValueId x = sigmoid->inputs[0];
      if (is_default_hard_sigmoid(*sigmoid, dtype) && product.is(1, {x, gate}, dtype) &&
          keeps_shape(graph, x, product.rank)) {
        return replace_by(replacement(node, "HardSwish", 14, {x}, node.outputs[0]));
      }
      continue;
    }
    const std::optional<Shifted> inner = shifted_relu6(context, gate);
    if (!inner || !keeps_shape(graph, inner->value, std::max(product.rank, inner->rank))) {
      continue;
    }
    if (product.is(1.0 / 6, {inner->value, gate}, dtype)) {
      return replace_by(replacement(node, "HardSwish", 14, {inner->value}, node.outputs[0]));
    }
    if (product.is(1.0 / 6, {gate}, dtype)) {
      Node sigmoid = replacement(node, "HardSigmoid", 6, {inner->value}, node.outputs[0]);
      sigmoid.attributes.add("alpha", 1.0f / 6);
      sigmoid.attributes.add("beta", 0.5f);
      return replace_by(std::move(sigmoid));
    }
  }
  return std::nullopt;
}

}  // namespace sardonyx
