#include "core/graph/uses.h"

#include <algorithm>
#include <set>

namespace sardonyx {

std::vector<int> use_counts(const Graph& graph) {
  std::vector<int> counts(static_cast<std::size_t>(graph.value_count()), 0);
  const auto use = [&](ValueId id) {
    if (id != kNoValue) {
      ++counts[static_cast<std::size_t>(id)];
    }
  };
  for (const Node& node : graph.nodes) {
    std::for_each(node.inputs.begin(), node.inputs.end(), use);
    std::for_each(node.captures.begin(), node.captures.end(), use);
  }
  std::for_each(graph.outputs.begin(), graph.outputs.end(), use);
  return counts;
}

std::vector<ValueId> captured_by_subgraphs(const Node& node) {
  std::vector<ValueId> captured;
  std::set<ValueId> seen;
  for (const Graph* subgraph : node.subgraphs()) {
    for (const Capture& capture : subgraph->captures) {
      if (seen.insert(capture.outer).second) {
        captured.push_back(capture.outer);
      }
    }
  }
  return captured;
}

}  // namespace sardonyx
