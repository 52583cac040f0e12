#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/bytes.h"
#include "core/graph/graph.h"

namespace sardonyx {

/// A model as read: its graph with local functions inlined, before any pass.
///
/// * Constant nodes are constants of the graph, no nodes.
/// * Initializers are constants. In files of IR version 4 and newer those of the main graph that
/// are
///   listed among its inputs are inputs with a default value instead, which feeding overrides. In
///   older files, and in subgraphs, they are constants and no inputs, as in ONNX Runtime.
/// * A subgraph that reads a constant of a graph around it has a constant of its own with the same
///   elements (shared memory). Everything else that it reads from outside is captured, through
///   every graph in between. No graph returns a captured value directly: an Identity is put in
///   between.
/// * Nodes without a name are called by operator and index ("Conv_17"); what comes from a function
///   has the name of the node that calls it in front ("call/Conv_17").
/// * Types from value_info and of outputs are hints: inference has the last word.
struct Model {
  Graph graph;
  std::int64_t ir_version = 0;
  std::string producer;
  /// Domain (empty for the default one) to version.
  std::map<std::string, std::int64_t, std::less<>> opset_imports;
  std::map<std::string, std::string, std::less<>> metadata;
  /// Odd but tolerated things in the file, each a sentence.
  std::vector<std::string> warnings;
};

/// Where a model's external tensor data comes from.
class ExternalData {
 public:
  virtual ~ExternalData() = default;
  /// The whole file that the model calls `location`: a relative path with "/" between its segments,
  /// none of which is empty, "." or ".."; it is no URL reference and may have characters that must
  /// be escaped in one. The reader asks for each file once and shares it between tensors. Throws
  /// Error when there is no such file.
  virtual Bytes file(std::string_view location) = 0;
};

/// Reads external data from beside a model's file.
class ExternalDataInFolder : public ExternalData {
 public:
  explicit ExternalDataInFolder(std::string folder) : folder_(std::move(folder)) {}
  Bytes file(std::string_view location) override;

 private:
  std::string folder_;
};

/// The reader's guards against files that are made to hurt.
struct ModelLimits {
  int depth = 64;                            ///< nesting of graphs, functions and types
  int rank = 64;                             ///< of tensors
  std::int64_t nodes = 4'000'000;            ///< after inlining
  std::int64_t tensor_elements = 1LL << 40;  ///< of one tensor
  std::int64_t sparse_elements = 1LL << 28;  ///< of one sparse tensor when made dense
  std::int64_t inlined_bytes = 1LL << 29;    ///< names and attributes that inlining copies
};

/// Reads the bytes of an .onnx file (IR 1 to 14, opset 1 to 28). Raw tensor data stays where it
/// lies in `bytes` (moved by a few bytes there where alignment asks for it, so that the bytes are
/// no model any more afterwards); everything else of the file is copied out. Throws
/// Error(kInvalidModel) that says what is wrong and where, kUnsupported for valid models that are
/// beyond this build, kOutOfMemory.
Model read_model(Bytes bytes, ExternalData& external, const ModelLimits& limits = {});

/// The locations of all external data files that the model names, each once, in order of first use.
std::vector<std::string> external_files(std::span<const std::byte> bytes);

/// Reads a serialized TensorProto (ONNX's test data files). The tensor owns its elements.
Tensor read_tensor(std::span<const std::byte> bytes);

}  // namespace sardonyx
