#include "core/runtime/prepack.h"

#include <memory>
#include <vector>

#include "core/graph/op.h"
#include "core/graph/uses.h"

namespace sardonyx {

namespace {

void prepack(Graph& graph, PackingMemory& memory) {
  // How many readers of each constant want it as it is; those that pack it drop out. It is freed
  // when none is left, before the next ones are packed.
  std::vector<int> readers = use_counts(graph);
  const auto free_if_unread = [&](ValueId id) {
    std::optional<Tensor>& constant = graph.value(id).constant;
    if (constant && readers[static_cast<std::size_t>(id)] == 0) {
      constant = Tensor(constant->dtype(), constant->shape(), nullptr);
    }
  };
  for (ValueId id = 0; id < graph.value_count(); ++id) {
    free_if_unread(id);
  }
  for (Node& node : graph.nodes) {
    const auto released = std::make_unique<bool[]>(node.inputs.size());
    PrepackContext context(node, graph, {released.get(), node.inputs.size()}, memory);
    try {
      node.op->prepack(context);
    } catch (Error& error) {
      error.add_node(node.op_type, node.name);
      throw;
    }
    for (std::size_t i = 0; i < node.inputs.size(); ++i) {
      if (node.inputs[i] != kNoValue && released[i]) {
        --readers[static_cast<std::size_t>(node.inputs[i])];
        free_if_unread(node.inputs[i]);
      }
    }
    for (Graph* subgraph : node.subgraphs()) {
      if (!subgraph->unusable) {
        prepack(*subgraph, memory);
      }
    }
  }
}

}  // namespace

void prepack(Graph& graph) {
  PackingMemory memory(graph);
  prepack(graph, memory);
}

}  // namespace sardonyx
