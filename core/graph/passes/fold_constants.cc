#include <algorithm>

#include "core/graph/evaluate.h"
#include "core/graph/passes/pass_order.h"

namespace sardonyx {
namespace {

// A folded result may be this large, or as large as all that it is computed from: expanding a
// scalar to a whole activation at load would trade memory for nothing, joining weights does not.
constexpr std::int64_t kMaxFoldedElements = 1 << 16;

// The result of a node whose contents the shape rules already know (Shape of a static tensor).
std::optional<Patch> fold_known_contents(const PassContext& context, const Node& node) {
  if (node.outputs.size() != 1 || node.outputs[0] == kNoValue) {
    return std::nullopt;
  }
  const GraphValue& value = context.graph().value(node.outputs[0]);
  if (!value.symbolic_contents || value.type.dtype != DType::kInt64 || !value.type.shape.known()) {
    return std::nullopt;
  }
  const std::vector<Dim>& contents = *value.symbolic_contents;
  const Shape shape = value.type.shape.value();
  if (static_cast<std::int64_t>(contents.size()) != shape.element_count() ||
      !std::all_of(contents.begin(), contents.end(), [](Dim dim) { return dim.known(); })) {
    return std::nullopt;
  }
  Tensor tensor = Tensor::allocate(DType::kInt64, shape);
  std::transform(contents.begin(), contents.end(), tensor.data<std::int64_t>(),
                 [](Dim dim) { return dim.value(); });
  Patch patch;
  patch.constants.emplace_back(node.outputs[0], std::move(tensor));
  return patch;
}

}  // namespace

/// Replaces a node whose inputs are all constant, or whose result is known from shapes alone, by
/// its result.
std::optional<Patch> fold_constants(PassContext& context, const Node& node) {
  if (node.def->random) {
    return std::nullopt;
  }
  if (std::optional<Patch> patch = fold_known_contents(context, node)) {
    return patch;
  }
  const Graph& graph = context.graph();
  std::int64_t input_elements = 0;
  for (const ValueId id : node.inputs) {
    if (id == kNoValue) {
      continue;
    }
    const Tensor* constant = graph.constant(id);
    if (constant == nullptr) {
      return std::nullopt;
    }
    input_elements += constant->element_count();
  }
  const std::vector<Tensor> results =
      evaluate(graph, node, std::max(kMaxFoldedElements, input_elements));
  if (results.empty()) {
    return std::nullopt;
  }
  Patch patch;
  for (std::size_t i = 0; i < results.size(); ++i) {
    if (node.outputs[i] != kNoValue) {
      patch.constants.emplace_back(node.outputs[i], results[i]);
    }
  }
  return patch;
}

}  // namespace sardonyx
