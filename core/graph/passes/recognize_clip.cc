#include "core/graph/passes/match.h"
#include "core/graph/passes/pass_order.h"

namespace sardonyx {
namespace {

struct Bound {
  ValueId x = kNoValue;
  ValueId limit = kNoValue;  // kNoValue: zero, of a Relu
  Scalar value;
};

// The operands of Min or Max of one tensor and one scalar constant.
std::optional<Bound> bound_of(const Graph& graph, const Node& node) {
  if (node.inputs.size() != 2) {
    return std::nullopt;
  }
  for (const ValueId id : node.inputs) {
    const ValueId x = other_input(node, id);
    const std::optional<Scalar> scalar = scalar_constant(graph, id);
    if (scalar && graph.constant(x) == nullptr && keeps_shape(graph, x, scalar->rank)) {
      return Bound{x, id, *scalar};
    }
  }
  return std::nullopt;
}

std::optional<Bound> inner_bound(const PassContext& context, ValueId id, std::string_view op_type) {
  if (const Node* node = inner_producer_of(context, id, op_type)) {
    return bound_of(context.graph(), *node);
  }
  const Node* relu = op_type == "Max" ? inner_producer_of(context, id, "Relu") : nullptr;
  return relu == nullptr ? std::nullopt : std::optional<Bound>({relu->inputs[0], kNoValue, {}});
}

ValueId scalar_limit(Graph& graph, const Bound& bound, DType dtype) {
  if (bound.limit == kNoValue) {
    return graph.add_constant({}, tensor_of_numbers(dtype, {}, {0}));
  }
  return graph.add_constant({}, graph.constant(bound.limit)->reshaped({}));
}

}  // namespace

/// Min and Max with scalar constants, one after the other, are Clip; so is Relu with a Min behind.
std::optional<Patch> recognize_clip(PassContext& context, const Node& node) {
  const bool min_last = is_op(&node, "Min");
  if (!min_last && !is_op(&node, "Max")) {
    return std::nullopt;
  }
  Graph& graph = context.graph();
  const DType dtype = dtype_of_value(graph, node.outputs[0]);
  const std::optional<Bound> outer = bound_of(graph, node);
  if (!outer || !kFloatTypes.contains(dtype)) {
    return std::nullopt;
  }
  const std::optional<Bound> inner = inner_bound(context, outer->x, min_last ? "Max" : "Min");
  if (!inner) {
    return std::nullopt;
  }
  const Bound& low = min_last ? *inner : *outer;
  const Bound& high = min_last ? *outer : *inner;
  if (!(low.value.value <= high.value.value)) {
    return std::nullopt;
  }
  const ValueId least = scalar_limit(graph, low, dtype);
  const ValueId most = scalar_limit(graph, high, dtype);
  return replace_by(replacement(node, "Clip", 13, {inner->x, least, most}, node.outputs[0]));
}

}  // namespace sardonyx
