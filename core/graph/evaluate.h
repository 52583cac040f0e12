#pragma once

#include <span>
#include <vector>

#include "core/graph/graph.h"
#include "core/graph/op.h"

namespace sardonyx {

/// Runs a node whose output shapes nobody has planned: infers them from the actual inputs,
/// allocates the outputs from the environment, runs. `output_types` are what inference at load knew
/// of the outputs (the element types matter). Outputs that are views share the input's memory.
void run_unplanned(const Node& node, std::span<const ValueType* const> output_types,
                   std::span<Value* const> inputs, std::span<Value* const> outputs,
                   RunEnvironment& environment, std::span<SubgraphRunner* const> subgraphs = {},
                   const RunTail& tail = {});

/// Runs one node on constant inputs, outside of any session, and returns its outputs. Returns an
/// empty vector when the node cannot be evaluated so: it has subgraphs or random results, gives
/// something else than tensors, fails, or one of its results has more than `max_elements` elements.
/// REQUIRES: node.op is set and every present input is constant.
std::vector<Tensor> evaluate(const Graph& graph, const Node& node, std::int64_t max_elements);

}  // namespace sardonyx
