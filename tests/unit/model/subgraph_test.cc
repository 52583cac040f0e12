#include <gtest/gtest.h>

#include "tests/unit/model/model_builder.h"

namespace sardonyx {
namespace {

const Graph& subgraph(const Graph& graph, std::size_t node, std::size_t index = 0) {
  return *graph.nodes.at(node).subgraphs().at(index);
}

std::vector<std::string> names_of(const Graph& graph, const std::vector<ValueId>& ids) {
  std::vector<std::string> names;
  for (const ValueId id : ids) {
    names.push_back(graph.value(id).name);
  }
  return names;
}

TEST(Subgraphs, ReadValuesOfTheGraphAround) {
  ModelProto proto = model_of();
  GraphProto& graph = *proto.mutable_graph();
  add_input(graph, "cond");
  add_input(graph, "x");
  add_node(graph, "Neg", {"x"}, {"n"});
  NodeProto& node = add_node(graph, "If", {"cond"}, {"y"}, "choice");
  GraphProto& then_branch = add_graph(node, "then_branch");
  add_node(then_branch, "Add", {"x", "n"}, {"t"});
  add_node(then_branch, "Mul", {"t", "x"}, {"u"});
  add_output(then_branch, "u");
  GraphProto& else_branch = add_graph(node, "else_branch");
  add_node(else_branch, "Relu", {"n"}, {"t"});  // the same name as in the other branch
  add_output(else_branch, "t");
  add_output(graph, "y");
  const Model model = read(proto);
  EXPECT_EQ(names_of(model.graph, model.graph.nodes[1].captures),
            (std::vector<std::string>{"x", "n"}));
  const Graph& then_graph = subgraph(model.graph, 1, 0);
  EXPECT_EQ(nodes_of(then_graph), "Add(x, n) -> t; Mul(t, x) -> u");
  ASSERT_EQ(then_graph.captures.size(), 2u);
  EXPECT_EQ(model.graph.value(then_graph.captures[0].outer).name, "x");
  EXPECT_EQ(then_graph.value(then_graph.captures[0].inner).type.dtype, DType::kFloat);
  EXPECT_EQ(nodes_of(subgraph(model.graph, 1, 1)), "Relu(n) -> t");
  EXPECT_EQ(subgraph(model.graph, 1, 1).captures.size(), 1u);
  EXPECT_EQ(then_graph.symbols, model.graph.symbols);
}

TEST(Subgraphs, CapturesPassThroughTheGraphsBetween) {
  ModelProto proto = model_of();
  GraphProto& graph = *proto.mutable_graph();
  add_input(graph, "cond");
  add_input(graph, "x");
  NodeProto& outer_if = add_node(graph, "If", {"cond"}, {"y"});
  GraphProto& middle = add_graph(outer_if, "then_branch");
  NodeProto& inner_if = add_node(middle, "If", {"cond"}, {"z"});
  GraphProto& inner = add_graph(inner_if, "then_branch");
  add_node(inner, "Neg", {"x"}, {"n"});
  add_output(inner, "n");
  add_output(middle, "z");
  add_output(graph, "y");
  const Model model = read(proto);
  const Graph& middle_graph = subgraph(model.graph, 0);
  const Graph& inner_graph = subgraph(middle_graph, 0);
  ASSERT_EQ(inner_graph.captures.size(), 1u);
  ASSERT_EQ(middle_graph.captures.size(), 2u);
  EXPECT_EQ(middle_graph.value(inner_graph.captures[0].outer).name, "x");
  EXPECT_EQ(names_of(middle_graph, middle_graph.nodes[0].captures), std::vector<std::string>{"x"});
  EXPECT_EQ(names_of(model.graph, model.graph.nodes[0].captures),
            (std::vector<std::string>{"cond", "x"}));
}

TEST(Subgraphs, ConstantsOfTheGraphAroundAreShared) {
  ModelProto proto = model_of();
  GraphProto& graph = *proto.mutable_graph();
  add_input(graph, "cond");
  *graph.add_initializer() = raw_tensor<float>("w", {1, 2});
  NodeProto& outer_if = add_node(graph, "If", {"cond"}, {"y"});
  GraphProto& middle = add_graph(outer_if, "then_branch");
  NodeProto& inner_if = add_node(middle, "If", {"cond"}, {"z"});
  GraphProto& inner = add_graph(inner_if, "then_branch");
  add_node(inner, "Neg", {"w"}, {"n"});
  add_output(inner, "n");
  add_output(middle, "z");
  const Model model = read(proto);
  const Graph& inner_graph = subgraph(subgraph(model.graph, 0), 0);
  EXPECT_TRUE(inner_graph.captures.empty());
  EXPECT_EQ(constant(inner_graph, "w").raw(), constant(model.graph, "w").raw());
}

TEST(Subgraphs, InnerNamesHideOuterOnes) {
  ModelProto proto = model_of();
  GraphProto& graph = *proto.mutable_graph();
  add_input(graph, "cond");
  add_input(graph, "x");
  NodeProto& node = add_node(graph, "If", {"cond"}, {"y"});
  GraphProto& branch = add_graph(node, "then_branch");
  add_node(branch, "Neg", {"x"}, {"z"});
  add_node(branch, "Source", {}, {"x"});  // and they may be defined after their use
  add_output(branch, "z");
  const Model model = read(proto);
  EXPECT_TRUE(subgraph(model.graph, 0).captures.empty());
  EXPECT_EQ(nodes_of(subgraph(model.graph, 0)), "Source() -> x; Neg(x) -> z");
}

TEST(Subgraphs, WhatTheyReadComesFirst) {
  ModelProto proto = model_of();
  GraphProto& graph = *proto.mutable_graph();
  add_input(graph, "cond");
  add_input(graph, "x");
  NodeProto& node = add_node(graph, "If", {"cond"}, {"y"}, "choice");
  GraphProto& branch = add_graph(node, "then_branch");
  add_node(branch, "Abs", {"n"}, {"z"});
  add_output(branch, "z");
  add_node(graph, "Neg", {"x"}, {"n"}, "late");
  EXPECT_EQ(nodes_of(read(proto).graph), "Neg(x) -> n; If(cond) -> y");
  graph.mutable_node(1)->set_input(0, "y");
  EXPECT_SAYS(error_of(proto), "If 'choice' needs Neg 'late' needs If 'choice'");
}

TEST(Subgraphs, OuterValuesAreReturnedThroughIdentity) {
  ModelProto proto = model_of();
  GraphProto& graph = *proto.mutable_graph();
  add_input(graph, "cond");
  add_input(graph, "x");
  *graph.add_initializer() = raw_tensor<float>("w", {1});
  NodeProto& node = add_node(graph, "If", {"cond"}, {"y"});
  add_output(add_graph(node, "then_branch"), "x");
  add_output(add_graph(node, "else_branch"), "w");
  const Model model = read(proto);
  EXPECT_EQ(nodes_of(subgraph(model.graph, 0, 0)), "Identity(x) -> x_2");
  const Graph& else_graph = subgraph(model.graph, 0, 1);
  EXPECT_TRUE(else_graph.nodes.empty());
  EXPECT_NE(else_graph.constant(else_graph.outputs.at(0)), nullptr);
}

TEST(Subgraphs, InputsThatAreInitializersAreConstants) {
  for (const int ir_version : {3, 10}) {
    ModelProto proto = model_of(20, ir_version);
    GraphProto& graph = *proto.mutable_graph();
    add_input(graph, "x");
    NodeProto& node = add_node(graph, "Scan", {"x"}, {"y"});
    add_int(node, "num_scan_inputs", 1);
    GraphProto& body = add_graph(node, "body");
    add_input(body, "step");
    add_input(body, "w");
    *body.add_initializer() = raw_tensor<float>("w", {1});
    add_node(body, "Add", {"step", "w"}, {"z"});
    add_output(body, "z");
    const Model model = read(proto);
    const Graph& body_graph = subgraph(model.graph, 0);
    EXPECT_EQ(names_of(body_graph, body_graph.inputs), std::vector<std::string>{"step"});
    EXPECT_EQ(elements_of<float>(constant(body_graph, "w")), std::vector<float>{1});
  }
}

TEST(Subgraphs, ErrorsNameTheWay) {
  ModelProto proto = model_of();
  GraphProto& graph = *proto.mutable_graph();
  add_input(graph, "cond");
  NodeProto& node = add_node(graph, "If", {"cond"}, {"y"}, "choice");
  GraphProto& branch = add_graph(node, "then_branch");
  add_node(branch, "Neg", {"missing"}, {"z"}, "inner");
  EXPECT_SAYS(error_of(proto), "If 'choice': Neg 'inner': input 0 is 'missing'");
  branch.mutable_node(0)->set_input(0, "cond");
  add_output(branch, "nowhere");
  EXPECT_SAYS(error_of(proto), "If 'choice': nothing computes the output 'nowhere'");
  *branch.mutable_node(0)->add_attribute() = AttributeProto();
  EXPECT_SAYS(error_of(proto), "in graph.node[0].attribute[0].g.node[0].attribute[0]:");
}

// `depth` graphs inside the main one.
ModelProto nested(int depth) {
  ModelProto proto = model_of();
  GraphProto* graph = proto.mutable_graph();
  add_input(*graph, "cond");
  for (int i = 0; i < depth; ++i) {
    graph = &add_graph(add_node(*graph, "If", {"cond"}, {"y"}), "then_branch");
  }
  return proto;
}

TEST(Subgraphs, DepthIsLimited) {
  ModelLimits limits;
  limits.depth = 5;
  EXPECT_EQ(error_of(nested(5), limits), "");
  EXPECT_SAYS(error_of(nested(6), limits), "graphs are nested more than 5 levels deep");
  EXPECT_EQ(error_of(nested(64)), "");
}

}  // namespace
}  // namespace sardonyx
