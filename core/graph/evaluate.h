#pragma once

#include <vector>

#include "core/graph/graph.h"

namespace sardonyx {

/// Runs one node on constant inputs, outside of any session, and returns its outputs. Returns an
/// empty vector when the node cannot be evaluated so: it has subgraphs or random results, gives
/// something else than tensors, or one of its results has more than `max_elements` elements.
/// REQUIRES: node.op is set and every present input is constant.
std::vector<Tensor> evaluate(const Graph& graph, const Node& node, std::int64_t max_elements);

}  // namespace sardonyx
