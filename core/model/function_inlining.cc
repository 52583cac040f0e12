#include <algorithm>
#include <type_traits>
#include <utility>
#include <variant>

#include "core/model/graph_builder.h"
#include "core/model/wire.h"

namespace sardonyx {
namespace {

std::string label(const ParsedFunction& function) {
  return quote(concat(function.domain, function.domain.empty() ? "" : "::", function.name,
                      function.overload.empty() ? "" : ":", function.overload));
}

ParsedAttribute* find_attribute(std::vector<ParsedAttribute>& attributes, std::string_view name) {
  const auto found =
      std::find_if(attributes.begin(), attributes.end(),
                   [&](const ParsedAttribute& attribute) { return attribute.name == name; });
  return found == attributes.end() ? nullptr : &*found;
}

void refuse_recursion(const ParsedFunction& function, const FunctionCall* call) {
  std::string path = label(function);
  for (; call != nullptr; call = call->outer) {
    path = concat(label(call->function), " calls ", path);
    require(&call->function != &function, "function ", label(function), " calls itself: ", path);
  }
}

// Roughly the bytes that a copy of something takes, beyond the elements of tensors.
std::int64_t copied_bytes(const Attribute::Content& content) {
  return std::visit(
      [](const auto& value) -> std::int64_t {
        using T = std::decay_t<decltype(value)>;
        if constexpr (std::is_same_v<T, std::string> ||
                      std::is_same_v<T, std::vector<std::int64_t>> ||
                      std::is_same_v<T, std::vector<float>> ||
                      std::is_same_v<T, std::vector<Tensor>>) {
          return static_cast<std::int64_t>(value.size() * sizeof(value[0]));
        } else if constexpr (std::is_same_v<T, std::vector<std::string>>) {
          std::int64_t bytes = 0;
          for (const std::string& text : value) {
            bytes += static_cast<std::int64_t>(sizeof(text) + text.size());
          }
          return bytes;
        } else {
          return 0;
        }
      },
      content);
}

// What inlining a body costs: its nodes, and the names that get the call's prefix.
struct BodySize {
  std::int64_t bytes = 0;
  std::int64_t names = 0;

  void add_names(std::size_t count) {
    names += static_cast<std::int64_t>(count);
    bytes += static_cast<std::int64_t>(count * sizeof(GraphValue));
  }
  void add(const std::vector<ParsedNode>& nodes) {
    for (const ParsedNode& node : nodes) {
      add_names(1 + node.outputs.size());
      bytes += static_cast<std::int64_t>(sizeof(Node) + node.name.size() +
                                         node.inputs.size() * sizeof(ValueId));
      for (const std::string_view output : node.outputs) {
        bytes += static_cast<std::int64_t>(output.size());
      }
      for (const ParsedAttribute& attribute : node.attributes) {
        bytes += static_cast<std::int64_t>(sizeof(Attribute)) + copied_bytes(attribute.content);
        if (attribute.graph != nullptr) {
          add(*attribute.graph);
        }
      }
    }
  }
  void add(const ParsedGraph& graph) {
    add_names(graph.inputs.size() + graph.outputs.size() + graph.initializers.size() +
              graph.value_infos.size());
    add(graph.nodes);
  }
};

}  // namespace

ParsedFunction* GraphBuilder::find_function(const ParsedNode& node) const {
  if (functions_.empty()) {
    return nullptr;
  }
  const auto found = functions_.find(FunctionKey(node.domain, node.op_type, node.overload));
  return found == functions_.end() ? nullptr : found->second;
}

void GraphBuilder::inline_call(ParsedFunction& function, ParsedNode& node, const std::string& name,
                               Scope& scope) {
  require(node.inputs.size() <= function.inputs.size(), "function ", label(function), " has ",
          function.inputs.size(), " inputs, but is called with ", node.inputs.size());
  require(node.outputs.size() <= function.outputs.size(), "function ", label(function), " has ",
          function.outputs.size(), " outputs, but ", node.outputs.size(), " are asked for");
  refuse_recursion(function, scope.call);
  check_depth(scope.depth + 1);

  FunctionCall call{function, scope.call, {}};
  Scope body{scope.level,     nullptr, function.opset_imports, &call, concat(name, "/"),
             scope.depth + 1, true};
  charge_inlining(function, body);
  bind_attributes(node, scope, body, call);

  for (std::size_t i = 0; i < function.inputs.size(); ++i) {
    ValueId id = kNoValue;
    if (i < node.inputs.size() && !node.inputs[i].empty()) {
      const std::optional<ValueId> actual = scope.resolve(node.inputs[i]);
      require(actual.has_value(), "input ", i, " is ", quote(node.inputs[i]),
              ", which no input, initializer or node of the graph has as its name");
      id = *actual;
      // A function that passes this input through would leave no node behind to find the cycle by.
      require(
          std::find(node.outputs.begin(), node.outputs.end(), node.inputs[i]) == node.outputs.end(),
          "the nodes form a cycle: output ", quote(node.inputs[i]), " is also input ", i);
    }
    require(body.names.emplace(function.inputs[i], id).second, "two inputs of function ",
            label(function), " have the name ", quote(function.inputs[i]));
  }
  Results results;
  for (std::size_t i = 0; i < node.outputs.size(); ++i) {
    if (!node.outputs[i].empty()) {
      results.emplace(function.outputs[i], scope.names.at(node.outputs[i]));
    }
  }
  declare_outputs_of(function.nodes, body, results);
  build_nodes(function.nodes, body);

  for (std::size_t i = 0; i < node.outputs.size(); ++i) {
    if (node.outputs[i].empty()) {
      continue;
    }
    const std::string_view output = function.outputs[i];
    const auto result = body.names.find(output);
    require(result != body.names.end() && result->second != kNoValue, "nothing in function ",
            label(function), " computes its output ", quote(output));
    // An input that is passed through, or one value as two outputs.
    const ValueId wanted = scope.names.at(node.outputs[i]);
    if (result->second != wanted) {
      add_identity(result->second, wanted, concat("Identity_", i), body);
    }
  }
}

void GraphBuilder::bind_attributes(ParsedNode& node, const Scope& scope, const Scope& body,
                                   FunctionCall& call) {
  const auto bind_given = [&](std::string_view name) {
    if (ParsedAttribute* given = find_attribute(node.attributes, name)) {
      if (const auto resolved = resolve_attribute(*given, scope)) {
        call.attributes.push_back({name, resolved->attribute, resolved->scope});
        return true;
      }
    }
    return false;
  };
  for (const std::string_view name : call.function.attributes) {
    bind_given(name);
  }
  for (ParsedAttribute& by_default : call.function.default_attributes) {
    if (!bind_given(by_default.name)) {
      require(by_default.reference.empty(), "the default of attribute ", quote(by_default.name),
              " of function ", label(call.function), " is a reference");
      call.attributes.push_back({by_default.name, &by_default, &body});
    }
  }
}

std::optional<GraphBuilder::ResolvedAttribute> GraphBuilder::resolve_attribute(
    ParsedAttribute& attribute, const Scope& scope) const {
  if (attribute.reference.empty()) {
    return ResolvedAttribute{&attribute, &scope};
  }
  require(scope.call != nullptr, "attribute ", quote(attribute.name), " refers to the attribute ",
          quote(attribute.reference), " of a function, but is in none");
  for (const AttributeBinding& binding : scope.call->attributes) {
    if (binding.name == attribute.reference) {
      require(
          attribute.type == AttributeType::kUndefined || attribute.type == binding.attribute->type,
          "attribute ", quote(attribute.name), " refers to the attribute ",
          quote(attribute.reference), " of function ", label(scope.call->function),
          ", which has a value of another type");
      return ResolvedAttribute{binding.attribute, binding.scope};
    }
  }
  const auto& names = scope.call->function.attributes;
  require(std::find(names.begin(), names.end(), attribute.reference) != names.end(), "attribute ",
          quote(attribute.name), " refers to the attribute ", quote(attribute.reference),
          ", which function ", label(scope.call->function), " does not have");
  return std::nullopt;
}

void GraphBuilder::charge_inlining(const ParsedFunction& function, const Scope& body) {
  BodySize size;
  size.add_names(function.inputs.size() + function.outputs.size() + function.attributes.size() +
                 function.default_attributes.size());
  size.add(function.nodes);
  inlined_bytes_ += size.bytes + size.names * static_cast<std::int64_t>(body.prefix.size());
  require(inlined_bytes_ <= limits_.inlined_bytes, "the model's functions take more than ",
          limits_.inlined_bytes, " bytes when inlined");
}

}  // namespace sardonyx
