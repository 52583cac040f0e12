#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/text.h"
#include "core/graph/graph.h"

namespace sardonyx {

/// Builds a subgraph for tests of control flow: inputs, nodes by name, outputs.
class SubgraphBuilder {
 public:
  SubgraphBuilder() { graph_->symbols = std::make_shared<SymbolTable>(); }

  ValueId input(std::string name, ValueType type = {}) {
    const ValueId id = graph_->add_value(std::move(name), std::move(type));
    graph_->inputs.push_back(id);
    return id;
  }
  ValueId constant(Tensor tensor) { return graph_->add_constant("constant", std::move(tensor)); }
  ValueId node(std::string_view op_type, std::vector<ValueId> inputs, Attributes attributes = {},
               int opset = 21) {
    Node node;
    node.name = concat("inner_", op_type);
    node.op_type = op_type;
    node.opset = opset;
    node.inputs = std::move(inputs);
    node.attributes = std::move(attributes);
    node.outputs = {graph_->add_value(concat("inner_", graph_->value_count()))};
    graph_->nodes.push_back(node);
    return node.outputs[0];
  }
  void output(ValueId id) { graph_->outputs.push_back(id); }
  std::shared_ptr<Graph> build() { return graph_; }

 private:
  std::shared_ptr<Graph> graph_ = std::make_shared<Graph>();
};

}  // namespace sardonyx
