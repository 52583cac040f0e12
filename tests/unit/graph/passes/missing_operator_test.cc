#include "core/graph/infer.h"
#include "core/runtime/all_operators.h"
#include "tests/unit/graph/passes/pass_test.h"

namespace sardonyx {
namespace {

// x * Sigmoid(x) after all passes, in a build without the files that `is_missing` names.
std::string optimised_swish(const std::function<bool(std::string_view)>& is_missing) {
  OpRegistry registry;
  for (const OperatorFile& file : operator_files()) {
    if (!is_missing(file.name)) {
      file.register_operators(registry);
    }
  }
  TestGraph g;
  const ValueId x = g.input({4});
  g.output(g.op("Mul", {x, g.op("Sigmoid", {x})}));
  infer_types(g.graph, registry);
  run_passes(g.graph, registry, {});
  std::string names;
  for (const Node& node : g.graph.nodes) {
    names += node.op_type + " ";
  }
  return names;
}

TEST(Passes, UseNoOperatorThatTheBuildDoesNotHave) {
  EXPECT_EQ(optimised_swish([](std::string_view) { return false; }), "Swish ");
  const std::string left =
      optimised_swish([](std::string_view file) { return file.ends_with("/swish"); });
  EXPECT_EQ(left.find("Swish"), std::string::npos) << left;
  EXPECT_EQ(left.find("Sigmoid"), 0u) << left;
}

}  // namespace
}  // namespace sardonyx
