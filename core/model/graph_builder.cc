#include "core/model/graph_builder.h"

#include <optional>
#include <utility>

#include "core/graph/uses.h"
#include "core/model/constant_node.h"
#include "core/model/opset.h"
#include "core/model/topological_sort.h"
#include "core/model/wire.h"

namespace sardonyx {
namespace {

// Files of this IR version and newer may override initializers by feeding them as inputs.
constexpr std::int64_t kOverridableInitializersIr = 4;

std::string label(const ParsedNode& node, std::size_t index) {
  return node.name.empty() ? concat(node.op_type, "_", index) : std::string(node.name);
}

void declare(Scope& scope, std::string_view name, ValueId id) {
  require(scope.names.emplace(name, id).second, "two values have the name ", quote(name));
}

// Does `work` for a node and names the node in its errors.
template <class Work>
void for_node(std::string_view op_type, std::string_view name, Work work) {
  try {
    work();
  } catch (Error& error) {
    error.add_node(op_type, name);
    throw;
  }
}

}  // namespace

GraphBuilder::GraphBuilder(ParsedModel& model, std::shared_ptr<SymbolTable> symbols,
                           const ModelLimits& limits, std::vector<std::string>& warnings)
    : model_(model), symbols_(std::move(symbols)), limits_(limits), warnings_(warnings) {
  for (ParsedFunction& function : model.functions) {
    const FunctionKey key(function.domain, function.name, function.overload);
    require(functions_.emplace(key, &function).second, "two functions have the name ",
            quote(function.name), function.overload.empty() ? "" : " and the same overload");
  }
}

Graph GraphBuilder::build() {
  Graph graph;
  graph.symbols = symbols_;
  Level level(graph, nullptr);
  Scope scope{level, nullptr, model_.opset_imports};
  build_graph(model_.graph, scope);
  return graph;
}

std::shared_ptr<Graph> GraphBuilder::build_subgraph(ParsedGraph& parsed, const Scope& user,
                                                    const Scope& outer, bool reused) {
  auto graph = std::make_shared<Graph>();
  graph->symbols = symbols_;
  Level level(*graph, &user.level);
  Scope scope{level, &outer, outer.opsets, outer.call, outer.prefix, user.depth + 1, reused};
  check_depth(scope.depth);
  build_graph(parsed, scope);
  return graph;
}

void GraphBuilder::build_graph(ParsedGraph& parsed, Scope& scope) {
  Graph& graph = scope.level.graph();
  graph.name = parsed.name;
  declare_inputs(parsed, scope);
  declare_outputs_of(parsed.nodes, scope, {});
  apply_declared_types(parsed.outputs, scope);
  apply_declared_types(parsed.value_infos, scope);
  build_nodes(parsed.nodes, scope);
  collect_outputs(parsed, scope);
  sort_nodes(graph);
}

void GraphBuilder::declare_inputs(ParsedGraph& parsed, Scope& scope) {
  Level& level = scope.level;
  std::unordered_map<std::string_view, const Tensor*> initializers;
  for (const ParsedInitializer& initializer : parsed.initializers) {
    require(!initializer.name.empty(), "an initializer has no name");
    const auto [entry, is_new] = initializers.try_emplace(initializer.name, &initializer.tensor);
    if (!is_new) {
      warnings_.push_back(concat("Two initializers have the name ", quote(initializer.name),
                                 "; the last one is used."));
      entry->second = &initializer.tensor;
    }
  }
  // The operators that have subgraphs feed exactly the inputs that are no initializers.
  const bool overridable =
      scope.outer == nullptr && model_.ir_version >= kOverridableInitializersIr;
  for (const ParsedValueInfo& input : parsed.inputs) {
    require(!input.name.empty(), "an input of graph ", quote(parsed.name), " has no name");
    const auto initializer = initializers.find(input.name);
    if (initializer != initializers.end() && !overridable) {
      continue;
    }
    const ValueId id = level.add_value(input.name, input.type);
    declare(scope, input.name, id);
    level.graph().inputs.push_back(id);
    if (initializer != initializers.end()) {
      const Tensor& tensor = *initializer->second;
      GraphValue& value = level.graph().value(id);
      value.default_value = tensor;
      if (value.type.kind == ValueType::Kind::kUnknown) {
        value.type = ValueType::tensor(tensor.dtype(), tensor.shape());
      }
      require(value.type.is_tensor() && value.type.dtype == tensor.dtype(), "input ",
              quote(input.name), " is ", value.type, ", but its initializer is of ",
              tensor.dtype());
    }
  }
  for (const ParsedInitializer& initializer : parsed.initializers) {
    if (!scope.names.contains(initializer.name)) {
      const Tensor& tensor = *initializers.at(initializer.name);
      declare(scope, initializer.name, level.add_constant(initializer.name, tensor));
    }
  }
}

bool GraphBuilder::is_constant_node(const ParsedNode& node) const {
  return node.op_type == "Constant" && node.domain.empty() && find_function(node) == nullptr;
}

void GraphBuilder::declare_outputs_of(Nodes& nodes, Scope& scope, const Results& results) {
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    ParsedNode& node = nodes[i];
    for_node(node.op_type, scope.prefix + label(node, i), [&] {
      for (const std::string_view output : node.outputs) {
        if (!output.empty()) {
          const auto result = results.find(output);
          declare(scope, output,
                  result != results.end() ? result->second
                                          : scope.level.add_value(concat(scope.prefix, output)));
        }
      }
      if (is_constant_node(node)) {
        declare_constant(node, scope);
      }
    });
  }
}

void GraphBuilder::declare_constant(ParsedNode& node, Scope& scope) {
  require(node.outputs.size() == 1 && node.inputs.empty(), "a constant has ", node.inputs.size(),
          " inputs and ", node.outputs.size(), " outputs");
  Node constant;
  add_attributes(node, constant, scope);
  Tensor tensor = tensor_of_constant(constant.attributes);
  if (node.outputs.front().empty()) {
    return;
  }
  GraphValue& value = scope.level.graph().value(scope.names.at(node.outputs.front()));
  value.type = ValueType::tensor(tensor.dtype(), tensor.shape());
  value.constant = std::move(tensor);
}

void GraphBuilder::apply_declared_types(const std::vector<ParsedValueInfo>& infos, Scope& scope) {
  for (const ParsedValueInfo& info : infos) {
    const auto found = scope.names.find(info.name);
    if (found == scope.names.end()) {
      continue;
    }
    GraphValue& value = scope.level.graph().value(found->second);
    if (value.type.kind == ValueType::Kind::kUnknown) {
      value.type = info.type;
    }
  }
}

void GraphBuilder::collect_outputs(const ParsedGraph& parsed, Scope& scope) {
  Level& level = scope.level;
  std::set<std::string_view> names;
  for (const ParsedValueInfo& output : parsed.outputs) {
    const std::optional<ValueId> id = scope.resolve(output.name);
    require(id.has_value() && *id != kNoValue, "nothing computes the output ", quote(output.name),
            " of graph ", quote(parsed.name));
    if (scope.outer == nullptr && !names.insert(output.name).second) {
      warnings_.push_back(concat("Two outputs have the name ", quote(output.name), "."));
    }
    ValueId result = *id;
    if (level.is_captured(result)) {
      // So that what a subgraph returns is always its own.
      result = level.add_value(output.name, level.graph().value(*id).type);
      add_identity(*id, result, concat("Identity_", level.graph().nodes.size()), scope);
    }
    level.graph().outputs.push_back(result);
  }
}

void GraphBuilder::build_nodes(Nodes& nodes, Scope& scope) {
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    if (!is_constant_node(nodes[i])) {
      std::string name = scope.prefix + label(nodes[i], i);
      for_node(nodes[i].op_type, name, [&] { build_node(nodes[i], name, scope); });
    }
  }
}

void GraphBuilder::build_node(ParsedNode& parsed, std::string name, Scope& scope) {
  require(++nodes_ <= limits_.nodes, "the model has more than ", limits_.nodes,
          " nodes after inlining its functions");
  if (ParsedFunction* function = find_function(parsed)) {
    inline_call(*function, parsed, name, scope);
    return;
  }
  require_that(ErrorCode::kUnsupported, parsed.overload.empty(), "there is no function ",
               quote(parsed.op_type), " with the overload ", quote(parsed.overload));
  Node node;
  node.name = std::move(name);
  node.op_type = parsed.op_type;
  node.domain = parsed.domain;
  node.opset = opset_of(parsed.domain, scope);
  for (const std::string_view input : parsed.inputs) {
    const std::optional<ValueId> id = input.empty() ? kNoValue : scope.resolve(input);
    require(id.has_value(), "input ", node.inputs.size(), " is ", quote(input),
            ", which no input, initializer or node of the graph has as its name");
    node.inputs.push_back(*id);
  }
  for (const std::string_view output : parsed.outputs) {
    node.outputs.push_back(output.empty() ? kNoValue : scope.names.at(output));
  }
  add_attributes(parsed, node, scope);
  node.captures = captured_by_subgraphs(node);
  scope.level.graph().nodes.push_back(std::move(node));
}

void GraphBuilder::add_attributes(ParsedNode& parsed, Node& node, Scope& scope) {
  for (ParsedAttribute& attribute : parsed.attributes) {
    const std::optional<ResolvedAttribute> resolved = resolve_attribute(attribute, scope);
    if (!resolved) {
      continue;
    }
    require(node.attributes.find(attribute.name) == nullptr, "attribute ", quote(attribute.name),
            " occurs twice");
    ParsedAttribute& value = *resolved->attribute;
    const bool reused = scope.reused || &value != &attribute;
    std::string name(attribute.name);
    if (value.graph != nullptr) {
      node.attributes.add(std::move(name),
                          build_subgraph(*value.graph, scope, *resolved->scope, reused));
    } else if (reused) {
      node.attributes.add(std::move(name), value.content);
    } else {
      node.attributes.add(std::move(name), std::move(value.content));
    }
  }
}

void GraphBuilder::add_identity(ValueId from, ValueId to, std::string name, Scope& scope) {
  Node node;
  node.name = scope.prefix + std::move(name);
  node.op_type = "Identity";
  node.opset = kHighestOpset;
  node.inputs = {from};
  node.outputs = {to};
  scope.level.graph().nodes.push_back(std::move(node));
}

int GraphBuilder::opset_of(std::string_view domain, const Scope& scope) {
  const OpsetImports* imports = &scope.opsets;
  auto found = imports->find(domain);
  if (found == imports->end()) {
    imports = &model_.opset_imports;
    found = imports->find(domain);
  }
  if (found == imports->end()) {
    const int assumed = assumed_opset(domain, model_.ir_version);
    if (domains_without_import_.emplace(domain).second) {
      warnings_.push_back(concat("The model uses operators of ",
                                 domain.empty() ? "ai.onnx" : domain,
                                 ", but does not import them; version ", assumed, " is assumed."));
    }
    return assumed;
  }
  check_opset(domain, found->second);
  return static_cast<int>(found->second);
}

void GraphBuilder::check_depth(int depth) const {
  require(depth <= limits_.depth, "graphs and functions are nested more than ", limits_.depth,
          " levels deep");
}

}  // namespace sardonyx
