#pragma once

#include <memory>
#include <span>
#include <vector>

#include "core/graph/graph.h"
#include "core/graph/infer.h"
#include "core/runtime/arena_plan.h"
#include "core/runtime/environment.h"
#include "core/runtime/program.h"

namespace sardonyx {

/// Who is needed, and how long, when some or all outputs of a graph are wanted.
struct Liveness {
  Liveness(const Graph& graph, std::span<const ValueId> outputs);

  /// Per node whether an output depends on it.
  std::vector<bool> needed;
  /// The index of the last needed node that reads each value, kLivesOn for the outputs, -1 if
  /// nobody does.
  std::vector<std::int32_t> last_use;
  static constexpr std::int32_t kLivesOn = INT32_MAX;
};

/// What of a graph is the same for all shapes, worked out once.
struct GraphFacts {
  explicit GraphFacts(const Graph& graph);

  /// When all outputs are wanted.
  Liveness liveness;
  /// The constants of the graph as values, so that steps can point to them.
  std::vector<Value> constants;
};

/// Turns a graph and concrete input shapes into a Program: infers all shapes, computes the shape
/// arithmetic, decides which results share memory, and lays the rest out in the arena. Keeps its
/// working memory, because a new sequence length means a new plan.
class Planner {
 public:
  /// `first_subgraphs` gives per node the index of its first subgraph runner (-1: none).
  Planner(const Graph& graph, GraphFacts& facts, std::span<const std::int32_t> first_subgraphs,
          SessionEnvironment& environment)
      : graph_(graph),
        facts_(facts),
        first_subgraphs_(first_subgraphs),
        environment_(environment) {}

  /// Fills an empty program. `feeds` are the graph's inputs, then its captures; `outputs` those
  /// that a run is to return.
  void plan(std::span<const Value* const> feeds, std::span<const ValueId> outputs,
            Program& program);

 private:
  // Where a value of the program being planned lives.
  enum class Home : std::uint8_t {
    kNowhere,
    kForeign,    // an input or capture: somebody else's memory
    kConstant,   // known while planning: a constant or the result of shape arithmetic
    kPlanned,    // in a block
    kUnplanned,  // from the pool, at run time
  };
  struct ValueState {
    ValueType type;
    const Tensor* contents = nullptr;
    Home home = Home::kNowhere;
    std::int32_t block = -1;
  };
  // Memory that one or more values share: views, and results computed in place.
  struct Block {
    std::size_t bytes = 0;
    std::int32_t first = 0;
    std::int32_t last = 0;
    bool leaves = false;  // holds an output of the graph
  };

  void admit(std::span<const Value* const> feeds);
  void plan_node(std::int32_t index);
  void infer(const Node& node);
  bool precompute(const Node& node);
  bool shares_input(std::int32_t index, const Node& node);
  void place_outputs(std::int32_t index, const Node& node);
  void emit(std::int32_t index, const Node& node, bool unplanned);
  void join_block(ValueId value, std::int32_t block);
  void lay_out();
  Value* operand(ValueId id);
  ValueState& state(ValueId id) { return states_[static_cast<std::size_t>(id)]; }

  const Graph& graph_;
  GraphFacts& facts_;
  std::span<const std::int32_t> first_subgraphs_;
  SessionEnvironment& environment_;

  // Of the program being planned.
  Program* program_ = nullptr;
  const Liveness* liveness_ = nullptr;
  std::vector<ValueState> states_;
  std::vector<Block> blocks_;
  std::vector<InferContext::Input> inputs_;
  std::vector<InferContext::Output> outputs_;
  std::vector<Lifetime> lifetimes_;
  std::vector<std::size_t> offsets_;
  ArenaPlanner arena_;
};

}  // namespace sardonyx
