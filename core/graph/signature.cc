#include "core/graph/signature.h"

#include <algorithm>

#include "core/base/error.h"

namespace sardonyx {
namespace {

std::string_view trim(std::string_view text) {
  while (!text.empty() && text.front() == ' ') {
    text.remove_prefix(1);
  }
  while (!text.empty() && text.back() == ' ') {
    text.remove_suffix(1);
  }
  return text;
}

[[noreturn]] void malformed(const OpDef& def) {
  fail(ErrorCode::kInternal, "the signature of ", def.name, " is malformed: ", def.signature);
}

Signature::Parameter parse_parameter(const OpDef& def, std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) {
    malformed(def);
  }
  Signature::Parameter parameter;
  parameter.name = trim(text.substr(0, colon));
  if (parameter.name.ends_with("...")) {
    parameter.name.remove_suffix(3);
    parameter.variadic = true;
  } else if (parameter.name.ends_with("?")) {
    parameter.name.remove_suffix(1);
    parameter.optional = true;
  }
  const std::string_view type = trim(text.substr(colon + 1));
  if (type == "any") {
    return parameter;
  }
  for (std::size_t i = 0; i < def.types.size(); ++i) {
    if (def.types[i].name == type) {
      parameter.variable = static_cast<int>(i);
      parameter.types = def.types[i].types;
      return parameter;
    }
  }
  for (int number = 1; number < kDTypeCount; ++number) {
    if (name_of(static_cast<DType>(number)) == type) {
      parameter.types = static_cast<DType>(number);
      return parameter;
    }
  }
  malformed(def);
}

std::vector<Signature::Parameter> parse_list(const OpDef& def, std::string_view text) {
  std::vector<Signature::Parameter> list;
  while (!trim(text).empty()) {
    const std::size_t comma = std::min(text.find(','), text.size());
    list.push_back(parse_parameter(def, text.substr(0, comma)));
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return list;
}

void check_count(const std::vector<Signature::Parameter>& list, const std::vector<ValueId>& given,
                 const char* what) {
  const bool variadic = !list.empty() && list.back().variadic;
  const auto count = given.size();
  if (count > list.size() && !variadic) {
    fail(ErrorCode::kInvalidModel, "expected at most ", list.size(), " ", what, "s, got ", count);
  }
  for (std::size_t i = 0; i < list.size(); ++i) {
    const bool missing = i >= count || given[i] == kNoValue;
    if (missing && !list[i].optional && !list[i].variadic) {
      fail(ErrorCode::kInvalidModel, what, " ", i, " ('", list[i].name, "') is missing");
    }
  }
  if (list.empty() || !list.back().variadic) {
    return;
  }
  require(list.size() > 1 || count > 0, "expected at least 1 ", what);
  for (std::size_t i = list.size() - 1; i < count; ++i) {
    require(given[i] != kNoValue, what, " ", i, " ('", list.back().name, "') is missing");
  }
}

void check_type(const Signature::Parameter& parameter, std::size_t i, const ValueType& type) {
  if (parameter.types.empty() || type.kind == ValueType::Kind::kUnknown) {
    return;
  }
  if (!type.is_tensor() ||
      (type.dtype != DType::kUndefined && !parameter.types.contains(type.dtype))) {
    fail(ErrorCode::kInvalidModel, "input ", i, " ('", parameter.name, "') is a ", type,
         ", expected a tensor of ", parameter.types);
  }
}

}  // namespace

Signature Signature::parse(const OpDef& def) {
  const std::size_t arrow = def.signature.find("->");
  if (arrow == std::string_view::npos) {
    malformed(def);
  }
  return {parse_list(def, def.signature.substr(0, arrow)),
          parse_list(def, def.signature.substr(arrow + 2))};
}

const Signature::Parameter* Signature::at(const std::vector<Parameter>& list, std::size_t i) {
  if (i < list.size()) {
    return &list[i];
  }
  return !list.empty() && list.back().variadic ? &list.back() : nullptr;
}

void check_arity(const Signature& signature, const Node& node) {
  check_count(signature.inputs, node.inputs, "input");
  // Outputs that nobody reads may be left away, whatever the specification calls them.
  const bool variadic = !signature.outputs.empty() && signature.outputs.back().variadic;
  require(node.outputs.size() <= signature.outputs.size() || variadic, "expected at most ",
          signature.outputs.size(), " outputs, got ", node.outputs.size());
}

TypeBindings bind_types(const Signature& signature, std::span<const InferContext::Input> inputs) {
  TypeBindings bindings{};
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    const Signature::Parameter* parameter = Signature::at(signature.inputs, i);
    if (parameter == nullptr || inputs[i].type == nullptr) {
      continue;
    }
    const ValueType& type = *inputs[i].type;
    check_type(*parameter, i, type);
    if (parameter->variable < 0 || type.dtype == DType::kUndefined) {
      continue;
    }
    DType& bound = bindings[static_cast<std::size_t>(parameter->variable)];
    if (bound == DType::kUndefined) {
      bound = type.dtype;
    } else if (bound != type.dtype) {
      fail(ErrorCode::kInvalidModel, "input ", i, " ('", parameter->name, "') is a tensor of ",
           type.dtype, ", expected ", bound, " as the inputs before it");
    }
  }
  return bindings;
}

DType output_dtype(const Signature::Parameter* parameter, const TypeBindings& bindings) {
  if (parameter == nullptr) {
    return DType::kUndefined;
  }
  if (parameter->variable >= 0) {
    return bindings[static_cast<std::size_t>(parameter->variable)];
  }
  for (int number = 1; number < kDTypeCount; ++number) {
    if (parameter->types == DTypeSet(static_cast<DType>(number))) {
      return static_cast<DType>(number);
    }
  }
  return DType::kUndefined;
}

}  // namespace sardonyx
