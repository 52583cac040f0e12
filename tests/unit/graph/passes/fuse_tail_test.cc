#include "tests/unit/graph/passes/pass_test.h"

namespace sardonyx {
namespace {

const PassTestOptions kOptions{{{"fuse_tail", fuse_tail, /*builds_on_itself=*/true}}};

using Attributes = std::vector<TestGraph::NamedContent>;

const Attributes kPadded = {{"pads", std::vector<std::int64_t>{1, 1, 1, 1}}};

TEST(FuseTail, GivesAConvolutionItsBiasResidualAndActivation) {
  for (const std::int64_t channels : {3, 8, 20}) {
    for (const std::int64_t groups : {std::int64_t{1}, channels}) {
      expect_ops(kOptions, "Conv", [&](TestGraph& g) {
        const ValueId x = g.input({2, channels, 9, 11});
        const ValueId residual = g.input({2, channels, 9, 11});
        Attributes attributes = kPadded;
        attributes.emplace_back("group", groups);
        ValueId y = g.op("Conv", {x, g.weights({channels, channels / groups, 3, 3})}, attributes);
        y = g.op("Add", {y, g.weights({channels, 1, 1})});
        y = g.op("Mul", {g.weights({2, channels, 1, 1}), y});
        y = g.op("Add", {residual, y});
        y = g.op("Relu", {y});
        y = g.op("Div", {g.weights({11}), y});
        g.output(y);
      });
    }
  }
}

TEST(FuseTail, ClampsInTheConvolution) {
  expect_ops(kOptions, "Conv", [](TestGraph& g) {
    ValueId y = g.op("Conv", {g.input({1, 8, 6, 6}), g.weights({16, 8, 1, 1})});
    y = g.op("Clip", {y, g.scalar(-0.25f), g.scalar(0.5f)});
    g.output(g.op("Sigmoid", {y}));
  });
}

TEST(FuseTail, FollowsTransposedConvolutions) {
  expect_ops(kOptions, "ConvTranspose", [](TestGraph& g) {
    ValueId y = g.op("ConvTranspose", {g.input({1, 4, 5, 5}), g.weights({4, 6, 3, 3})},
                     {{"strides", std::vector<std::int64_t>{2, 2}}});
    y = g.op("Mul", {y, g.weights({6, 1, 1})});
    g.output(g.op("LeakyRelu", {y}));
  });
}

TEST(FuseTail, FollowsProducts) {
  for (const std::int64_t columns : {1, 2, 5, 8, 70}) {
    for (const std::int64_t rows : {1, 2, 3, 23}) {
      expect_ops(kOptions, "MatMul", [&](TestGraph& g) {
        ValueId y = g.op("MatMul", {g.input({rows, 7}), g.weights({7, columns})});
        y = g.op("Add", {g.weights({columns}), y});
        y = g.op("Add", {y, g.input({rows, columns})});
        y = g.op("Clip", {y, g.scalar(-1), g.scalar(1)});
        g.output(g.op("Sub", {g.weights({rows, 1}), y}));
      });
    }
  }
}

TEST(FuseTail, FollowsBatchesOfProducts) {
  expect_ops(kOptions, "MatMul", [](TestGraph& g) {
    ValueId y = g.op("MatMul", {g.input({3, 2, 4, 5}), g.input({3, 2, 5, 9})});
    y = g.op("Add", {y, g.input({3, 2, 4, 9})});
    g.output(g.op("Mul", {y, g.scalar(0.5f)}));
  });
}

TEST(FuseTail, KeepsTheAddendOfAGemm) {
  expect_ops(kOptions, "Gemm", [](TestGraph& g) {
    ValueId y = g.op("Gemm", {g.input({4, 6}), g.weights({6, 10}), g.weights({4, 1})},
                     {{"alpha", 0.5f}, {"beta", 2.0f}});
    y = g.op("Add", {y, g.input({4, 10})});
    g.output(g.op("Tanh", {y}));
  });
}

TEST(FuseTail, ChainsElementwiseNodes) {
  expect_ops(kOptions, "Sub", [](TestGraph& g) {
    ValueId y = g.op("Sub", {g.input({3, 50, 40}), g.input({50, 1})});
    y = g.op("Mul", {y, g.weights({40})});
    y = g.op("Exp", {y});
    y = g.op("Div", {g.scalar(0.5f), y});
    g.output(g.op("Add", {y, g.input({3, 50, 40})}));
  });
  expect_ops(kOptions, "Sigmoid", [](TestGraph& g) {
    const ValueId x = g.input({5000});
    g.output(g.op("Mul", {x, g.op("Sigmoid", {x})}));
  });
}

TEST(FuseTail, EndsAtTheLongestTail) {
  expect_ops(kOptions, "Neg, Neg", [](TestGraph& g) {
    ValueId y = g.input({4});
    for (int i = 0; i < 10; ++i) {
      y = g.op("Neg", {y});
    }
    g.output(y);
  });
}

TEST(FuseTail, ChoosesTheLaterOfTwoHosts) {
  expect_ops(kOptions, "Conv, Conv", [](TestGraph& g) {
    const ValueId x = g.input({1, 8, 5, 5});
    const ValueId a = g.op("Conv", {x, g.weights({8, 8, 1, 1})});
    const ValueId b = g.op("Conv", {x, g.weights({8, 8, 3, 3})}, kPadded);
    g.output(g.op("Relu", {g.op("Add", {b, a})}));
  });
}

TEST(FuseTail, WorksWithExtentsThatOnlyTheRunKnows) {
  expect_ops(kOptions, "Conv", [](TestGraph& g) {
    const Dim batch = g.symbol("batch");
    ValueId y = g.op("Conv", {g.input({batch, 4, 6, 6}), g.weights({12, 4, 3, 3})}, kPadded);
    y = g.op("Add", {y, g.input({batch, 12, 6, 6})});
    g.output(g.op("Mul", {y, g.input({batch, 12, 1, 1})}));
  });
}

TEST(FuseTail, LeavesAloneWhatItMust) {
  // The operand repeats in a way that is no block.
  expect_ops(kOptions, "Add, Relu", [](TestGraph& g) {
    const ValueId y = g.op("Relu", {g.input({2, 3, 4})});
    g.output(g.op("Add", {y, g.input({2, 1, 4})}));
  });
  // The result is larger than the first one.
  expect_ops(kOptions, "Add, Relu", [](TestGraph& g) {
    const ValueId y = g.op("Relu", {g.input({3, 1})});
    g.output(g.op("Add", {y, g.input({3, 4})}));
  });
  // Somebody else reads what is in between.
  expect_ops(kOptions, "Exp, Relu", [](TestGraph& g) {
    const ValueId y = g.op("Relu", {g.input({6})});
    g.output(y);
    g.output(g.op("Exp", {y}));
  });
  // Both inputs are the same.
  expect_ops(kOptions, "Mul, Relu", [](TestGraph& g) {
    const ValueId y = g.op("Relu", {g.input({6})});
    g.output(g.op("Mul", {y, y}));
  });
  // The bounds are not constant.
  expect_ops(kOptions, "Clip, Relu", [](TestGraph& g) {
    const ValueId y = g.op("Relu", {g.input({6})});
    g.output(g.op("Clip", {y, g.input({})}));
  });
  // Not of float.
  expect_ops(kOptions, "Abs, Neg", [](TestGraph& g) {
    g.output(g.op("Abs", {g.op("Neg", {g.input({6}, DType::kInt64)})}));
  });
  expect_ops(kOptions, "Less, Not", [](TestGraph& g) {
    g.output(g.op("Not", {g.op("Less", {g.input({6}), g.input({6})})}));
  });
  // An extent that may be another one.
  expect_ops(kOptions, "Add, Relu", [](TestGraph& g) {
    const ValueId y = g.op("Relu", {g.input({Dim(), 4})});
    g.output(g.op("Add", {y, g.input({Dim(), 4})}));
  });
}

}  // namespace
}  // namespace sardonyx
