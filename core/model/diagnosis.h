#pragma once

#include <string>
#include <vector>

#include "core/graph/graph.h"

namespace sardonyx {

/// Sentences about a graph that runs but is probably not what its author meant: a model exported in
/// training mode, for one. Nodes are named.
std::vector<std::string> diagnose(const Graph& graph);

/// Why a tensor does not fit an input of a model, and what to do about it: wrong element type, rank
/// or extent. Empty when it fits. `extents` are the input's extents as text.
std::string explain_misfit(const std::string& input_name, const ValueType& expected,
                           const std::vector<std::string>& extents, const ValueType& given);

}  // namespace sardonyx
