#include <algorithm>

#include "core/graph/passes/match.h"
#include "core/graph/passes/pass_order.h"

namespace sardonyx {
namespace {

// The constant with exactly this shape, leading axes of 1 left away; nullopt when it has another.
std::optional<Tensor> with_shape(const Graph& graph, ValueId id, const Shape& shape, int most) {
  const Tensor* constant = graph.constant(id);
  if (constant == nullptr || constant->rank() > most || constant->rank() < shape.rank()) {
    return std::nullopt;
  }
  const Shape& own = constant->shape();
  const auto first = own.end() - shape.rank();
  const bool fits = std::all_of(own.begin(), first, [](std::int64_t n) { return n == 1; }) &&
                    std::equal(first, own.end(), shape.begin());
  return fits ? std::optional<Tensor>(constant->reshaped(shape)) : std::nullopt;
}

bool all_ones(const Tensor& tensor) {
  const std::vector<double> numbers = numbers_of(tensor);
  return std::all_of(numbers.begin(), numbers.end(), [](double v) { return v == 1; });
}

}  // namespace

/// A constant scale behind LayerNormalization or RMSNormalization without one becomes its scale, a
/// constant shift the bias of LayerNormalization.
std::optional<Patch> fold_normalization_affine(PassContext& context, const Node& node) {
  const bool scales = is_op(&node, "Mul");
  if (!scales && !is_op(&node, "Add")) {
    return std::nullopt;
  }
  Graph& graph = context.graph();
  for (const ValueId id : node.inputs) {
    const Node* norm = inner_producer_of(context, id, "LayerNormalization");
    const bool centred = norm != nullptr;
    norm = centred ? norm : inner_producer_of(context, id, "RMSNormalization");
    const SymbolicShape* x = norm == nullptr ? nullptr : ranked_shape(graph, norm->inputs[0]);
    const Tensor* scale = x == nullptr ? nullptr : graph.constant(norm->inputs[1]);
    const bool one_output = norm != nullptr && norm->outputs.size() == 1;
    if (scale == nullptr || !one_output || norm->inputs.size() > 2 ||
        (scales ? !all_ones(*scale) : !centred)) {
      continue;
    }
    std::optional<Tensor> constant =
        with_shape(graph, other_input(node, id), scale->shape(), x->rank());
    if (!constant || constant->dtype() != scale->dtype()) {
      continue;
    }
    std::vector<ValueId> inputs = {norm->inputs[0]};
    if (!scales) {
      inputs.push_back(norm->inputs[1]);
    }
    inputs.push_back(graph.add_constant({}, std::move(*constant)));
    Node folded =
        replacement(*norm, norm->op_type, norm->opset, std::move(inputs), node.outputs[0]);
    folded.attributes = norm->attributes;
    return replace_by(std::move(folded));
  }
  return std::nullopt;
}

}  // namespace sardonyx
