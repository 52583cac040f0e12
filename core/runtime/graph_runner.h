#pragma once

#include <memory>
#include <span>
#include <vector>

#include "core/base/bytes.h"
#include "core/graph/graph.h"
#include "core/runtime/environment.h"
#include "core/runtime/planner.h"
#include "core/runtime/program.h"

namespace sardonyx {

/// Runs a graph: finds or makes the Program for the shapes at hand and executes it. One for the
/// model's graph and one for every subgraph.
class GraphRunner : public SubgraphRunner {
 public:
  /// The graph must stay as it is from here on: passes and packing are done.
  GraphRunner(const Graph& graph, SessionEnvironment& environment);
  ~GraphRunner() override;

  /// Throws Error naming the node; the next run starts afresh.
  void run(std::span<const Value> inputs, std::vector<Value>& outputs) override;
  /// Computes these outputs of the graph only.
  void run(std::span<const Value> inputs, std::span<const ValueId> wanted,
           std::vector<Value>& outputs);
  std::vector<ValueType> infer(std::span<const Value> inputs) override;

 private:
  Program& program_for(std::span<const Value> inputs, std::span<const ValueId> wanted);
  void bind(Program& program);
  void execute(Program& program);
  void execute_step(Program& program, const Program::Step& step);
  void collect(Program& program, std::vector<Value>& outputs);
  static void clear(Program& program, const Graph& graph);
  void pass_captures(const Program& program, const Program::Step& step);

  const Graph& graph_;
  SessionEnvironment& environment_;
  GraphFacts facts_;
  std::vector<std::unique_ptr<GraphRunner>> subgraphs_;
  std::vector<SubgraphRunner*> subgraph_pointers_;
  std::vector<std::int32_t> first_subgraphs_;
  /// Set by the graph around this one before each run.
  std::vector<const Value*> captured_;
  Planner planner_;
  std::vector<std::unique_ptr<Program>> programs_;  // the latest used first
  std::vector<std::int64_t> key_;
  std::vector<const Value*> feeds_;
  Bytes arena_;
};

}  // namespace sardonyx
