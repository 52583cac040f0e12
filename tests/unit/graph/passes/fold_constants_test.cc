#include "tests/unit/graph/passes/pass_test.h"

namespace sardonyx {
namespace {

const PassTestOptions kFold = {{{"fold_constants", fold_constants}}};

// Exporters join the weights of a recurrent layer's gates in the graph.
TEST(FoldConstants, JoinsWeightsHoweverLarge) {
  expect_ops(kFold, "MatMul", [](TestGraph& b) {
    const ValueId w =
        b.op("Concat", {b.weights({300, 200}), b.weights({300, 200})}, {{"axis", std::int64_t{1}}});
    b.output(b.op("MatMul", {b.input({2, 300}), w}));
  });
}

TEST(FoldConstants, DoesNotExpandToMoreThanItReads) {
  expect_ops(kFold, "Add, Expand", [](TestGraph& b) {
    const ValueId y = b.op("Expand", {b.weights({1, 300}), b.ints({400, 300})});
    b.output(b.op("Add", {b.input({400, 300}), y}));
  });
}

}  // namespace
}  // namespace sardonyx
