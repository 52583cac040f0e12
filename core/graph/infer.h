#pragma once

#include <vector>

#include "core/graph/graph.h"
#include "core/graph/op_registry.h"

namespace sardonyx {

/// Throws kUnsupported that names every operator of the graph and its subgraphs that the registry
/// lacks, each once, with domain and version.
void check_operators(const Graph& graph, const OpRegistry& registry);

/// Gives every node its operator and every value its type, in order: expands nodes that are defined
/// as functions, checks numbers and types of inputs against the signatures, runs the shape rules,
/// and moves constants of the outer graph into the subgraphs that capture them. May be called
/// again after the types of inputs changed or passes added nodes. Errors name the node.
void infer_types(Graph& graph, const OpRegistry& registry);

/// As infer_types for a graph of which it has seen all but some new nodes: infers those, the nodes
/// that read one of the `changed` values (a bit for each), and whatever these let know more of.
void infer_changes(Graph& graph, const OpRegistry& registry, std::vector<bool> changed);

}  // namespace sardonyx
