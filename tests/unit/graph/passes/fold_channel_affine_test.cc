#include "tests/unit/graph/passes/pass_test.h"

namespace sardonyx {
namespace {

const PassTestOptions kFold = {{{"fold_channel_affine", fold_channel_affine}}, {1e-4, 1e-5}};

std::vector<ValueId> batch_norm_inputs(TestGraph& b, ValueId x, std::int64_t channels) {
  return {x, b.weights({channels}), b.weights({channels}), b.weights({channels}),
          b.weights({channels}, 0.5f, 2.0f)};
}
ValueId batch_norm(TestGraph& b, ValueId x, std::int64_t channels) {
  return b.op("BatchNormalization", batch_norm_inputs(b, x, channels), {{"epsilon", 1e-3f}});
}
TestGraph::NamedContent ints(std::string name, std::vector<std::int64_t> values) {
  return {std::move(name), std::move(values)};
}
TestGraph::NamedContent integer(std::string name, std::int64_t value) {
  return {std::move(name), value};
}

TEST(FoldChannelAffine, BatchNormBehindConv) {
  for (const bool biased : {false, true}) {
    expect_ops(kFold, "Conv", [&](TestGraph& b) {
      std::vector<ValueId> inputs = {b.input({b.symbol("n"), 4, Dim(), 7}),
                                     b.weights({6, 2, 3, 3})};
      if (biased) {
        inputs.push_back(b.weights({6}));
      }
      const ValueId y = b.op("Conv", inputs, {integer("group", 2), ints("pads", {1, 1, 1, 1})});
      b.output(batch_norm(b, y, 6));
    });
  }
}

TEST(FoldChannelAffine, ChainsOfArithmetic) {
  expect_ops(kFold, "Conv", [](TestGraph& b) {
    ValueId y = b.op("Conv", {b.input({1, 3, 5}), b.weights({4, 3, 2})});
    y = batch_norm(b, y, 4);
    y = b.op("Mul", {b.weights({1, 4, 1}), y});
    y = b.op("Sub", {y, b.weights({4, 1})});
    y = b.op("Div", {y, b.scalar(3)});
    b.output(b.op("Add", {b.weights({1}), y}));
  });
}

TEST(FoldChannelAffine, ConvTransposeWithGroups) {
  expect_ops(kFold, "ConvTranspose", [](TestGraph& b) {
    const ValueId y = b.op("ConvTranspose", {b.input({2, 4, 5, 5}), b.weights({4, 3, 2, 2})},
                           {integer("group", 2), ints("strides", {2, 2})});
    b.output(batch_norm(b, y, 6));
  });
}

TEST(FoldChannelAffine, Gemm) {
  for (const bool transposed : {false, true}) {
    expect_ops(kFold, "Gemm", [&](TestGraph& b) {
      const ValueId w = transposed ? b.weights({6, 5}) : b.weights({5, 6});
      const ValueId y =
          b.op("Gemm", {b.input({b.symbol("n"), 5}), w, b.weights({1, 6})},
               {integer("transB", transposed ? 1 : 0), {"alpha", 0.7f}, {"beta", 1.3f}});
      b.output(batch_norm(b, y, 6));
    });
  }
}

TEST(FoldChannelAffine, LeavesWhatDoesNotFit) {
  const auto conv = [](TestGraph& b) {
    return b.op("Conv", {b.input({2, 3, 5}), b.weights({5, 3, 1})});
  };
  // The result of the convolution is read elsewhere.
  expect_ops(kFold, "BatchNormalization, Conv", [&](TestGraph& b) {
    const ValueId y = conv(b);
    b.output(y);
    b.output(batch_norm(b, y, 5));
  });
  // Constants that vary along other axes.
  expect_ops(kFold, "Conv, Mul", [&](TestGraph& b) {
    b.output(b.op("Mul", {conv(b), b.weights({5})}));
  });
  expect_ops(kFold, "Add, Conv", [&](TestGraph& b) {
    b.output(b.op("Add", {conv(b), b.weights({2, 5, 1})}));
  });
  // The constant makes the result larger.
  expect_ops(kFold, "Conv, Mul", [&](TestGraph& b) {
    b.output(b.op("Mul", {conv(b), b.weights({1, 1, 1, 1})}));
  });
  // A constant is divided, not a divisor.
  expect_ops(kFold, "Conv, Div", [&](TestGraph& b) {
    b.output(b.op("Div", {b.scalar(2), conv(b)}));
  });
  expect_ops(kFold, "Conv, Div", [&](TestGraph& b) {
    b.output(b.op("Div", {conv(b), b.scalar(0)}));
  });
  // Weights that are fed.
  expect_ops(kFold, "BatchNormalization, Conv", [&](TestGraph& b) {
    b.output(batch_norm(b, b.op("Conv", {b.input({2, 3, 5}), b.input({5, 3, 1})}), 5));
  });
  // Statistics of the batch.
  expect_ops(kFold, "BatchNormalization, Conv", [&](TestGraph& b) {
    const auto outputs = b.ops("BatchNormalization", batch_norm_inputs(b, conv(b), 5), 3,
                               {integer("training_mode", 1)});
    b.output(outputs[0]);
    b.output(outputs[1]);
  });
  // A bias with a row for each row of the result.
  expect_ops(kFold, "BatchNormalization, Gemm", [&](TestGraph& b) {
    const ValueId y = b.op("Gemm", {b.input({2, 5}), b.weights({5, 6}), b.weights({2, 6})});
    b.output(batch_norm(b, y, 6));
  });
}

TEST(FoldChannelAffine, LeavesOperandsThatLineUpAtAnAxis) {
  // Until version 6 a vector could stand for the first axis of a matrix.
  expect_ops(kFold, "Add, Gemm", [](TestGraph& b) {
    const ValueId y = b.op("Gemm", {b.input({5, 5}), b.weights({5, 5}), b.weights({5})});
    b.output(b.op("Add", {y, b.weights({5})}, {integer("axis", 0), integer("broadcast", 1)}, 6));
  });
}

}  // namespace
}  // namespace sardonyx
