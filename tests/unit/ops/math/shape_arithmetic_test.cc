// What exporters write between Shape and Reshape: arithmetic on extents that are known
// symbolically.

#include "tests/unit/ops/symbolic_graph.h"

namespace sardonyx {
namespace {

class ExtentArithmetic : public SymbolicGraphTest {
 protected:
  // Contains batch, 3, width, 8.
  const ValueId shape_ = op("Shape", {input({symbol("batch"), 3, symbol("width"), 8})});
};

TEST_F(ExtentArithmetic, SumsAndProducts) {
  EXPECT_EQ(contents(op("Add", {shape_, ints({0, 1, 0, 2})})), "s0 4 s1 10");
  EXPECT_EQ(contents(op("Sub", {shape_, ints({0, 1, 1, 9})})), "s0 2 ? ?");
  EXPECT_EQ(contents(op("Sub", {shape_, shape_})), "0 0 0 0");
  EXPECT_EQ(contents(op("Mul", {shape_, ints({1, 2, 2, 0})})), "s0 6 ? 0");
  EXPECT_EQ(contents(op("Mul", {ints({1}), shape_})), "s0 3 s1 8");
  EXPECT_EQ(contents(op("Div", {shape_, ints({1, 2, 2, 2})})), "s0 1 ? 4");
  EXPECT_EQ(contents(op("Div", {shape_, ints({0})})), "? ? ? ?");
}

TEST_F(ExtentArithmetic, MinimumAndMaximum) {
  EXPECT_EQ(contents(op("Min", {shape_, ints({5})})), "? 3 ? 5");
  EXPECT_EQ(contents(op("Max", {shape_, ints({5})})), "? 5 ? 8");
  EXPECT_EQ(contents(op("Max", {shape_, shape_})), "s0 3 s1 8");
}

TEST_F(ExtentArithmetic, NegativeNumbersAreNoExtents) {
  EXPECT_EQ(contents(op("Mul", {shape_, ints({-1})})), "? ? ? ?");
  EXPECT_EQ(contents(op("Min", {shape_, ints({-1})})), "? ? ? ?");
}

TEST_F(ExtentArithmetic, Casts) {
  Attributes to_int32;
  to_int32.add("to", std::int64_t{static_cast<int>(DType::kInt32)});
  const ValueId narrow = op("Cast", {shape_}, to_int32);
  EXPECT_EQ(contents(narrow), "s0 3 s1 8");
  EXPECT_EQ(contents(op("CastLike", {narrow, shape_})), "s0 3 s1 8");
  Attributes to_float;
  to_float.add("to", std::int64_t{static_cast<int>(DType::kFloat)});
  EXPECT_EQ(contents(op("Cast", {shape_}, to_float)), "nothing");
}

TEST_F(ExtentArithmetic, ProductsOfShapes) {
  Attributes keepdims;
  keepdims.add("keepdims", std::int64_t{0});
  EXPECT_EQ(contents(op("ReduceProd", {shape_}, keepdims)), "?");
  Attributes one_to_three;
  one_to_three.add("start", std::int64_t{1});
  one_to_three.add("end", std::int64_t{2});
  const ValueId inner = op("Shape", {graph_.inputs[0]}, one_to_three);
  EXPECT_EQ(contents(op("ReduceProd", {inner}, keepdims)), "3");
}

// Expand's shape as PyTorch exports it: -1 keeps an extent.
TEST_F(ExtentArithmetic, ChoosesWhereAnExtentIsMinusOne) {
  const ValueId wanted = ints({-1, 5, -1, 8});
  const ValueId kept = op("Equal", {wanted, ints({-1})});
  EXPECT_EQ(contents(op("Where", {kept, shape_, wanted})), "s0 5 s1 8");
  // An extent is never -1, and never another known extent.
  EXPECT_EQ(contents(op("Equal", {shape_, ints({-1})})), "0 0 0 0");
  EXPECT_EQ(contents(op("Equal", {shape_, ints({3})})), "? 1 ? 0");
  EXPECT_EQ(contents(op("Equal", {shape_, shape_})), "1 1 1 1");
  const ValueId ones = ints({1, 1, 1, 1});
  EXPECT_EQ(contents(op("Where", {op("Equal", {shape_, ints({-1})}), ones, shape_})), "s0 3 s1 8");
  EXPECT_EQ(contents(op("Where", {op("Equal", {shape_, ints({3})}), ones, shape_})), "? 1 ? 8");
}

TEST_F(ExtentArithmetic, ReductionsOverUnknownAxes) {
  const ValueId x = graph_.inputs[0];
  const ValueId one = graph_.add_value("axes", ValueType::tensor(DType::kInt64, SymbolicShape{1}));
  graph_.inputs.push_back(one);
  Attributes keepdims;
  keepdims.add("keepdims", std::int64_t{0});
  const ValueId dropped = op("ReduceSum", {x, one}, keepdims);
  const ValueId kept = op("ReduceSum", {x, one});
  EXPECT_EQ(shape(dropped), "[?,?,?]");
  EXPECT_EQ(shape(kept), "[?,?,?,?]");
}

}  // namespace
}  // namespace sardonyx
