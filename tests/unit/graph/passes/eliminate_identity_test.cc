#include "tests/unit/graph/passes/pass_test.h"

namespace sardonyx {
namespace {

const PassTestOptions kEliminate{{{"eliminate_identity", eliminate_identity}}};

TEST(EliminateIdentity, TakesOutWhatHandsOnItsInput) {
  expect_ops(kEliminate, "Abs, Neg", [](TestGraph& g) {
    const ValueId x = g.input({2, 3});
    const ValueId same = g.op("Identity", {g.op("Neg", {x})});
    const ValueId cast = g.op("Cast", {same}, {{"to", std::int64_t{1}}});
    const ValueId shaped = g.op("Reshape", {cast, g.ints({2, 3})});
    g.output(g.op("Abs", {shaped}));
  });
}

TEST(EliminateIdentity, LeavesWhatChangesTypeOrShape) {
  expect_ops(kEliminate, "Cast, Reshape", [](TestGraph& g) {
    const ValueId x = g.input({2, 3});
    g.output(g.op("Cast", {x}, {{"to", std::int64_t{11}}}));
    g.output(g.op("Reshape", {x, g.ints({6})}));
  });
}

TEST(EliminateIdentity, TakesOutDropoutWhoseMaskNobodyReads) {
  expect_ops(kEliminate, "Neg", [](TestGraph& g) {
    g.output(g.op("Neg", {g.ops("Dropout", {g.input({4})}, 2, {}, 7)[0]}));
  });
  expect_ops(kEliminate, "Dropout, Neg", [](TestGraph& g) {
    const auto dropped = g.ops("Dropout", {g.input({4})}, 2, {}, 7);
    g.output(g.op("Neg", {dropped[0]}));
    g.output(dropped[1]);
  });
}

}  // namespace
}  // namespace sardonyx
