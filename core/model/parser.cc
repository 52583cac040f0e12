#include "core/model/parser.h"

#include <string>
#include <utility>

#include "core/model/small_message.h"
#include "core/model/value_type.h"
#include "proto/onnx.pb.h"

namespace sardonyx {
namespace {

// Attributes are searched one by one.
constexpr std::size_t kMostAttributes = 1000;

// Reads a tensor and says whose data it was when its size is more than this machine can have.
template <class Read>
ParsedInitializer read_named(const WireMessage& message, Read read) {
  ParsedInitializer result;
  try {
    result.tensor = read(result.name);
  } catch (Error& error) {
    if (error.code() == ErrorCode::kOutOfMemory || error.code() == ErrorCode::kOutOfRange) {
      error.add_context(concat(message.where(), ", tensor ", quote(result.name)));
    }
    throw;
  }
  return result;
}

}  // namespace

ParsedInitializer Parser::parse_tensor(WireMessage message) {
  return read_named(message, [&](std::string& name) {
    TensorHeader header = read_tensor_header(message, limits_);
    name = header.name;
    return tensors_.tensor(message, header);
  });
}

ParsedInitializer Parser::parse_sparse_tensor(WireMessage message) {
  return read_named(message, [&](std::string& name) {
    return read_sparse_tensor(message, limits_, tensors_, name);
  });
}

ParsedValueInfo Parser::parse_value_info(WireMessage message) {
  using Proto = onnx::ValueInfoProto;
  ParsedValueInfo info;
  while (message.next()) {
    if (message.field() == Proto::kNameFieldNumber) {
      info.name = message.text();
    } else if (message.field() == Proto::kTypeFieldNumber) {
      info.type = read_value_type(message, symbols_, limits_);
    }
  }
  return info;
}

void Parser::parse_opset_import(const WireMessage& message, OpsetImports& imports) {
  const auto opset = parse_small<onnx::OperatorSetIdProto>(message, "opset_import");
  const std::string_view domain = normalized_domain(opset.domain());
  const auto [entry, is_new] = imports.try_emplace(std::string(domain), opset.version());
  if (!is_new && entry->second != opset.version()) {
    warnings_.push_back(concat("The model imports ", domain.empty() ? "ai.onnx" : domain,
                               " in the versions ", entry->second, " and ", opset.version(),
                               "; the last one is used."));
    entry->second = opset.version();
  }
}

ParsedNode Parser::parse_node(WireMessage message, int depth) {
  using Proto = onnx::NodeProto;
  if (++nodes_ > limits_.nodes) {
    message.fail("the model has more than ", limits_.nodes, " nodes");
  }
  ParsedNode node;
  while (message.next()) {
    switch (message.field()) {
      case Proto::kInputFieldNumber:
        node.inputs.push_back(message.text());
        break;
      case Proto::kOutputFieldNumber:
        node.outputs.push_back(message.text());
        break;
      case Proto::kNameFieldNumber:
        node.name = message.text();
        break;
      case Proto::kOpTypeFieldNumber:
        node.op_type = message.text();
        break;
      case Proto::kDomainFieldNumber:
        node.domain = normalized_domain(message.text());
        break;
      case Proto::kOverloadFieldNumber:
        node.overload = message.text();
        break;
      case Proto::kAttributeFieldNumber: {
        if (node.attributes.size() >= kMostAttributes) {
          message.fail("a node has more than ", kMostAttributes, " attributes");
        }
        const Place place{&message.place(), "attribute",
                          static_cast<std::int64_t>(node.attributes.size())};
        node.attributes.push_back(parse_attribute(message.message(place), depth));
        break;
      }
    }
  }
  if (node.op_type.empty()) {
    message.fail("node ", quote(node.name), " has no op_type");
  }
  return node;
}

void Parser::parse_graph(WireMessage message, ParsedGraph& graph, int depth) {
  using Proto = onnx::GraphProto;
  if (depth > limits_.depth) {
    message.fail("graphs are nested more than ", limits_.depth, " levels deep");
  }
  std::int64_t sparse = 0;
  const auto place_in = [&](std::string_view field, std::size_t index) {
    return Place{&message.place(), field, static_cast<std::int64_t>(index)};
  };
  while (message.next()) {
    switch (message.field()) {
      case Proto::kNodeFieldNumber: {
        const Place place = place_in("node", graph.nodes.size());
        graph.nodes.push_back(parse_node(message.message(place), depth));
        break;
      }
      case Proto::kNameFieldNumber:
        graph.name = message.text();
        break;
      case Proto::kInitializerFieldNumber: {
        const Place place = place_in("initializer", graph.initializers.size());
        graph.initializers.push_back(parse_tensor(message.message(place)));
        break;
      }
      case Proto::kSparseInitializerFieldNumber: {
        const Place place{&message.place(), "sparse_initializer", sparse++};
        graph.initializers.push_back(parse_sparse_tensor(message.message(place)));
        break;
      }
      case Proto::kInputFieldNumber: {
        const Place place = place_in("input", graph.inputs.size());
        graph.inputs.push_back(parse_value_info(message.message(place)));
        break;
      }
      case Proto::kOutputFieldNumber: {
        const Place place = place_in("output", graph.outputs.size());
        graph.outputs.push_back(parse_value_info(message.message(place)));
        break;
      }
      case Proto::kValueInfoFieldNumber: {
        const Place place = place_in("value_info", graph.value_infos.size());
        graph.value_infos.push_back(parse_value_info(message.message(place)));
        break;
      }
    }
  }
}

ParsedFunction Parser::parse_function(WireMessage message) {
  using Proto = onnx::FunctionProto;
  ParsedFunction function;
  while (message.next()) {
    switch (message.field()) {
      case Proto::kNameFieldNumber:
        function.name = message.text();
        break;
      case Proto::kDomainFieldNumber:
        function.domain = normalized_domain(message.text());
        break;
      case Proto::kOverloadFieldNumber:
        function.overload = message.text();
        break;
      case Proto::kInputFieldNumber:
        function.inputs.push_back(message.text());
        break;
      case Proto::kOutputFieldNumber:
        function.outputs.push_back(message.text());
        break;
      case Proto::kAttributeFieldNumber:
        function.attributes.push_back(message.text());
        break;
      case Proto::kAttributeProtoFieldNumber: {
        const Place place{&message.place(), "attribute_proto",
                          static_cast<std::int64_t>(function.default_attributes.size())};
        function.default_attributes.push_back(parse_attribute(message.message(place), 0));
        break;
      }
      case Proto::kNodeFieldNumber: {
        const Place place{&message.place(), "node",
                          static_cast<std::int64_t>(function.nodes.size())};
        function.nodes.push_back(parse_node(message.message(place), 0));
        break;
      }
      case Proto::kOpsetImportFieldNumber:
        parse_opset_import(message, function.opset_imports);
        break;
    }
  }
  if (function.name.empty()) {
    message.fail("a function has no name");
  }
  if (function.attributes.size() + function.default_attributes.size() > kMostAttributes) {
    message.fail("function ", quote(function.name), " has more than ", kMostAttributes,
                 " attributes");
  }
  return function;
}

ParsedModel Parser::parse_model(WireMessage message) {
  using Proto = onnx::ModelProto;
  ParsedModel model;
  std::string_view producer_name;
  std::string_view producer_version;
  while (message.next()) {
    switch (message.field()) {
      case Proto::kIrVersionFieldNumber:
        model.ir_version = message.integer();
        break;
      case Proto::kProducerNameFieldNumber:
        producer_name = message.text();
        break;
      case Proto::kProducerVersionFieldNumber:
        producer_version = message.text();
        break;
      case Proto::kGraphFieldNumber: {
        // A second one adds to the first, as everywhere in protobuf.
        const Place place{&message.place(), "graph"};
        parse_graph(message.message(place), model.graph, 0);
        model.has_graph = true;
        break;
      }
      case Proto::kOpsetImportFieldNumber:
        parse_opset_import(message, model.opset_imports);
        break;
      case Proto::kMetadataPropsFieldNumber: {
        const auto entry = parse_small<onnx::StringStringEntryProto>(message, "metadata_props");
        model.metadata[entry.key()] = entry.value();
        break;
      }
      case Proto::kTrainingInfoFieldNumber:
        model.has_training_info = true;
        break;
      case Proto::kFunctionsFieldNumber: {
        const Place place{&message.place(), "functions",
                          static_cast<std::int64_t>(model.functions.size())};
        model.functions.push_back(parse_function(message.message(place)));
        break;
      }
    }
  }
  model.producer = producer_name;
  if (!producer_version.empty()) {
    model.producer += concat(" ", producer_version);
  }
  return model;
}

}  // namespace sardonyx
