#pragma once

#include "core/graph/graph.h"

namespace sardonyx {

/// Lets every operator of the graph and its subgraphs pack its constant inputs, and frees the
/// constants that nobody reads any more in their original form.
/// REQUIRES: passes are done; nothing folds or infers from contents afterwards.
void prepack(Graph& graph);

}  // namespace sardonyx
