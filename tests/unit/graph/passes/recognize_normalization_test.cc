#include "tests/unit/graph/passes/pass_test.h"

namespace sardonyx {
namespace {

const PassTestOptions kNormalization = {{{"merge_duplicates", merge_duplicates},
                                         {"recognize_normalization", recognize_normalization},
                                         {"fold_normalization_affine", fold_normalization_affine}},
                                        {1e-4, 1e-5}};

ValueId mean(TestGraph& b, ValueId x, std::vector<std::int64_t> axes, std::int64_t keep = 1) {
  return b.op("ReduceMean", {x}, {{"axes", std::move(axes)}, {"keepdims", keep}}, /*opset=*/11);
}
ValueId root(TestGraph& b, ValueId square, std::vector<std::int64_t> axes) {
  return b.op("Sqrt", {b.op("Add", {mean(b, square, std::move(axes)), b.scalar(1e-3f)})});
}

TEST(RecognizeNormalization, LayerNormalization) {
  for (int spelling = 0; spelling < 4; ++spelling) {
    expect_ops(kNormalization, "LayerNormalization", [&](TestGraph& b) {
      const ValueId x = b.input({b.symbol("batch"), Dim(), 8});
      const ValueId difference = b.op("Sub", {x, mean(b, x, {-1})});
      const ValueId again = spelling == 1 ? b.op("Sub", {x, mean(b, x, {-1})}) : difference;
      const ValueId square = spelling % 2 == 0 ? b.op("Pow", {difference, b.scalar(2)})
                                               : b.op("Mul", {difference, difference});
      const ValueId deviation = root(b, square, {2});
      ValueId y = spelling < 2    ? b.op("Div", {again, deviation})
                  : spelling == 2 ? b.op("Mul", {b.op("Reciprocal", {deviation}), again})
                                  : b.op("Mul", {again, b.op("Div", {b.scalar(1), deviation})});
      y = b.op("Mul", {b.weights({8}), y});
      b.output(b.op("Add", {y, b.weights({1, 1, 8})}));
    });
  }
}

TEST(RecognizeNormalization, OverSeveralAxesWithoutScale) {
  expect_ops(kNormalization, "Add, LayerNormalization", [](TestGraph& b) {
    const ValueId x = b.input({2, 3, 4});
    const ValueId difference = b.op("Sub", {x, mean(b, x, {1, 2})});
    const ValueId square = b.op("Mul", {difference, difference});
    const ValueId y = b.op("Div", {difference, root(b, square, {1, 2})});
    b.output(b.op("Add", {y, b.weights({4})}));
  });
}

TEST(RecognizeNormalization, RmsNormalization) {
  for (int spelling = 0; spelling < 3; ++spelling) {
    expect_ops(kNormalization, "RMSNormalization", [&](TestGraph& b) {
      const ValueId x = b.input({b.symbol("batch"), 2, 8});
      const ValueId deviation = root(b, b.op("Pow", {x, b.scalar(2)}), {-1});
      const ValueId y = spelling == 0   ? b.op("Div", {x, deviation})
                        : spelling == 1 ? b.op("Mul", {x, b.op("Reciprocal", {deviation})})
                                        : b.op("Mul", {b.op("Div", {b.scalar(1), deviation}), x});
      b.output(b.op("Mul", {y, b.weights({8})}));
    });
  }
}

TEST(RecognizeNormalization, AsBatchNormalizationOfTheLastAxis) {
  const auto build = [](TestGraph& b, bool other) {
    const ValueId x = b.input({b.symbol("batch"), 2, 8});
    const ValueId middle = mean(b, x, {2});
    const ValueId difference = b.op("Sub", {x, middle});
    const ValueId deviation = root(b, b.op("Mul", {difference, difference}), {2});
    const ValueId factor = b.op("Mul", {b.op("Reciprocal", {deviation}), b.weights({8})});
    const ValueId shifted = other ? b.op("Exp", {middle}) : middle;
    const ValueId rest = b.op("Sub", {b.weights({8}), b.op("Mul", {shifted, factor})});
    b.output(b.op("Add", {b.op("Mul", {x, factor}), rest}));
  };
  expect_ops(kNormalization, "LayerNormalization", [&](TestGraph& b) { build(b, false); });
  expect_ops(kNormalization,
             "Add, Add, Exp, Mul, Mul, Mul, Mul, Reciprocal, ReduceMean, ReduceMean, Sqrt, Sub, "
             "Sub",
             [&](TestGraph& b) { build(b, true); });
}

TEST(RecognizeNormalization, LeavesWhatIsNone) {
  const std::string kept = "Add, Div, Mul, ReduceMean, ReduceMean, Sqrt, Sub";
  const auto build = [](TestGraph& b, SymbolicShape shape, std::vector<std::int64_t> first,
                        std::vector<std::int64_t> second) {
    const ValueId x = b.input(std::move(shape));
    const ValueId difference = b.op("Sub", {x, mean(b, x, std::move(first))});
    const ValueId square = b.op("Mul", {difference, difference});
    b.output(b.op("Div", {difference, root(b, square, std::move(second))}));
  };
  // Not the last axis, and a width that nobody knows.
  expect_ops(kNormalization, kept, [&](TestGraph& b) { build(b, {2, 3, 4}, {1}, {1}); });
  expect_ops(kNormalization, kept, [&](TestGraph& b) { build(b, {2, Dim()}, {1}, {1}); });
  // Means over different axes: only the second half is a normalisation.
  expect_ops(kNormalization, "RMSNormalization, ReduceMean, Sub", [&](TestGraph& b) {
    build(b, {2, 3, 4}, {1, 2}, {2});
  });
  // The deviation is wanted too.
  expect_ops(kNormalization, kept, [](TestGraph& b) {
    const ValueId x = b.input({2, 3});
    const ValueId difference = b.op("Sub", {x, mean(b, x, {1})});
    const ValueId deviation = root(b, b.op("Mul", {difference, difference}), {1});
    b.output(deviation);
    b.output(b.op("Div", {difference, deviation}));
  });
  // The square of something else.
  expect_ops(kNormalization, "Add, Div, Pow, ReduceMean, Sqrt", [](TestGraph& b) {
    const ValueId square = b.op("Pow", {b.input({2, 3}), b.scalar(2)});
    b.output(b.op("Div", {b.input({2, 3}), root(b, square, {1})}));
  });
  // Another power.
  expect_ops(kNormalization, "Add, Div, Pow, ReduceMean, Sqrt", [](TestGraph& b) {
    const ValueId x = b.input({2, 3});
    b.output(b.op("Div", {x, root(b, b.op("Pow", {x, b.scalar(4)}), {1})}));
  });
}

TEST(FoldNormalizationAffine, LeavesConstantsThatDoNotFit) {
  const auto build = [](TestGraph& b, const Shape& scale) {
    const ValueId ones = b.constant(Tensor::of<float>({3}, {1, 1, 1}));
    const ValueId y = b.op("LayerNormalization", {b.input({2, 3}), ones});
    b.output(b.op("Mul", {y, b.weights(scale)}));
  };
  expect_ops(kNormalization, "LayerNormalization", [&](TestGraph& b) { build(b, {1, 3}); });
  expect_ops(kNormalization, "LayerNormalization, Mul", [&](TestGraph& b) { build(b, {2, 3}); });
  expect_ops(kNormalization, "LayerNormalization, Mul", [&](TestGraph& b) { build(b, {1}); });
  expect_ops(kNormalization, "LayerNormalization, Mul", [&](TestGraph& b) { build(b, {1, 1, 3}); });
}

TEST(MergeDuplicates, SameInputsAndAttributes) {
  const PassTestOptions merge = {{{"merge_duplicates", merge_duplicates}}};
  // The copies of a constant are as good as one.
  expect_ops(merge, "Add, Relu, Transpose", [](TestGraph& b) {
    const ValueId x = b.input({2, 2});
    const auto chain = [&] {
      const ValueId moved = b.op("Transpose", {x}, {{"perm", std::vector<std::int64_t>{1, 0}}});
      return b.op("Relu", {b.op("Add", {moved, b.scalar(1)})});
    };
    b.output(chain());
    b.output(chain());
  });
  expect_ops(merge, "Add, Add", [](TestGraph& b) {
    const ValueId x = b.input({2, 2});
    b.output(b.op("Add", {x, b.scalar(1)}));
    b.output(b.op("Add", {x, b.scalar(2)}));
  });
  expect_ops(merge, "Transpose, Transpose", [](TestGraph& b) {
    const ValueId x = b.input({2, 2});
    b.output(b.op("Transpose", {x}, {{"perm", std::vector<std::int64_t>{1, 0}}}));
    b.output(b.op("Transpose", {x}, {{"perm", std::vector<std::int64_t>{0, 1}}}));
  });
}

TEST(MergeDuplicates, LeavesRandomNumbers) {
  const PassTestOptions merge = {{{"merge_duplicates", merge_duplicates}}};
  expect_ops(merge, "Add, Mul, Mul, RandomUniformLike, RandomUniformLike", [](TestGraph& b) {
    const ValueId x = b.input({2, 2});
    // Times zero, so that the results can be compared.
    const auto nothing = [&](float factor) {
      return b.op("Mul", {b.op("RandomUniformLike", {x}), b.scalar(factor)});
    };
    b.output(b.op("Add", {nothing(0.0f), nothing(-0.0f)}));
  });
}

}  // namespace
}  // namespace sardonyx
