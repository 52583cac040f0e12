#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/graph/attribute.h"
#include "core/tensor/tensor.h"
#include "core/tensor/value.h"

namespace sardonyx {

// A model as its file has it, before names are resolved and functions inlined. Names are views of
// the file's bytes.

struct ParsedGraph;

/// The numbers of AttributeProto.AttributeType.
enum class AttributeType : std::uint8_t {
  kUndefined = 0,
  kFloat = 1,
  kInt = 2,
  kString = 3,
  kTensor = 4,
  kGraph = 5,
  kFloats = 6,
  kInts = 7,
  kStrings = 8,
  kTensors = 9,
  kGraphs = 10,
  kSparseTensor = 11,
  kSparseTensors = 12,
  kTypeProto = 13,
  kTypeProtos = 14,
};

struct ParsedAttribute {
  std::string_view name;
  /// Inside functions: the function's attribute that this one takes its value from.
  std::string_view reference;
  AttributeType type = AttributeType::kUndefined;
  /// The value, unless it is a reference or a graph.
  Attribute::Content content;
  std::unique_ptr<ParsedGraph> graph;
};

struct ParsedNode {
  std::string_view name;
  std::string_view op_type;
  /// Empty for the default domain, never "ai.onnx".
  std::string_view domain;
  std::string_view overload;
  std::vector<std::string_view> inputs;
  std::vector<std::string_view> outputs;
  std::vector<ParsedAttribute> attributes;
};

struct ParsedValueInfo {
  std::string_view name;
  ValueType type;
};

struct ParsedInitializer {
  std::string name;
  Tensor tensor;
};

struct ParsedGraph {
  std::string_view name;
  std::vector<ParsedNode> nodes;
  std::vector<ParsedInitializer> initializers;
  std::vector<ParsedValueInfo> inputs;
  std::vector<ParsedValueInfo> outputs;
  std::vector<ParsedValueInfo> value_infos;
};

/// Domain (empty for the default one) to version.
using OpsetImports = std::map<std::string, std::int64_t, std::less<>>;

struct ParsedFunction {
  std::string_view domain;
  std::string_view name;
  std::string_view overload;
  std::vector<std::string_view> inputs;
  std::vector<std::string_view> outputs;
  std::vector<std::string_view> attributes;
  std::vector<ParsedAttribute> default_attributes;
  std::vector<ParsedNode> nodes;
  OpsetImports opset_imports;
};

struct ParsedModel {
  std::int64_t ir_version = 0;
  std::string producer;
  OpsetImports opset_imports;
  std::map<std::string, std::string, std::less<>> metadata;
  bool has_graph = false;
  bool has_training_info = false;
  ParsedGraph graph;
  std::vector<ParsedFunction> functions;
};

}  // namespace sardonyx
