#pragma once

#include <vector>

#include "core/graph/graph.h"

// Who reads which values of a graph.

namespace sardonyx {

/// Per value how often nodes (as inputs or captures) and the graph's outputs name it.
std::vector<int> use_counts(const Graph& graph);

/// What Node::captures is for a node with subgraphs: the values around them that they read, each
/// once, in the order of their first use.
std::vector<ValueId> captured_by_subgraphs(const Node& node);

}  // namespace sardonyx
