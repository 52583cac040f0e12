#pragma once

// Graphs for the tests of passes. A test describes a graph; it is built twice, once left as it is
// and once changed by passes, and both must give the same results on random feeds.

#include <gtest/gtest.h>

#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "core/graph/passes/pass_order.h"
#include "tests/unit/ops/op_test.h"

namespace sardonyx {

/// Builds a Graph, one value after the other.
class TestGraph {
 public:
  using NamedContent = std::pair<std::string, Attribute::Content>;

  Graph graph;

  TestGraph() { graph.symbols = std::make_shared<SymbolTable>(); }

  /// A fed tensor. Extents may be symbols: the n-th one that is named is fed as n + 2. Unknown ones
  /// are fed as 3.
  ValueId input(SymbolicShape shape, DType dtype = DType::kFloat);
  Dim symbol(const char* name) { return graph.symbols->named(name); }
  ValueId constant(Tensor tensor) { return graph.add_constant({}, std::move(tensor)); }
  ValueId scalar(float value) { return constant(Tensor::scalar(value)); }
  /// Random weights.
  ValueId weights(const Shape& shape, float low = -1, float high = 1);
  ValueId ints(std::initializer_list<std::int64_t> values);
  ValueId op(std::string_view op_type, std::vector<ValueId> inputs,
             std::vector<NamedContent> attributes = {}, int opset = 18);
  std::vector<ValueId> ops(std::string_view op_type, std::vector<ValueId> inputs, int outputs,
                           std::vector<NamedContent> attributes = {}, int opset = 18);
  void output(ValueId id) { graph.outputs.push_back(id); }

 private:
  std::uint32_t seed_ = 1;
};

struct PassTestOptions {
  std::vector<Pass> passes;
  Tolerance tolerance = {1e-5, 1e-6};
};

/// Expects the same results with and without the passes, and the operators of the changed graph,
/// in order of their names: "Add, Gelu".
void expect_ops(const PassTestOptions& options, const std::string& ops,
                const std::function<void(TestGraph&)>& build);

}  // namespace sardonyx
