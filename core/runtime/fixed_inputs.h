#pragma once

#include <string>
#include <vector>

#include "core/graph/graph.h"

namespace sardonyx {

/// Makes constants of the inputs that have a default; returns their names.
std::vector<std::string> fix_inputs(Graph& graph);

}  // namespace sardonyx
