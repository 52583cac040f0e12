#pragma once

// Graph passes are rules that propose patches. A rule looks at one node and either says nothing or
// proposes a Patch; the driver applies it, checks the graph, and writes it down.

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/graph/graph.h"
#include "core/graph/op_registry.h"

namespace sardonyx {

/// What changes: the node that the rule looked at goes, `nodes` take its place, and every use of a
/// redirected value becomes a use of the other. Nodes whose results nobody uses any more are
/// dropped by the driver, so a rule never has to name the inside of its pattern. New nodes may
/// compute the values that the old one computed.
struct Patch {
  std::vector<Node> nodes;
  std::vector<std::pair<ValueId, ValueId>> redirects;
  /// Values that are constants from now on.
  std::vector<std::pair<ValueId, Tensor>> constants;
};

/// The graph as a rule sees it.
class PassContext {
 public:
  PassContext(Graph& graph, const OpRegistry& registry);

  Graph& graph() { return graph_; }
  const Graph& graph() const { return graph_; }
  const OpRegistry& registry() const { return registry_; }
  /// The node that computes the value; null for inputs, captures and constants.
  const Node* producer(ValueId id) const;
  /// How many inputs, captures and graph outputs read the value.
  int uses(ValueId id) const { return uses_[static_cast<std::size_t>(id)]; }
  bool is_output(ValueId id) const;
  /// The place in the order of nodes of the one that computes the value.
  /// REQUIRES: producer(id) is not null.
  std::size_t place(ValueId id) const { return places_[static_cast<std::size_t>(id)]; }
  /// Makes a node that will stand at that place the producer of its outputs.
  void announce(const Node& node, std::size_t place);
  /// The nodes that have the value among their inputs, in order.
  const std::vector<const Node*>& readers(ValueId id) const {
    return readers_[static_cast<std::size_t>(id)];
  }
  /// Counts anew; producers are valid until nodes move.
  void refresh();

 private:
  Graph& graph_;
  const OpRegistry& registry_;
  std::vector<const Node*> producers_;
  std::vector<std::size_t> places_;
  std::vector<int> uses_;
  std::vector<std::vector<const Node*>> readers_;
};

struct Pass {
  std::string_view name;
  std::optional<Patch> (*rule)(PassContext& context, const Node& node);
  /// Whether the rule sees, as producers, the nodes that it proposed earlier in the same sweep.
  /// Uses are counted once per sweep all the same.
  bool builds_on_itself = false;
};

struct PassOptions {
  /// Stop after this many patches (bisection of a wrong one).
  std::int64_t max_patches = std::numeric_limits<std::int64_t>::max();
  /// Whether passes that only pay in speed run, or just those that the executor relies on.
  bool optimize = true;
};

/// Runs all passes on the graph and its subgraphs, in the order that pass_order.cc gives reasons
/// for. Returns the log: one line per patch, "12 fold_constants: Shape 'n3'".
/// REQUIRES: infer_types has run.
std::vector<std::string> run_passes(Graph& graph, const OpRegistry& registry,
                                    const PassOptions& options);
/// The same with these passes.
std::vector<std::string> run_passes(Graph& graph, const OpRegistry& registry,
                                    const PassOptions& options, std::span<const Pass> passes);

/// Removes nodes whose results nobody reads.
void remove_dead_nodes(Graph& graph);

}  // namespace sardonyx
