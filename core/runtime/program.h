#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/base/small_vector.h"
#include "core/graph/graph.h"
#include "core/graph/op.h"
#include "core/tensor/value.h"

namespace sardonyx {

/// A graph made executable for one set of input shapes: which operators run, in which order, on
/// which memory. Made by Planner, run by GraphRunner.
struct Program {
  /// One operator's turn.
  struct Step {
    const Node* node = nullptr;
    /// Ranges in `operands`: pointers to the values that the node reads and writes.
    std::uint32_t inputs = 0;
    std::uint32_t outputs = 0;
    std::uint16_t input_count = 0;
    std::uint16_t output_count = 0;
    /// Behind the inputs lie the operands of the node's tail.
    std::uint16_t tail_operand_count = 0;
    /// Shapes are only known when the inputs are: infer, allocate from the pool, run.
    bool unplanned = false;
    /// Index of the node's first subgraph runner in GraphRunner, or -1.
    std::int32_t subgraphs = -1;
    /// Range in `releases`: values that nobody reads after this step and that hold pool memory.
    std::uint32_t releases = 0;
    std::uint32_t release_count = 0;
  };
  /// A planned tensor: its place is arena + offset, or output memory of its own.
  struct Placement {
    ValueId value = kNoValue;
    std::size_t offset = 0;
  };
  /// Planned values that leave the graph: the tensors share one block from the pool per run.
  struct OutputBlock {
    std::size_t bytes = 0;
    std::vector<ValueId> values;
  };

  /// The outputs that this computes, and the shapes (and element types) of the graph's inputs and
  /// captures that it is for.
  std::vector<std::int64_t> key;
  std::vector<Step> steps;
  std::vector<Value*> operands;
  std::vector<ValueId> releases;
  /// One per value of the graph; constants stay in the graph's own list.
  std::vector<Value> slots;
  std::vector<Placement> placements;
  std::vector<OutputBlock> output_blocks;
  /// What a run returns, and the types of that.
  std::vector<ValueId> outputs;
  std::vector<ValueType> output_types;
  std::size_t arena_bytes = 0;
  /// The arena that the slots point into now.
  std::byte* bound_arena = nullptr;

  /// Makes it empty and keeps the memory of its lists.
  void clear() {
    key.clear();
    steps.clear();
    operands.clear();
    releases.clear();
    slots.clear();
    placements.clear();
    output_blocks.clear();
    outputs.clear();
    output_types.clear();
    arena_bytes = 0;
    bound_arena = nullptr;
  }
};

}  // namespace sardonyx
