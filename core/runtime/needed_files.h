#pragma once

#include <set>
#include <string_view>

#include "core/graph/graph.h"

namespace sardonyx {

/// The operator files that a build for this model needs: those of the nodes in the file, of what
/// they are expanded to, and of what the passes make of them. REQUIRES: this build has them.
std::set<std::string_view> needed_files(Graph graph);

}  // namespace sardonyx
