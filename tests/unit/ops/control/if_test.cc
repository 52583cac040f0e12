#include "tests/unit/ops/control/subgraph.h"
#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

std::shared_ptr<Graph> constant_branch(Tensor tensor) {
  SubgraphBuilder branch;
  branch.output(branch.constant(std::move(tensor)));
  return branch.build();
}

std::shared_ptr<Graph> adding_branch(float a, float b) {
  SubgraphBuilder branch;
  const ValueId x = branch.constant(Tensor::of<float>({1}, {a}));
  const ValueId y = branch.constant(Tensor::of<float>({1}, {b}));
  branch.output(branch.node("Add", {x, y}));
  return branch.build();
}

TEST(If, TakesTheThenBranch) {
  OpTest("If", 16)
      .attribute("then_branch", adding_branch(1, 2))
      .attribute("else_branch", adding_branch(10, 20))
      .input<bool>({}, {true})
      .expect<float>({1}, {3});
}

TEST(If, TakesTheElseBranch) {
  OpTest("If", 16)
      .attribute("then_branch", adding_branch(1, 2))
      .attribute("else_branch", adding_branch(10, 20))
      .input<bool>({1}, {false})
      .expect<float>({1}, {30});
}

TEST(If, BranchesMayDifferInShape) {
  OpTest("If", 16)
      .attribute("then_branch", constant_branch(Tensor::of<float>({2}, {1, 2})))
      .attribute("else_branch", constant_branch(Tensor::of<float>({1, 3}, {1, 2, 3})))
      .input<bool>({}, {false})
      .expect<float>({1, 3}, {1, 2, 3});
}

TEST(If, ABranchThatDoesNotFitIsFineUntilItIsTaken) {
  SubgraphBuilder broken;
  const ValueId x = broken.constant(Tensor::of<float>({2}, {1, 2}));
  const ValueId y = broken.constant(Tensor::of<float>({3}, {1, 2, 3}));
  broken.output(broken.node("Add", {x, y}));
  OpTest("If", 16)
      .attribute("then_branch", broken.build())
      .attribute("else_branch", adding_branch(1, 1))
      .input<bool>({}, {false})
      .expect<float>({1}, {2});
  OpTest("If", 16)
      .attribute("then_branch", broken.build())
      .attribute("else_branch", adding_branch(1, 1))
      .input<bool>({}, {true})
      .expect_error("do not broadcast");
}

TEST(If, ConditionOfSeveralElements) {
  OpTest("If", 16)
      .attribute("then_branch", adding_branch(1, 2))
      .attribute("else_branch", adding_branch(10, 20))
      .input<bool>({2}, {true, false})
      .expect_error("expected one element");
}

TEST(If, MissingBranch) {
  OpTest("If", 16)
      .attribute("then_branch", adding_branch(1, 2))
      .input<bool>({}, {true})
      .expect_error("'else_branch' is missing");
}

}  // namespace
}  // namespace sardonyx
