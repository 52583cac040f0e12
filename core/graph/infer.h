#pragma once

#include <string_view>
#include <vector>

#include "core/graph/graph.h"
#include "core/graph/op_registry.h"

namespace sardonyx {

/// Throws kUnsupported that names every operator of the graph and its subgraphs that the registry
/// lacks, each once, with domain and version.
void check_operators(const Graph& graph, const OpRegistry& registry);

/// Whether a symbol of this name stands for an extent that inference could not tell, instead of one
/// that the file names.
bool is_untold(std::string_view symbol_name);

/// Gives every node its operator and every value its type, in order: expands nodes that are defined
/// as functions, checks numbers and types of inputs against the signatures, runs the shape rules,
/// and moves constants of the outer graph into the subgraphs that capture them. An extent that no
/// rule can tell gets a symbol of its own, so that extents computed from it can be compared. May be
/// called again after the types of inputs changed. Errors name the node.
void infer_types(Graph& graph, const OpRegistry& registry);

/// As infer_types for a graph of which it has seen all but some new nodes: infers those, the nodes
/// that read one of the `changed` values (a bit for each), and whatever these let know more of.
void infer_changes(Graph& graph, const OpRegistry& registry, std::vector<bool> changed);

}  // namespace sardonyx
