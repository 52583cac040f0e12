#include "core/runtime/needed_files.h"

#include <map>
#include <utility>

#include "core/graph/infer.h"
#include "core/graph/passes/pass.h"
#include "core/graph/passes/pass_order.h"
#include "core/runtime/all_operators.h"
#include "core/runtime/fixed_inputs.h"

namespace sardonyx {
namespace {

using OperatorName = std::pair<std::string_view, std::string_view>;  // domain, name

class Collector {
 public:
  Collector() {
    for (const OperatorFile& file : operator_files()) {
      OpRegistry registry;
      file.register_operators(registry);
      for (const OpDef& def : registry.defs()) {
        files_.emplace(OperatorName(def.domain, def.name), file.name);
      }
    }
  }

  void collect(const Graph& graph) {
    for (const Node& node : graph.nodes) {
      add(node.domain, node.op_type);
      for (const FusedNode& fused : node.tail) {
        add("", fused.op_type);
      }
      for (const Graph* subgraph : node.subgraphs()) {
        collect(*subgraph);
      }
    }
  }

  std::set<std::string_view> needed() && { return std::move(needed_); }

 private:
  void add(std::string_view domain, std::string_view name) {
    const auto file = files_.find({domain, name});
    if (file != files_.end()) {
      needed_.insert(file->second);
    }
  }

  std::map<OperatorName, std::string_view> files_;
  std::set<std::string_view> needed_;
};

}  // namespace

std::set<std::string_view> needed_files(Graph graph) {
  const OpRegistry& registry = all_operators();
  Collector collector;
  check_operators(graph, registry);
  collector.collect(graph);
  fix_inputs(graph);
  infer_types(graph, registry);
  collector.collect(graph);
  // One by one: what a pass makes may be gone after the next one.
  for (const Pass& pass : passes_for(true)) {
    run_passes(graph, registry, {}, std::span(&pass, 1));
    collector.collect(graph);
  }
  return std::move(collector).needed();
}

}  // namespace sardonyx
