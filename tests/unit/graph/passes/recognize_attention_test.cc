#include <cmath>
#include <limits>

#include "tests/unit/graph/passes/pass_test.h"

namespace sardonyx {
namespace {

const PassTestOptions kAttention = {{{"fold_constants", fold_constants},
                                     {"merge_split_transpose", merge_split_transpose},
                                     {"recognize_attention", recognize_attention}},
                                    {1e-4, 1e-5}};

TestGraph::NamedContent perm(std::vector<std::int64_t> axes) {
  return {"perm", std::move(axes)};
}
ValueId transposed_keys(TestGraph& b, ValueId k) {
  return b.op("Transpose", {k}, {perm({0, 1, 3, 2})});
}
ValueId softmax(TestGraph& b, ValueId scores) {
  return b.op("Softmax", {scores}, {{"axis", std::int64_t{-1}}});
}

struct Operands {
  ValueId q, k, v;
};
Operands operands(TestGraph& b) {
  const Dim batch = b.symbol("batch");
  return {b.input({batch, 3, b.symbol("queries"), 8}), b.input({batch, 3, b.symbol("keys"), 8}),
          b.input({batch, 3, b.symbol("keys"), 6})};
}

TEST(RecognizeAttention, ScaleAnywhere) {
  for (int place = 0; place < 5; ++place) {
    expect_ops(kAttention, "Attention", [&](TestGraph& b) {
      auto [q, k, v] = operands(b);
      const ValueId factor = b.scalar(0.3f);
      q = place == 0 || place == 1 ? b.op("Mul", {factor, q}) : q;
      k = place == 1 ? b.op("Mul", {k, factor}) : k;
      ValueId kt = transposed_keys(b, k);
      kt = place == 2 ? b.op("Mul", {kt, factor}) : kt;
      ValueId scores = b.op("MatMul", {q, kt});
      scores = place == 3 ? b.op("Div", {scores, b.scalar(4)}) : scores;
      b.output(b.op("MatMul", {softmax(b, scores), v}));
    });
  }
}

TEST(RecognizeAttention, AddedMasks) {
  for (const bool guarded : {false, true}) {
    expect_ops(kAttention, "Attention", [&](TestGraph& b) {
      const auto [q, k, v] = operands(b);
      const ValueId mask = b.input({b.symbol("batch"), 1, Dim(1), b.symbol("keys")});
      const ValueId scores = b.op("MatMul", {q, transposed_keys(b, k)});
      ValueId p = softmax(b, b.op("Add", {mask, scores}));
      p = guarded ? b.op("Where", {b.op("IsNaN", {p}), b.scalar(0), p}) : p;
      b.output(b.op("MatMul", {p, v}));
    });
  }
  expect_ops(kAttention, "Add, Attention", [](TestGraph& b) {
    const auto [q, k, v] = operands(b);
    ValueId scores = b.op("MatMul", {q, transposed_keys(b, k)});
    // Another symbol that happens to be as large as the queries, and one column for all keys.
    scores = b.op("Add", {scores, b.input({b.symbol("queries"), 1})});
    scores = b.op("Add", {scores, b.input({3, 1, b.symbol("keys")})});
    b.output(b.op("MatMul", {softmax(b, scores), v}));
  });
}

TEST(RecognizeAttention, MasksThatBroadcastTheScores) {
  expect_ops(kAttention, "Attention", [](TestGraph& b) {
    const ValueId q = b.input({1, 1, 1, 8});
    const ValueId k = b.input({1, 3, 5, 8});
    const ValueId v = b.input({1, 1, 5, 6});
    ValueId scores = b.op("MatMul", {q, transposed_keys(b, k)});
    scores = b.op("Add", {scores, b.input({2, 1, 4, 5})});
    b.output(b.op("MatMul", {softmax(b, scores), v}));
  });
}

// Where over the scores, with one of two orders.
ValueId chosen(TestGraph& b, ValueId scores, ValueId condition, float filler, bool first) {
  const ValueId low = b.scalar(filler);
  return first ? b.op("Where", {condition, low, scores}) : b.op("Where", {condition, scores, low});
}

TEST(RecognizeAttention, ChosenMasks) {
  const float lowest = std::numeric_limits<float>::lowest();
  const auto build = [](TestGraph& b, float filler, bool first) {
    const auto [q, k, v] = operands(b);
    // However it is read, every query sees some key: of one that sees none nothing is promised.
    const ValueId condition = b.constant(Tensor::of<bool>(
        {3, 4}, {false, true, true, false, true, false, false, true, false, true, false, true}));
    const ValueId scores = b.op("MatMul", {q, transposed_keys(b, k)});
    b.output(b.op("MatMul", {softmax(b, chosen(b, scores, condition, filler, first)), v}));
  };
  expect_ops(kAttention, "Attention, Where", [&](TestGraph& b) { build(b, lowest, true); });
  expect_ops(kAttention, "Attention, Where", [&](TestGraph& b) { build(b, lowest, false); });
  expect_ops(kAttention, "Attention, Not", [&](TestGraph& b) { build(b, -INFINITY, true); });
  expect_ops(kAttention, "Attention", [&](TestGraph& b) { build(b, -INFINITY, false); });
  // From such a filler something of a score would be left.
  expect_ops(kAttention, "MatMul, MatMul, Softmax, Transpose, Where",
             [&](TestGraph& b) { build(b, -1e4f, true); });
}

TEST(RecognizeAttention, ConditionExpandedToTheScores) {
  expect_ops(kAttention, "Attention, Not", [](TestGraph& b) {
    const auto [q, k, v] = operands(b);
    const ValueId condition = b.constant(
        Tensor::of<bool>({2, 1, 1, 4}, {false, true, true, false, true, true, true, false}));
    const ValueId scores = b.op("MatMul", {q, transposed_keys(b, k)});
    const ValueId whole = b.op("Expand", {condition, b.op("Shape", {scores})});
    b.output(b.op("MatMul", {softmax(b, chosen(b, scores, whole, -INFINITY, true)), v}));
  });
}

TEST(RecognizeAttention, KeysTransposedAtOnce) {
  expect_ops(kAttention, "Attention, Transpose", [](TestGraph& b) {
    const auto [q, k, v] = operands(b);
    const ValueId tokens = b.input({b.symbol("batch"), b.symbol("keys"), 3, 8});
    const ValueId kt = b.op("Transpose", {tokens}, {perm({0, 2, 3, 1})});
    b.output(b.op("MatMul", {softmax(b, b.op("MatMul", {q, kt})), v}));
  });
}

TEST(RecognizeAttention, WithoutAxisForHeads) {
  expect_ops(kAttention, "Attention", [](TestGraph& b) {
    const Dim batch = b.symbol("batch");
    const ValueId q = b.input({batch, b.symbol("queries"), 8});
    const ValueId k = b.input({batch, b.symbol("keys"), 8});
    const ValueId v = b.input({batch, b.symbol("keys"), 8});
    const ValueId kt = b.op("Transpose", {k}, {perm({0, 2, 1})});
    ValueId scores = b.op("MatMul", {b.op("Mul", {q, b.scalar(0.4f)}), kt});
    scores = b.op("Add", {scores, b.input({b.symbol("queries"), b.symbol("keys")})});
    b.output(b.op("MatMul", {softmax(b, scores), v}));
  });
}

TEST(RecognizeAttention, KeysTransposedInPieces) {
  expect_ops(kAttention, "Attention", [](TestGraph& b) {
    const auto [q, k, v] = operands(b);
    const ValueId shape = b.op("Shape", {k});
    const auto part = [&](std::int64_t from, std::int64_t to) {
      return b.op("Slice", {shape, b.ints({from}), b.ints({to})});
    };
    const ValueId length = part(2, 3);
    const ValueId size = part(3, 4);
    const ValueId flat = b.op("Concat", {b.ints({-1}), length, size}, {{"axis", std::int64_t{0}}});
    const ValueId whole = b.op("Concat", {part(0, 2), size, length}, {{"axis", std::int64_t{0}}});
    ValueId kt = b.op("Transpose", {b.op("Reshape", {k, flat})}, {perm({0, 2, 1})});
    kt = b.op("Mul", {b.op("Reshape", {kt, whole}), b.scalar(0.6f)});
    b.output(b.op("MatMul", {softmax(b, b.op("MatMul", {q, kt})), v}));
  });
}

TEST(RecognizeAttention, LeavesWhatIsNone) {
  const std::string kept = "MatMul, MatMul, Softmax, Transpose";
  expect_ops(kAttention, kept, [](TestGraph& b) {  // over another axis
    const auto [q, k, v] = operands(b);
    const ValueId scores = b.op("MatMul", {q, transposed_keys(b, k)});
    const ValueId p = b.op("Softmax", {scores}, {{"axis", std::int64_t{2}}});
    b.output(b.op("MatMul", {p, v}));
  });
  expect_ops(kAttention, kept, [](TestGraph& b) {  // the probabilities are wanted too
    const auto [q, k, v] = operands(b);
    const ValueId p = softmax(b, b.op("MatMul", {q, transposed_keys(b, k)}));
    b.output(p);
    b.output(b.op("MatMul", {p, v}));
  });
  expect_ops(kAttention, "MatMul, MatMul, Softmax", [](TestGraph& b) {  // nothing transposed
    const auto [q, k, v] = operands(b);
    const ValueId kt = b.input({b.symbol("batch"), 3, 8, b.symbol("keys")});
    b.output(b.op("MatMul", {softmax(b, b.op("MatMul", {q, kt})), v}));
  });
  expect_ops(kAttention, "Add, MatMul, MatMul, Mul, Softmax, Transpose",
             [](TestGraph& b) {  // the mask is scaled too
               const auto [q, k, v] = operands(b);
               const ValueId scores = b.op("MatMul", {q, transposed_keys(b, k)});
               const ValueId masked = b.op("Add", {scores, b.input({b.symbol("keys")})});
               const ValueId p = softmax(b, b.op("Mul", {masked, b.scalar(0.5f)}));
               b.output(b.op("MatMul", {p, v}));
             });
  expect_ops(kAttention, kept, [](TestGraph& b) {  // a scale has the digits of a float
    const ValueId q = b.input({1, 2, 3, 4}, DType::kDouble);
    const ValueId scores = b.op("MatMul", {q, transposed_keys(b, q)});
    b.output(b.op("MatMul", {softmax(b, scores), q}));
  });
  expect_ops(
      kAttention, "MatMul, MatMul, Mul, Softmax, Transpose",
      [](TestGraph& b) {  // a scale per element
        const auto [q, k, v] = operands(b);
        const ValueId scores = b.op("MatMul", {q, transposed_keys(b, k)});
        b.output(b.op("MatMul", {softmax(b, b.op("Mul", {scores, b.weights({3, 1, 1})})), v}));
      });
}

}  // namespace
}  // namespace sardonyx
