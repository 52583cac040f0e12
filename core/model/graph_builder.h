#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "core/graph/graph.h"
#include "core/model/model.h"
#include "core/model/parsed.h"
#include "core/model/scope.h"

namespace sardonyx {

/// Makes the Graph of a parsed model: resolves names, inlines functions, turns Constant nodes into
/// constants, sorts the nodes.
class GraphBuilder {
 public:
  GraphBuilder(ParsedModel& model, std::shared_ptr<SymbolTable> symbols, const ModelLimits& limits,
               std::vector<std::string>& warnings);

  /// Consumes the model's graph.
  Graph build();

 private:
  using Nodes = std::vector<ParsedNode>;
  /// The values that are the outputs of a function call, by their names in the function.
  using Results = std::unordered_map<std::string_view, ValueId>;
  /// Domain, name, overload.
  using FunctionKey = std::tuple<std::string_view, std::string_view, std::string_view>;
  struct ResolvedAttribute {
    ParsedAttribute* attribute;
    const Scope* scope;
  };

  /// `user` is the scope of the node that has the subgraph, `outer` the one that it was written in;
  /// they differ when a function gets a graph as an attribute.
  std::shared_ptr<Graph> build_subgraph(ParsedGraph& parsed, const Scope& user, const Scope& outer,
                                        bool reused);
  void build_graph(ParsedGraph& parsed, Scope& scope);
  void declare_inputs(ParsedGraph& parsed, Scope& scope);
  void declare_outputs_of(Nodes& nodes, Scope& scope, const Results& results);
  void declare_constant(ParsedNode& node, Scope& scope);
  void apply_declared_types(const std::vector<ParsedValueInfo>& infos, Scope& scope);
  void collect_outputs(const ParsedGraph& parsed, Scope& scope);

  void build_nodes(Nodes& nodes, Scope& scope);
  void build_node(ParsedNode& parsed, std::string name, Scope& scope);
  void add_attributes(ParsedNode& parsed, Node& node, Scope& scope);
  void add_identity(ValueId from, ValueId to, std::string name, Scope& scope);

  ParsedFunction* find_function(const ParsedNode& node) const;
  void inline_call(ParsedFunction& function, ParsedNode& node, const std::string& name,
                   Scope& scope);
  void bind_attributes(ParsedNode& node, const Scope& scope, const Scope& body, FunctionCall& call);
  std::optional<ResolvedAttribute> resolve_attribute(ParsedAttribute& attribute,
                                                     const Scope& scope) const;
  void charge_inlining(const ParsedFunction& function, const Scope& body);

  bool is_constant_node(const ParsedNode& node) const;
  int opset_of(std::string_view domain, const Scope& scope);
  void check_depth(int depth) const;

  ParsedModel& model_;
  std::shared_ptr<SymbolTable> symbols_;
  const ModelLimits& limits_;
  std::vector<std::string>& warnings_;
  std::map<FunctionKey, ParsedFunction*> functions_;
  std::set<std::string, std::less<>> domains_without_import_;
  std::int64_t nodes_ = 0;
  std::int64_t inlined_bytes_ = 0;
};

}  // namespace sardonyx
