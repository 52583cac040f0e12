#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/graph/attribute.h"
#include "core/tensor/value.h"

namespace sardonyx {

namespace kernels {
struct ElementwiseStep;
}
class Error;
class Operator;
struct OpDef;

/// The index of a value in its Graph.
using ValueId = std::int32_t;
/// An optional input or output that is not there.
inline constexpr ValueId kNoValue = -1;

/// An elementwise node that another node computes as well, on its own result while that is in the
/// cache. The result keeps its shape and type.
struct FusedNode {
  std::string name;
  std::string op_type;
  std::shared_ptr<const kernels::ElementwiseStep> step;
  /// Which of the node's inputs is the result so far.
  int result_input = 0;
  /// Its other input, as an index in Node::captures; -1 when it has none.
  int operand = -1;
};
inline constexpr std::size_t kMaxTailSteps = 8;

/// One application of an operator. Plain data; what it computes is in `op`.
struct Node {
  std::string name;
  std::string op_type;
  /// Empty for the default domain ("ai.onnx" is stored as empty too).
  std::string domain;
  /// The version of the domain's operator set that the node was written against.
  int opset = 0;
  Attributes attributes;
  std::vector<ValueId> inputs;
  std::vector<ValueId> outputs;
  /// Values of this graph that the node's subgraphs read, in the order of their first use, or the
  /// operands of its tail. They are inputs as far as order and lifetimes go.
  std::vector<ValueId> captures;
  /// What follows the operator itself, in order, at most kMaxTailSteps. Only where the operator
  /// fuses_tail.
  std::vector<FusedNode> tail;
  /// Resolved from the registry by bind_operators; null until then.
  const OpDef* def = nullptr;
  std::shared_ptr<Operator> op;

  /// The subgraphs among the attributes, in order.
  std::vector<Graph*> subgraphs() const;
};

/// A value of a Graph: an input, a constant, or what a node produces.
struct GraphValue {
  std::string name;
  ValueType type;
  /// What the value always is; only tensors are constant.
  std::optional<Tensor> constant;
  /// For inputs of the graph that need not be fed (initializers that are also inputs, IR >= 4):
  /// what they are then. Never set together with `constant`, because passes fold constants.
  std::optional<Tensor> default_value;
  /// The contents of a small integer tensor as far as they are known symbolically: what Shape,
  /// Gather, Concat and their like compute from extents.
  std::optional<std::vector<Dim>> symbolic_contents;
};

/// How a subgraph sees a value of the graph around it.
struct Capture {
  ValueId outer = kNoValue;
  ValueId inner = kNoValue;
};

/// The names of symbolic extents, shared by a model's graph and all its subgraphs.
class SymbolTable {
 public:
  /// The extent that `name` stands for, the same for the same name.
  Dim named(std::string_view name);
  std::string_view name_of(Dim symbol) const;

 private:
  std::vector<std::string> names_;
  std::map<std::string, std::int32_t, std::less<>> ids_;
};

/// A dataflow graph in topological order in which every value has at most one producer. Still
/// ONNX: operators keep their ONNX names and meaning through all passes.
class Graph {
 public:
  std::string name;
  std::vector<Node> nodes;
  std::vector<ValueId> inputs;
  std::vector<ValueId> outputs;
  /// Only in subgraphs.
  std::vector<Capture> captures;
  std::shared_ptr<SymbolTable> symbols;
  /// Only in subgraphs: why this one cannot run with the shapes that are known. Thrown if it is
  /// ever reached; exporters write branches that no shape of the model takes.
  std::shared_ptr<const Error> unusable;

  ValueId add_value(std::string value_name, ValueType type = {});
  ValueId add_constant(std::string value_name, Tensor tensor);
  GraphValue& value(ValueId id) { return values_[static_cast<std::size_t>(id)]; }
  const GraphValue& value(ValueId id) const { return values_[static_cast<std::size_t>(id)]; }
  ValueId value_count() const { return static_cast<ValueId>(values_.size()); }
  /// kNoValue when there is no such value.
  ValueId find_value(std::string_view value_name) const;

  /// The constant tensor of an input of a node, or null when it is absent or not constant.
  const Tensor* constant(ValueId id) const {
    return id == kNoValue || !value(id).constant ? nullptr : &*value(id).constant;
  }

  /// Throws kInternal when an invariant is broken: an input used before it is produced, two
  /// producers of a value, an index out of range, captures that do not match.
  void check() const;

  /// One line per node, for people and for tests: `y: tensor(float)[2,3] = Relu(x)`.
  std::string dump() const;

 private:
  std::vector<GraphValue> values_;
};

}  // namespace sardonyx
