#include "core/graph/passes/pass_order.h"
#include "core/graph/tail.h"

namespace sardonyx {
namespace {

// A node that can compute another one behind itself.
struct Host {
  const Node* node = nullptr;
  int result_input = 0;
  ValueId operand = kNoValue;
};

bool is_float(const ValueType& type) {
  return type.is_tensor() && type.dtype == DType::kFloat && type.shape.ranked();
}

// The node that computes input i of `node`, if it can compute `node` as well.
std::optional<Host> host_for(const PassContext& context, const Node& node, int i) {
  const Graph& graph = context.graph();
  const ValueId id = node.inputs[static_cast<std::size_t>(i)];
  const Node* producer = context.producer(id);
  const ValueType& result = graph.value(node.outputs[0]).type;
  if (producer == nullptr || !producer->op->fuses_tail() || producer->outputs.size() != 1 ||
      producer->tail.size() == kMaxTailSteps || context.uses(id) != 1 ||
      !is_float(graph.value(id).type) || !(graph.value(id).type.shape == result.shape)) {
    return std::nullopt;
  }
  return Host{producer, i, kNoValue};
}

// Of the two nodes that compute the inputs of a binary one, the later: less has to be kept.
std::optional<Host> choose_host(const PassContext& context, const Node& node, bool binary) {
  if (!binary) {
    return host_for(context, node, 0);
  }
  const Graph& graph = context.graph();
  std::optional<Host> chosen;
  for (const int i : {0, 1}) {
    std::optional<Host> host = host_for(context, node, i);
    if (!host) {
      continue;
    }
    host->operand = node.inputs[static_cast<std::size_t>(1 - i)];
    const ValueType& operand = graph.value(host->operand).type;
    if (!is_float(operand) ||
        !present_axes(operand.shape, graph.value(node.outputs[0]).type.shape)) {
      continue;
    }
    const auto place = [&](const Host& h) { return context.place(h.node->outputs[0]); };
    if (!chosen || place(*host) > place(*chosen)) {
      chosen = host;
    }
  }
  return chosen;
}

}  // namespace

/// Lets a node compute the elementwise ones behind it on its result while that is in the cache:
/// the activation and the residual of a convolution, the bias of a product, chains of arithmetic.
std::optional<Patch> fuse_tail(PassContext& context, const Node& node) {
  if (node.op == nullptr || node.outputs.size() != 1 || !node.tail.empty() ||
      !node.captures.empty() || node.inputs.empty() ||
      !is_float(context.graph().value(node.outputs[0]).type)) {
    return std::nullopt;
  }
  FusableStep fusable = node.op->elementwise_step(ConstantInputs(node, context.graph()));
  if (fusable.step == nullptr) {
    return std::nullopt;
  }
  const std::optional<Host> host = choose_host(context, node, fusable.binary);
  if (!host) {
    return std::nullopt;
  }
  Patch patch;
  Node& joined = patch.nodes.emplace_back(*host->node);
  joined.outputs = node.outputs;
  FusedNode& fused = joined.tail.emplace_back();
  fused.name = node.name;
  fused.op_type = node.op_type;
  fused.step = std::move(fusable.step);
  fused.result_input = host->result_input;
  if (host->operand != kNoValue) {
    fused.operand = static_cast<int>(joined.captures.size());
    joined.captures.push_back(host->operand);
  }
  return patch;
}

}  // namespace sardonyx
