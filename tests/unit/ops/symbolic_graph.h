#pragma once

#include <gtest/gtest.h>

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/graph/graph.h"
#include "core/graph/infer.h"
#include "core/runtime/all_operators.h"

namespace sardonyx {

/// For tests of what inference finds out about extents: a graph that grows node by node, and its
/// values' contents and shapes as text.
class SymbolicGraphTest : public testing::Test {
 protected:
  SymbolicGraphTest() { graph_.symbols = std::make_shared<SymbolTable>(); }

  Dim symbol(std::string_view name) { return graph_.symbols->named(name); }

  ValueId input(SymbolicShape shape, DType dtype = DType::kFloat) {
    const ValueId id = graph_.add_value("x", ValueType::tensor(dtype, std::move(shape)));
    graph_.inputs.push_back(id);
    return id;
  }

  ValueId ints(std::initializer_list<std::int64_t> elements) {
    const Shape shape{static_cast<std::int64_t>(elements.size())};
    return graph_.add_constant("constant", Tensor::of<std::int64_t>(shape, elements));
  }
  ValueId scalar(std::int64_t element) {
    return graph_.add_constant("constant", Tensor::scalar(element));
  }

  std::vector<ValueId> ops(std::string_view op_type, std::vector<ValueId> inputs, int outputs,
                           Attributes attributes = {}) {
    Node node;
    node.op_type = op_type;
    node.name = op_type;
    node.opset = 21;
    node.attributes = std::move(attributes);
    node.inputs = std::move(inputs);
    for (int i = 0; i < outputs; ++i) {
      node.outputs.push_back(graph_.add_value("y"));
    }
    graph_.nodes.push_back(node);
    return node.outputs;
  }
  ValueId op(std::string_view op_type, std::vector<ValueId> inputs, Attributes attributes = {}) {
    return ops(op_type, std::move(inputs), 1, std::move(attributes)).front();
  }

  static Attributes with(std::string name, Attribute::Content content) {
    Attributes attributes;
    attributes.add(std::move(name), std::move(content));
    return attributes;
  }

  // The text of what inference finds out: contents and shapes.
  std::string contents(ValueId id) {
    infer_types(graph_, all_operators());
    const auto& symbolic = graph_.value(id).symbolic_contents;
    std::string text;
    for (const Dim dim : symbolic ? *symbolic : std::vector<Dim>()) {
      text += text.empty() ? "" : " ";
      text += to_text(dim);
    }
    return symbolic ? text : "nothing";
  }
  // The shape, with ? for extents that no rule tells.
  std::string shape(ValueId id) {
    infer_types(graph_, all_operators());
    SymbolicShape shape = graph_.value(id).type.shape;
    for (int axis = 0; shape.ranked() && axis < shape.rank(); ++axis) {
      if (shape[axis].is_symbol() && is_untold(graph_.symbols->name_of(shape[axis]))) {
        shape[axis] = Dim();
      }
    }
    return to_text(shape);
  }

  Graph graph_;
};

}  // namespace sardonyx
