#pragma once

#include "core/graph/graph.h"

namespace sardonyx {

/// Brings the nodes into topological order. Nodes that are in order already stay where they are;
/// what a node needs and comes after it is put directly in front of it. Throws kInvalidModel that
/// names the nodes of a cycle.
void sort_nodes(Graph& graph);

}  // namespace sardonyx
