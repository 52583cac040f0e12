#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "core/graph/op.h"

namespace sardonyx {

/// For operators that the specification defines as a function of others: builds the nodes that
/// take the place of one node. Types of inputs are known as far as inference knows them.
class ExpandContext : public MakeContext {
 public:
  ExpandContext(const Node& node, Graph& graph, int since, std::vector<Node>& out)
      : MakeContext(node, graph, since), graph_(graph), out_(out) {}

  /// The value of input i; kNoValue when it is absent.
  ValueId input(int i) const {
    return has_input(i) ? node().inputs[static_cast<std::size_t>(i)] : kNoValue;
  }
  const ValueType& type(ValueId id) const { return graph_.value(id).type; }

  /// An attribute for `op`.
  struct NamedContent {
    std::string_view name;
    Attribute::Content content;
  };
  /// Adds a node of opset kExpansionOpset with one new output and returns that. An operator of
  /// another domain than ONNX's own is named DOMAIN::NAME.
  ValueId op(std::string_view op_type, std::initializer_list<ValueId> inputs,
             std::initializer_list<NamedContent> attributes = {});
  /// Adds a node with `count` new outputs.
  std::vector<ValueId> ops(std::string_view op_type, const std::vector<ValueId>& inputs, int count,
                           std::initializer_list<NamedContent> attributes = {});
  /// As op, with all attributes of the node that is expanded.
  ValueId op_like_node(std::string_view op_type, std::initializer_list<ValueId> inputs);
  std::vector<ValueId> ops_like_node(std::string_view op_type, const std::vector<ValueId>& inputs,
                                     int count);
  /// Adds a Cast to an element type.
  ValueId cast(ValueId x, DType to);
  ValueId constant(Tensor tensor);
  /// A scalar of the element type of `like`, which must be a floating-point type or an integer.
  ValueId scalar_like(ValueId like, double value);
  /// Says that output i of the node is this value.
  void set_output(int i, ValueId value);

 private:
  Graph& graph_;
  std::vector<Node>& out_;
};

/// The opset version that nodes made by expansions are written against.
inline constexpr int kExpansionOpset = 28;

}  // namespace sardonyx
