#pragma once

// The public C++ API: load a model, look at its inputs and outputs, run it.

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/error.h"
#include "core/tensor/value.h"

namespace sardonyx {

class ExternalData;

struct SessionOptions {
  /// Threads a kernel may use, the calling one included.
  std::size_t threads = 1;
  /// Whether the graph passes run (constants are folded in any case).
  bool optimize = true;
  /// Stop after this many patches, to find a wrong one by bisection.
  std::optional<std::int64_t> max_patches;
  /// Symbolic extents of the inputs that are fixed to a number, by name.
  std::vector<std::pair<std::string, std::int64_t>> free_dimension_overrides;
  /// Seeds the operators that draw random numbers without a seed of their own.
  std::optional<std::uint64_t> seed;
  /// Whether initializers that the model also lists as inputs may be fed. If not they are constants
  /// as all others, which are folded and packed, and no inputs of the session.
  bool overridable_initializers = false;
};

/// An input or output of a model.
struct Port {
  std::string name;
  ValueType type;
  /// For tensors: per axis the extent as text, a number or a symbol's name; empty when unknown.
  std::vector<std::string> extents;
  /// For inputs: whether the model has a value for it when it is not fed.
  bool has_default = false;
};

/// What one node took in all runs of a profile. The time of nodes in subgraphs is part of that of
/// the node that runs these.
struct NodeTime {
  std::string name;
  std::string op_type;
  /// The elementwise operators that the node computes as well, in order.
  std::vector<std::string> tail;
  /// The types of its inputs in the latest run.
  std::string inputs;
  std::int64_t runs = 0;
  double milliseconds = 0;
};

/// A loaded model. One run at a time; not thread-safe.
class Session {
 public:
  /// Takes the bytes of an .onnx file; they are modified and kept alive as long as weights lie in
  /// them. `external` serves the external data files, if the model has any.
  static Session load(Bytes bytes, ExternalData& external, const SessionOptions& options = {});
  /// Loads an .onnx file; external data lies beside it.
  static Session load_file(const std::string& path, const SessionOptions& options = {});

  Session(Session&&) noexcept;
  Session& operator=(Session&&) noexcept;
  ~Session();

  std::span<const Port> inputs() const;
  std::span<const Port> outputs() const;
  /// What the user should know of this model: exported in training mode, odd but tolerated things.
  std::span<const std::string> warnings() const;
  /// The initializers that were inputs, too, but cannot be fed
  /// (SessionOptions::overridable_initializers).
  std::span<const std::string> fixed_inputs() const;
  /// One line per patch that the graph passes applied.
  std::span<const std::string> patch_log() const;
  /// The optimised graph as text.
  std::string dump() const;

  /// Runs the model. `feeds` has one value per input, an empty Value where the default is meant.
  /// `fetches` are indices of outputs; without any, all outputs are fetched. Nodes that no fetched
  /// output needs do not run. The results keep their memory as long as they live. Throws Error; the
  /// session stays usable.
  std::vector<Value> run(std::span<const Value> feeds, std::span<const int> fetches = {});

  /// Times the nodes of all runs from here on, from zero.
  void start_profile();
  /// Stops timing: what was measured, the longest first. Empty when nothing was being timed.
  std::vector<NodeTime> end_profile();

  /// Asks a run to stop at the next node; it then throws Error(kCancelled). Safe from any thread.
  void cancel();

 private:
  class Impl;
  explicit Session(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace sardonyx
