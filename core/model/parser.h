#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/graph/graph.h"
#include "core/model/model.h"
#include "core/model/parsed.h"
#include "core/model/tensor_proto.h"
#include "core/model/wire.h"

namespace sardonyx {

/// "" for "ai.onnx", which is the default domain's other name.
inline std::string_view normalized_domain(std::string_view domain) {
  return domain == "ai.onnx" ? std::string_view() : domain;
}

/// Walks the messages of a model.
class Parser {
 public:
  Parser(TensorSource& tensors, SymbolTable& symbols, const ModelLimits& limits,
         std::vector<std::string>& warnings)
      : tensors_(tensors), symbols_(symbols), limits_(limits), warnings_(warnings) {}

  ParsedModel parse_model(WireMessage message);

 private:
  ParsedFunction parse_function(WireMessage message);
  void parse_graph(WireMessage message, ParsedGraph& graph, int depth);
  ParsedNode parse_node(WireMessage message, int depth);
  ParsedAttribute parse_attribute(WireMessage message, int depth);
  ParsedValueInfo parse_value_info(WireMessage message);
  void parse_opset_import(const WireMessage& message, OpsetImports& imports);
  ParsedInitializer parse_tensor(WireMessage message);
  ParsedInitializer parse_sparse_tensor(WireMessage message);

  TensorSource& tensors_;
  SymbolTable& symbols_;
  const ModelLimits& limits_;
  std::vector<std::string>& warnings_;
  std::int64_t nodes_ = 0;
};

}  // namespace sardonyx
