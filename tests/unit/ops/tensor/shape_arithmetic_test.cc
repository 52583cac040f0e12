// What exporters write to compute shapes: chains of small integer operators whose contents are
// known symbolically at load.

#include "tests/unit/ops/symbolic_graph.h"

namespace sardonyx {
namespace {

using ShapeArithmetic = SymbolicGraphTest;

TEST_F(ShapeArithmetic, FlattensAllButTheBatch) {
  const ValueId x = input({symbol("batch"), 3, symbol("width")});
  const ValueId batch = op("Gather", {op("Shape", {x}), scalar(0)});
  const ValueId wanted = op("Concat", {op("Unsqueeze", {batch, ints({0})}), ints({-1})},
                            with("axis", std::int64_t{0}));
  EXPECT_EQ(contents(wanted), "s0 ?");
  EXPECT_EQ(shape(op("Reshape", {x, wanted})), "[s0,?]");
}

TEST_F(ShapeArithmetic, SlicesAndSplitsShapes) {
  const ValueId of_x = op("Shape", {input({symbol("batch"), 3, symbol("width"), 5})});
  EXPECT_EQ(contents(op("Slice", {of_x, ints({1}), ints({3})})), "3 s1");
  EXPECT_EQ(contents(op("Slice", {of_x, ints({-1}), ints({-5}), ints({0}), ints({-2})})), "5 3");
  EXPECT_EQ(contents(op("Gather", {of_x, ints({-2, 0})})), "s1 s0");
  const auto halves = ops("Split", {of_x}, 2, with("num_outputs", std::int64_t{2}));
  EXPECT_EQ(contents(halves[0]), "s0 3");
  EXPECT_EQ(contents(halves[1]), "s1 5");
  const auto parts = ops("Split", {of_x, ints({1, 3})}, 2);
  EXPECT_EQ(contents(parts[1]), "3 s1 5");
}

TEST_F(ShapeArithmetic, ChangesOfRank) {
  const ValueId batch = op("Gather", {op("Shape", {input({symbol("batch"), 3})}), scalar(0)});
  EXPECT_EQ(shape(batch), "[]");
  EXPECT_EQ(contents(batch), "s0");
  const ValueId list = op("Unsqueeze", {batch, ints({0})});
  EXPECT_EQ(contents(list), "s0");
  EXPECT_EQ(contents(op("Squeeze", {list, ints({0})})), "s0");
  EXPECT_EQ(contents(op("Reshape", {batch, ints({-1})})), "s0");
  EXPECT_EQ(contents(op("Identity", {list})), "s0");
  EXPECT_EQ(contents(op("Expand", {list, ints({3})})), "s0 s0 s0");
  EXPECT_EQ(contents(op("Tile", {list, ints({2})})), "s0 s0");
  EXPECT_EQ(contents(op("Unsqueeze", {list, ints({0})})), "nothing");
}

TEST_F(ShapeArithmetic, ShapesFromContents) {
  const ValueId x = input({symbol("batch"), 1});
  const ValueId of_x = op("Shape", {x});
  EXPECT_EQ(shape(op("Expand", {x, of_x})), "[s0,1]");
  EXPECT_EQ(shape(op("ConstantOfShape", {of_x})), "[s0,1]");
  EXPECT_EQ(shape(op("Tile", {op("Squeeze", {x, ints({1})}), ints({1})})), "[s0]");
  const ValueId batch = op("Gather", {of_x, scalar(0)});
  EXPECT_EQ(shape(op("Range", {scalar(0), batch, scalar(1)})), "[s0]");
  EXPECT_EQ(shape(op("Slice", {x, ints({0}), ints({INT64_MAX})})), "[s0,1]");
  EXPECT_EQ(shape(op("Slice", {x, ints({0}), ints({7})})), "[?,1]");
  EXPECT_EQ(contents(op("Size", {x})), "s0");
}

TEST_F(ShapeArithmetic, KnownContents) {
  EXPECT_EQ(contents(op("Range", {scalar(2), scalar(8), scalar(3)})), "2 5");
  EXPECT_EQ(contents(op("ConstantOfShape", {ints({2})},
                        with("value", Tensor::of<std::int64_t>({1}, {4})))),
            "4 4");
  EXPECT_EQ(contents(op("Constant", {}, with("value_ints", std::vector<std::int64_t>{1, -1}))),
            "1 ?");
}

TEST_F(ShapeArithmetic, UnknownContentsLeaveTheRank) {
  const ValueId x = input({2, 3});
  const ValueId one = input({1}, DType::kInt64);
  const ValueId two = input({2}, DType::kInt64);
  const ValueId unknown = input({Dim()}, DType::kInt64);
  EXPECT_EQ(shape(op("Slice", {x, one, one, one})), "[?,?]");
  EXPECT_EQ(shape(op("Slice", {x, one, one})), "[?,3]");
  EXPECT_EQ(shape(op("Slice", {x, one, one, ints({-1})})), "[2,?]");
  EXPECT_EQ(shape(op("Slice", {x, unknown, unknown})), "[?,?]");
  EXPECT_EQ(shape(op("Squeeze", {x, one})), "[?]");
  EXPECT_EQ(shape(op("Squeeze", {x, unknown})), "[...]");
  EXPECT_EQ(shape(op("Unsqueeze", {x, two})), "[?,?,?,?]");
  EXPECT_EQ(shape(op("Expand", {x, one})), "[?,?]");
  EXPECT_EQ(shape(op("ConstantOfShape", {two})), "[?,?]");
  EXPECT_EQ(shape(op("Tile", {x, two})), "[?,?]");
  EXPECT_EQ(shape(ops("Split", {x, two}, 2)[0]), "[?,3]");
  EXPECT_EQ(shape(op("Range", {scalar(0), input(Shape{}, DType::kInt64), scalar(1)})), "[?]");
}

TEST_F(ShapeArithmetic, InputsOfUnknownRank) {
  const ValueId x = input(SymbolicShape());
  EXPECT_EQ(shape(op("Shape", {x})), "[?]");
  EXPECT_EQ(shape(op("Size", {x})), "[]");
  EXPECT_EQ(shape(op("Identity", {x})), "[...]");
  EXPECT_EQ(shape(op("Squeeze", {x})), "[...]");
}

}  // namespace
}  // namespace sardonyx
