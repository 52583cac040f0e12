#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "core/graph/graph.h"
#include "core/model/parsed.h"

namespace sardonyx {

/// One graph of a nest of graphs while it is built, and what it captures of those around it.
class Level {
 public:
  Level(Graph& graph, Level* parent) : graph_(graph), parent_(parent) {}

  Graph& graph() const { return graph_; }

  ValueId add_value(std::string_view name, ValueType type = {});
  ValueId add_constant(std::string_view name, Tensor tensor);

  /// The value of this graph that stands for value `id` of the graph of `home`, which is this level
  /// or one around it. Captures it at every level in between; a constant becomes a constant of this
  /// graph with the same elements.
  ValueId import(ValueId id, const Level& home);
  bool is_captured(ValueId id) const { return captured_.contains(id); }

 private:
  std::string unique_name(std::string_view name);

  Graph& graph_;
  Level* parent_;
  std::unordered_map<ValueId, ValueId> imported_;
  std::unordered_set<ValueId> captured_;
  /// The names in use, each with the next number that makes another name of it.
  std::unordered_map<std::string, int> names_;
};

struct Scope;

/// A value for an attribute of a function, and the scope in which it was written.
struct AttributeBinding {
  std::string_view name;
  ParsedAttribute* attribute;
  const Scope* scope;
};

/// A call of a function that is being inlined.
struct FunctionCall {
  ParsedFunction& function;
  const FunctionCall* outer;
  std::vector<AttributeBinding> attributes;
};

/// The names that are visible in the body of a graph or of a function.
struct Scope {
  Level& level;
  /// The scope around a subgraph; null for the main graph and for function bodies.
  const Scope* outer;
  const OpsetImports& opsets;
  /// The innermost function around, if any.
  const FunctionCall* call = nullptr;
  /// Of the names of nodes and values.
  std::string prefix = {};
  int depth = 0;
  /// Whether the same parsed nodes may be built again, so that nothing can be moved out of them.
  bool reused = false;
  /// kNoValue for inputs of a function that its caller left out.
  std::unordered_map<std::string_view, ValueId> names = {};

  /// The value called `name` here or further out, imported into this level's graph.
  std::optional<ValueId> resolve(std::string_view name) const;
};

}  // namespace sardonyx
