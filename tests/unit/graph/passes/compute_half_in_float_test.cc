#include <limits>
#include <string>
#include <vector>

#include "core/base/half.h"
#include "core/include/sardonyx/session.h"
#include "tests/unit/model/model_builder.h"

namespace sardonyx {
namespace {

void add_half_input(GraphProto& graph, const char* name, std::initializer_list<int> extents) {
  onnx::TypeProto_Tensor& type = *add_input(graph, name).mutable_type()->mutable_tensor_type();
  type.set_elem_type(TensorProto::FLOAT16);
  for (const int extent : extents) {
    type.mutable_shape()->add_dim()->set_dim_value(extent);
  }
}

void add_half_constant(GraphProto& graph, const char* name, const std::vector<float>& values) {
  std::vector<Float16> halves;
  for (const float value : values) {
    halves.push_back(to_float16(value));
  }
  *graph.add_initializer() = raw_tensor(name, halves);
}

Session load(const ModelProto& model) {
  FilesInMemory none;
  return Session::load(to_bytes(model), none, {});
}

std::vector<float> run(Session& session, const Tensor& x) {
  const std::vector<Value> results = session.run(std::vector<Value>{Value(x)}, {});
  const Tensor& y = results.at(0).tensor();
  std::vector<float> values;
  if (y.dtype() == DType::kFloat) {
    return elements_of<float>(y);
  }
  for (const Float16 half : elements_of<Float16>(y)) {
    values.push_back(to_float(half));
  }
  return values;
}

Tensor halves(const std::vector<float>& values) {
  Tensor tensor =
      Tensor::allocate(DType::kFloat16, Shape{static_cast<std::int64_t>(values.size())});
  for (std::size_t i = 0; i < values.size(); ++i) {
    tensor.data<Float16>()[i] = to_float16(values[i]);
  }
  return tensor;
}

int count(const std::string& text, std::string_view part) {
  int found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
    ++found;
  }
  return found;
}

TEST(ComputeHalfInFloat, RoundsOnceAtTheEndOfARegion) {
  ModelProto model = model_of();
  GraphProto& graph = *model.mutable_graph();
  add_half_input(graph, "x", {2});
  add_half_constant(graph, "large", {2048, 2048});
  add_node(graph, "Add", {"x", "large"}, {"sum"});
  add_node(graph, "Identity", {"sum"}, {"same"});
  add_node(graph, "Sub", {"same", "large"}, {"y"});
  add_output(graph, "y");
  Session session = load(model);
  // 2049 is no half.
  EXPECT_EQ(run(session, halves({1, 3})), (std::vector<float>{1, 3}));
  EXPECT_EQ(count(session.dump(), "= Cast("), 2) << session.dump();
}

TEST(ComputeHalfInFloat, ClipsAtTheLargestHalf) {
  ModelProto model = model_of();
  GraphProto& graph = *model.mutable_graph();
  add_half_input(graph, "x", {2});
  add_node(graph, "Clip", {"x"}, {"y"});
  add_output(graph, "y");
  Session session = load(model);
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  EXPECT_EQ(run(session, halves({kInfinity, -kInfinity})), (std::vector<float>{65504, -65504}));
}

TEST(ComputeHalfInFloat, CastsAnInputThatIsReadTwiceOnce) {
  ModelProto model = model_of();
  GraphProto& graph = *model.mutable_graph();
  add_half_input(graph, "x", {2});
  add_node(graph, "Mul", {"x", "x"}, {"y"});
  add_output(graph, "y");
  Session session = load(model);
  EXPECT_EQ(run(session, halves({3, -2})), (std::vector<float>{9, 4}));
  EXPECT_EQ(count(session.dump(), "= Cast("), 2) << session.dump();
}

TEST(ComputeHalfInFloat, MovesHalvesThatComeFromNoArithmetic) {
  ModelProto model = model_of();
  GraphProto& graph = *model.mutable_graph();
  add_half_input(graph, "x", {2});
  add_node(graph, "Concat", {"x", "x"}, {"twice"});
  add_int(*graph.mutable_node(0), "axis", 0);
  add_node(graph, "Neg", {"twice"}, {"y"});
  add_output(graph, "y");
  Session session = load(model);
  EXPECT_EQ(run(session, halves({1, 2})), (std::vector<float>{-1, -2, -1, -2}));
  EXPECT_SAYS(session.dump(), "twice: tensor(float16)[4] = Concat(x, x)");
  EXPECT_EQ(count(session.dump(), "= Cast("), 2) << session.dump();
}

TEST(ComputeHalfInFloat, MovesResultsOfArithmeticAsFloats) {
  ModelProto model = model_of();
  GraphProto& graph = *model.mutable_graph();
  add_half_input(graph, "x", {2});
  add_node(graph, "Neg", {"x"}, {"negative"});
  add_node(graph, "Concat", {"negative", "negative"}, {"twice"});
  add_int(*graph.mutable_node(1), "axis", 0);
  add_node(graph, "Abs", {"twice"}, {"y"});
  add_output(graph, "y");
  Session session = load(model);
  EXPECT_EQ(run(session, halves({1, 2})), (std::vector<float>{1, 2, 1, 2}));
  EXPECT_EQ(count(session.dump(), "= Cast("), 2) << session.dump();
}

TEST(ComputeHalfInFloat, KeepsTheRoundingThatTheModelAsksFor) {
  ModelProto model = model_of();
  GraphProto& graph = *model.mutable_graph();
  add_input(graph, "x").mutable_type()->mutable_tensor_type()->mutable_shape()->add_dim();
  add_int(add_node(graph, "Cast", {"x"}, {"half"}), "to", TensorProto::FLOAT16);
  add_int(add_node(graph, "Cast", {"half"}, {"y"}), "to", TensorProto::FLOAT);
  add_output(graph, "y");
  Session session = load(model);
  Tensor x = Tensor::allocate(DType::kFloat, Shape{1});
  x.data<float>()[0] = 2049;
  EXPECT_EQ(run(session, x), std::vector<float>{2048});
}

TEST(ComputeHalfInFloat, ComputesBranchesInFloatToo) {
  ModelProto model = model_of();
  GraphProto& graph = *model.mutable_graph();
  add_half_input(graph, "x", {1});
  add_half_constant(graph, "large", {2048});
  add_node(graph, "Greater", {"x", "large"}, {"above"});
  NodeProto& branch = add_node(graph, "If", {"above"}, {"y"});
  for (const char* name : {"then_branch", "else_branch"}) {
    GraphProto& body = add_graph(branch, name);
    add_node(body, "Add", {"x", "large"}, {"sum"});
    add_node(body, "Sub", {"sum", "large"}, {"result"});
    add_output(body, "result")
        .mutable_type()
        ->mutable_tensor_type()
        ->set_elem_type(TensorProto::FLOAT16);
  }
  add_output(graph, "y");
  Session session = load(model);
  EXPECT_EQ(run(session, halves({1})), std::vector<float>{1});
}

// A condition that the model itself gives: passes look at both branches all the same.
TEST(ComputeHalfInFloat, LooksAtBranchesNeverTaken) {
  ModelProto model = model_of();
  GraphProto& graph = *model.mutable_graph();
  add_half_input(graph, "x", {1});
  TensorProto& condition = *graph.add_initializer();
  condition.set_name("condition");
  condition.set_data_type(TensorProto::BOOL);
  condition.set_raw_data(std::string(1, '\1'));
  NodeProto& branch = add_node(graph, "If", {"condition"}, {"y"});
  for (const char* name : {"then_branch", "else_branch"}) {
    GraphProto& body = add_graph(branch, name);
    add_node(body, "Neg", {"x"}, {"result"});
    add_output(body, "result")
        .mutable_type()
        ->mutable_tensor_type()
        ->set_elem_type(TensorProto::FLOAT16);
  }
  add_output(graph, "y");
  Session session = load(model);
  EXPECT_EQ(run(session, halves({1})), std::vector<float>{-1});
}

}  // namespace
}  // namespace sardonyx
