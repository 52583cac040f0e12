#pragma once

// Small models for the reader's tests, put together with protobuf's generated classes.

#include <gtest/gtest.h>

#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/model.h"
#include "proto/onnx.pb.h"

namespace sardonyx {

using onnx::AttributeProto;
using onnx::FunctionProto;
using onnx::GraphProto;
using onnx::ModelProto;
using onnx::NodeProto;
using onnx::TensorProto;

using Names = std::initializer_list<const char*>;

/// A model without nodes that imports this version of the default domain.
inline ModelProto model_of(int opset = 20, int ir_version = 10) {
  ModelProto model;
  model.set_ir_version(ir_version);
  model.add_opset_import()->set_version(opset);
  model.mutable_graph()->set_name("main");
  return model;
}

/// Adds a node to a GraphProto or a FunctionProto.
template <class Body>
NodeProto& add_node(Body& body, const char* op_type, Names inputs, Names outputs,
                    const char* name = "") {
  NodeProto& node = *body.add_node();
  node.set_op_type(op_type);
  for (const char* input : inputs) {
    node.add_input(input);
  }
  for (const char* output : outputs) {
    node.add_output(output);
  }
  if (*name != '\0') {
    node.set_name(name);
  }
  return node;
}

inline AttributeProto& add_attribute(NodeProto& node, const char* name,
                                     AttributeProto::AttributeType type) {
  AttributeProto& attribute = *node.add_attribute();
  attribute.set_name(name);
  attribute.set_type(type);
  return attribute;
}
inline void add_int(NodeProto& node, const char* name, std::int64_t value) {
  add_attribute(node, name, AttributeProto::INT).set_i(value);
}
inline GraphProto& add_graph(NodeProto& node, const char* name) {
  GraphProto& graph = *add_attribute(node, name, AttributeProto::GRAPH).mutable_g();
  graph.set_name(name);
  return graph;
}

/// A float input without a shape.
inline onnx::ValueInfoProto& add_input(GraphProto& graph, const char* name) {
  onnx::ValueInfoProto& info = *graph.add_input();
  info.set_name(name);
  info.mutable_type()->mutable_tensor_type()->set_elem_type(TensorProto::FLOAT);
  return info;
}
inline onnx::ValueInfoProto& add_output(GraphProto& graph, const char* name) {
  onnx::ValueInfoProto& info = *graph.add_output();
  info.set_name(name);
  return info;
}

template <class T>
std::string raw_bytes(const std::vector<T>& elements) {
  std::string raw(elements.size() * sizeof(T), '\0');
  if (!raw.empty()) {
    std::memcpy(raw.data(), elements.data(), raw.size());
  }
  return raw;
}

/// A 1-D tensor with raw data.
template <class T>
TensorProto raw_tensor(const char* name, const std::vector<T>& elements) {
  TensorProto tensor;
  tensor.set_name(name);
  tensor.set_data_type(static_cast<int>(dtype_of<T>));
  tensor.add_dims(static_cast<std::int64_t>(elements.size()));
  tensor.set_raw_data(raw_bytes(elements));
  return tensor;
}

inline Bytes to_bytes(std::string_view text) {
  Bytes bytes = allocate_bytes(text.size());
  if (!text.empty()) {
    std::memcpy(bytes.data, text.data(), text.size());
  }
  return bytes;
}
inline Bytes to_bytes(const google::protobuf::MessageLite& message) {
  return to_bytes(message.SerializeAsString());
}

/// External data files as strings; says how often each was asked for.
class FilesInMemory : public ExternalData {
 public:
  std::map<std::string, std::string, std::less<>> files;
  std::map<std::string, int, std::less<>> asked;

  Bytes file(std::string_view location) override {
    ++asked[std::string(location)];
    const auto found = files.find(location);
    require(found != files.end(), "there is no file '", location, "'");
    return to_bytes(found->second);
  }
};

inline Model read(Bytes bytes, const ModelLimits& limits = {}) {
  FilesInMemory none;
  Model model = read_model(std::move(bytes), none, limits);
  model.graph.check();
  return model;
}
inline Model read(const ModelProto& proto, const ModelLimits& limits = {}) {
  return read(to_bytes(proto), limits);
}

/// The text of the error that reading ends in, with the code in front; empty when it succeeds.
inline std::string error_of(Bytes bytes, const ModelLimits& limits = {}) {
  try {
    read(std::move(bytes), limits);
  } catch (const Error& error) {
    return concat(static_cast<int>(error.code()), " ", error.what());
  }
  return {};
}
inline std::string error_of(const ModelProto& proto, const ModelLimits& limits = {}) {
  return error_of(to_bytes(proto), limits);
}
inline std::string error_of(std::string_view text) {
  return error_of(to_bytes(text));
}

/// Expects `text` to have `part` in it.
#define EXPECT_SAYS(text, part) EXPECT_PRED_FORMAT2(says, text, part)
inline testing::AssertionResult says(const char*, const char*, const std::string& text,
                                     std::string_view part) {
  if (text.find(part) != std::string::npos) {
    return testing::AssertionSuccess();
  }
  return testing::AssertionFailure() << "'" << text << "'\ndoes not say\n'" << part << "'";
}

/// The constant called `name`.
inline const Tensor& constant(const Graph& graph, std::string_view name) {
  const ValueId id = graph.find_value(name);
  require(id != kNoValue && graph.constant(id) != nullptr, "there is no constant ", name);
  return *graph.constant(id);
}

template <class T>
std::vector<T> elements_of(const Tensor& tensor) {
  const auto span = tensor.span<T>();
  return {span.begin(), span.end()};
}

/// "Add(x, y) -> z; Relu(z) -> w" of a graph's nodes, in order.
inline std::string nodes_of(const Graph& graph) {
  const auto list = [&](const std::vector<ValueId>& ids) {
    std::string text;
    for (const ValueId id : ids) {
      text += text.empty() ? "" : ", ";
      text += id == kNoValue ? "-" : graph.value(id).name;
    }
    return text;
  };
  std::string text;
  for (const Node& node : graph.nodes) {
    text += text.empty() ? "" : "; ";
    text += concat(node.op_type, "(", list(node.inputs), ") -> ", list(node.outputs));
  }
  return text;
}

}  // namespace sardonyx
