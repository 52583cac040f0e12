#include "core/runtime/prepack.h"

#include <memory>
#include <vector>

#include "core/graph/op.h"

namespace sardonyx {

namespace {

void prepack(Graph& graph, PackingMemory& memory) {
  std::vector<bool> needed(static_cast<std::size_t>(graph.value_count()), false);
  for (const ValueId id : graph.outputs) {
    needed[static_cast<std::size_t>(id)] = true;
  }
  for (Node& node : graph.nodes) {
    for (const ValueId id : node.captures) {
      needed[static_cast<std::size_t>(id)] = true;
    }
    const auto released = std::make_unique<bool[]>(node.inputs.size());
    PrepackContext context(node, graph, {released.get(), node.inputs.size()}, memory);
    try {
      node.op->prepack(context);
    } catch (Error& error) {
      error.add_node(node.op_type, node.name);
      throw;
    }
    for (std::size_t i = 0; i < node.inputs.size(); ++i) {
      if (node.inputs[i] != kNoValue && !released[i]) {
        needed[static_cast<std::size_t>(node.inputs[i])] = true;
      }
    }
    for (Graph* subgraph : node.subgraphs()) {
      if (!subgraph->unusable) {
        prepack(*subgraph, memory);
      }
    }
  }
  for (ValueId id = 0; id < graph.value_count(); ++id) {
    std::optional<Tensor>& constant = graph.value(id).constant;
    if (constant && !needed[static_cast<std::size_t>(id)]) {
      constant = Tensor(constant->dtype(), constant->shape(), nullptr);
    }
  }
}

}  // namespace

void prepack(Graph& graph) {
  PackingMemory memory(graph);
  prepack(graph, memory);
}

}  // namespace sardonyx
