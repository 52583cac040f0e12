#include "core/model/graph_builder.h"

#include <gtest/gtest.h>

#include "tests/unit/model/model_builder.h"

namespace sardonyx {
namespace {

TEST(GraphBuilder, NodesInputsAndOutputs) {
  ModelProto proto = model_of(17);
  GraphProto& graph = *proto.mutable_graph();
  add_input(graph, "x");
  *graph.add_initializer() = raw_tensor<float>("w", {1, 2});
  NodeProto& add = add_node(graph, "Add", {"x", "w"}, {"sum"}, "the_sum");
  add_int(add, "axis", -3);
  add_node(graph, "Split", {"sum"}, {"", "y"});
  add_output(graph, "y");
  const Model model = read(proto);
  EXPECT_EQ(nodes_of(model.graph), "Add(x, w) -> sum; Split(sum) -> -, y");
  EXPECT_EQ(model.graph.name, "main");
  ASSERT_EQ(model.graph.inputs.size(), 1u);
  ASSERT_EQ(model.graph.outputs.size(), 1u);
  EXPECT_EQ(model.graph.value(model.graph.outputs[0]).name, "y");
  const Node& node = model.graph.nodes[0];
  EXPECT_EQ(node.name, "the_sum");
  EXPECT_EQ(node.opset, 17);
  EXPECT_EQ(std::get<std::int64_t>(node.attributes.find("axis")->content), -3);
  EXPECT_EQ(model.graph.nodes[1].name, "Split_1");  // from its operator and its place
}

TEST(GraphBuilder, EveryTypeOfAttribute) {
  ModelProto proto = model_of();
  NodeProto& node = add_node(*proto.mutable_graph(), "Op", {}, {"y"});
  add_attribute(node, "float", AttributeProto::FLOAT).set_f(1.5f);
  add_attribute(node, "int", AttributeProto::INT).set_i(-2);
  add_attribute(node, "string", AttributeProto::STRING).set_s("text");
  *add_attribute(node, "tensor", AttributeProto::TENSOR).mutable_t() = raw_tensor<float>("", {3});
  AttributeProto& floats = add_attribute(node, "floats", AttributeProto::FLOATS);
  floats.add_floats(1);
  floats.add_floats(2);
  AttributeProto& ints = add_attribute(node, "ints", AttributeProto::INTS);
  ints.add_ints(1);
  ints.add_ints(-1);
  AttributeProto& strings = add_attribute(node, "strings", AttributeProto::STRINGS);
  strings.add_strings("a");
  strings.add_strings("b");
  *add_attribute(node, "tensors", AttributeProto::TENSORS).add_tensors() =
      raw_tensor<float>("", {4});
  add_attribute(node, "type", AttributeProto::TYPE_PROTO)
      .mutable_tp()
      ->mutable_sequence_type()
      ->mutable_elem_type()
      ->mutable_tensor_type()
      ->set_elem_type(TensorProto::INT64);
  add_graph(node, "graph");
  add_attribute(node, "empty", AttributeProto::INTS);
  add_attribute(node, "zero", AttributeProto::INT);  // proto3 writers leave zeros out
  const Model model = read(proto);
  const Attributes& attributes = model.graph.nodes.at(0).attributes;
  EXPECT_EQ(attributes.size(), 12u);
  const auto content = [&](const char* name) { return attributes.find(name)->content; };
  EXPECT_EQ(std::get<float>(content("float")), 1.5f);
  EXPECT_EQ(std::get<std::int64_t>(content("int")), -2);
  EXPECT_EQ(std::get<std::string>(content("string")), "text");
  EXPECT_EQ(elements_of<float>(std::get<Tensor>(content("tensor"))), std::vector<float>{3});
  EXPECT_EQ(std::get<std::vector<float>>(content("floats")), (std::vector<float>{1, 2}));
  EXPECT_EQ(std::get<std::vector<std::int64_t>>(content("ints")),
            (std::vector<std::int64_t>{1, -1}));
  EXPECT_EQ(std::get<std::vector<std::string>>(content("strings")),
            (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(elements_of<float>(std::get<std::vector<Tensor>>(content("tensors")).at(0)),
            std::vector<float>{4});
  EXPECT_EQ(to_text(std::get<ValueType>(content("type"))), "sequence(tensor(int64)[...])");
  EXPECT_NE(std::get<std::shared_ptr<Graph>>(content("graph")), nullptr);
  EXPECT_TRUE(std::get<std::vector<std::int64_t>>(content("empty")).empty());
  EXPECT_EQ(std::get<std::int64_t>(content("zero")), 0);
}

TEST(GraphBuilder, AttributesWithoutTypeHaveTheTypeOfTheirValue) {
  ModelProto proto = model_of(1, 1);
  NodeProto& node = add_node(*proto.mutable_graph(), "Op", {}, {"y"});
  AttributeProto& attribute = *node.add_attribute();
  attribute.set_name("alpha");
  attribute.set_f(2);
  const Model model = read(proto);
  EXPECT_EQ(std::get<float>(model.graph.nodes.at(0).attributes.find("alpha")->content), 2);
}

TEST(GraphBuilder, BadAttributes) {
  const auto error = [](auto set) {
    ModelProto proto = model_of();
    set(add_node(*proto.mutable_graph(), "Op", {}, {"y"}));
    return error_of(proto);
  };
  EXPECT_SAYS(error([](NodeProto& node) { node.add_attribute()->set_i(1); }),
              "in graph.node[0].attribute[0]: an attribute has no name");
  EXPECT_SAYS(error([](NodeProto& node) { node.add_attribute()->set_name("a"); }),
              "attribute 'a' has no value of its type");
  EXPECT_SAYS(
      error([](NodeProto& node) { add_attribute(node, "a", AttributeProto::INT).set_f(1); }),
      "attribute 'a' has no value of its type");
  EXPECT_SAYS(error([](NodeProto& node) { add_attribute(node, "a", AttributeProto::TENSOR); }),
              "attribute 'a' has no value");
  EXPECT_SAYS(error([](NodeProto& node) { add_attribute(node, "a", AttributeProto::GRAPH); }),
              "attribute 'a' has no graph");
  EXPECT_SAYS(error([](NodeProto& node) {
                AttributeProto& attribute = add_attribute(node, "a", AttributeProto::INT);
                attribute.set_i(1);
                attribute.set_f(1);
              }),
              "attribute 'a' has values of two kinds");
  EXPECT_SAYS(error([](NodeProto& node) {
                add_int(node, "a", 1);
                add_int(node, "a", 2);
              }),
              "Op 'Op_0': attribute 'a' occurs twice");
  EXPECT_SAYS(
      error([](NodeProto& node) { add_attribute(node, "a", AttributeProto::GRAPHS).add_graphs(); }),
      "list of graphs");
  EXPECT_SAYS(error([](NodeProto& node) {
                AttributeProto& attribute = add_attribute(node, "a", AttributeProto::INT);
                attribute.set_ref_attr_name("b");
              }),
              "refers to the attribute 'b' of a function, but is in none");
}

TEST(GraphBuilder, OptionalInputsAreEmptyNames) {
  ModelProto proto = model_of();
  GraphProto& graph = *proto.mutable_graph();
  add_input(graph, "x");
  add_node(graph, "Clip", {"x", "", "x"}, {"y"});
  EXPECT_EQ(nodes_of(read(proto).graph), "Clip(x, -, x) -> y");
}

TEST(GraphBuilder, ConstantNodesBecomeConstants) {
  ModelProto proto = model_of();
  GraphProto& graph = *proto.mutable_graph();
  const auto add_constant = [&](const char* output, const char* name,
                                AttributeProto::AttributeType type) -> AttributeProto& {
    return add_attribute(add_node(graph, "Constant", {}, {output}), name, type);
  };
  *add_constant("tensor", "value", AttributeProto::TENSOR).mutable_t() =
      raw_tensor<std::int32_t>("", {4, 5});
  add_constant("float", "value_float", AttributeProto::FLOAT).set_f(1.5f);
  add_constant("int", "value_int", AttributeProto::INT).set_i(7);
  add_constant("string", "value_string", AttributeProto::STRING).set_s("s");
  add_constant("floats", "value_floats", AttributeProto::FLOATS).add_floats(2.5f);
  add_constant("ints", "value_ints", AttributeProto::INTS).add_ints(8);
  add_constant("strings", "value_strings", AttributeProto::STRINGS).add_strings("t");
  add_constant("none", "value_ints", AttributeProto::INTS);
  add_output(graph, "tensor");
  const Model model = read(proto);
  EXPECT_TRUE(model.graph.nodes.empty());
  const auto type_of = [&](const char* name) {
    return to_text(model.graph.value(model.graph.find_value(name)).type);
  };
  EXPECT_EQ(elements_of<std::int32_t>(constant(model.graph, "tensor")),
            (std::vector<std::int32_t>{4, 5}));
  EXPECT_EQ(type_of("tensor"), "tensor(int32)[2]");
  EXPECT_EQ(elements_of<float>(constant(model.graph, "float")), std::vector<float>{1.5f});
  EXPECT_EQ(type_of("float"), "tensor(float)[]");
  EXPECT_EQ(elements_of<std::int64_t>(constant(model.graph, "int")), std::vector<std::int64_t>{7});
  EXPECT_EQ(elements_of<std::string>(constant(model.graph, "string")),
            std::vector<std::string>{"s"});
  EXPECT_EQ(elements_of<float>(constant(model.graph, "floats")), std::vector<float>{2.5f});
  EXPECT_EQ(type_of("floats"), "tensor(float)[1]");
  EXPECT_EQ(elements_of<std::int64_t>(constant(model.graph, "ints")), std::vector<std::int64_t>{8});
  EXPECT_EQ(elements_of<std::string>(constant(model.graph, "strings")),
            std::vector<std::string>{"t"});
  EXPECT_EQ(type_of("none"), "tensor(int64)[0]");
}

TEST(GraphBuilder, BadConstants) {
  ModelProto proto = model_of();
  NodeProto& node = add_node(*proto.mutable_graph(), "Constant", {}, {"c"}, "bad");
  EXPECT_SAYS(error_of(proto), "Constant 'bad': a constant has no value");
  add_int(node, "value_float", 1);
  EXPECT_SAYS(error_of(proto), "Constant 'bad': attribute 'value_float' is of another type");
  add_int(node, "value_int", 1);
  EXPECT_SAYS(error_of(proto), "Constant 'bad': a constant has two values");
  node.clear_output();
  EXPECT_SAYS(error_of(proto), "a constant has 0 inputs and 0 outputs");
}

// Initializers that are also inputs.
ModelProto overridable(int ir_version) {
  ModelProto proto = model_of(9, ir_version);
  GraphProto& graph = *proto.mutable_graph();
  add_input(graph, "w");
  add_input(graph, "x");
  *graph.add_initializer() = raw_tensor<float>("w", {1, 2});
  add_node(graph, "Add", {"x", "w"}, {"y"});
  add_output(graph, "y");
  return proto;
}

TEST(GraphBuilder, InitializersAmongTheInputsAreDefaultsSinceIr4) {
  const Model model = read(overridable(4));
  ASSERT_EQ(model.graph.inputs.size(), 2u);
  const GraphValue& value = model.graph.value(model.graph.inputs[0]);
  EXPECT_EQ(value.name, "w");
  EXPECT_FALSE(value.constant.has_value());
  ASSERT_TRUE(value.default_value.has_value());
  EXPECT_EQ(elements_of<float>(*value.default_value), (std::vector<float>{1, 2}));
  EXPECT_FALSE(model.graph.value(model.graph.inputs[1]).default_value.has_value());
  ModelProto wrong = overridable(4);
  wrong.mutable_graph()->mutable_input(0)->mutable_type()->mutable_tensor_type()->set_elem_type(
      TensorProto::INT64);
  EXPECT_SAYS(error_of(wrong), "input 'w' is tensor(int64)[...], but its initializer is of float");
}

TEST(GraphBuilder, InitializersAmongTheInputsAreConstantsBeforeIr4) {
  const Model model = read(overridable(3));
  ASSERT_EQ(model.graph.inputs.size(), 1u);
  EXPECT_EQ(model.graph.value(model.graph.inputs[0]).name, "x");
  EXPECT_EQ(elements_of<float>(constant(model.graph, "w")), (std::vector<float>{1, 2}));
}

TEST(GraphBuilder, DeclaredTypesAreHints) {
  ModelProto proto = model_of();
  GraphProto& graph = *proto.mutable_graph();
  auto& shape = *add_input(graph, "x").mutable_type()->mutable_tensor_type()->mutable_shape();
  shape.add_dim()->set_dim_param("batch");
  shape.add_dim()->set_dim_value(3);
  shape.add_dim()->set_dim_value(-1);
  shape.add_dim()->set_dim_param("");
  shape.add_dim();
  add_node(graph, "Relu", {"x"}, {"h"});
  add_node(graph, "Relu", {"h"}, {"y"});
  onnx::ValueInfoProto& info = *graph.add_value_info();
  info.set_name("h");
  auto& tensor = *info.mutable_type()->mutable_tensor_type();
  tensor.set_elem_type(TensorProto::FLOAT);
  tensor.mutable_shape()->add_dim()->set_dim_param("batch");
  graph.add_value_info()->set_name("nobody");
  add_output(graph, "y").mutable_type()->mutable_optional_type()->mutable_elem_type();
  const Model model = read(proto);
  const auto type_of = [&](const char* name) {
    return model.graph.value(model.graph.find_value(name)).type;
  };
  const SymbolicShape& x = type_of("x").shape;
  ASSERT_EQ(x.rank(), 5);
  ASSERT_TRUE(x[0].is_symbol());
  EXPECT_EQ(model.graph.symbols->name_of(x[0]), "batch");
  EXPECT_TRUE(x[1].is(3));
  for (const int axis : {2, 3, 4}) {
    EXPECT_FALSE(x[axis].known() || x[axis].is_symbol());
  }
  EXPECT_TRUE(type_of("h").shape[0] == x[0]);
  EXPECT_EQ(type_of("y").kind, ValueType::Kind::kOptional);
}

TEST(GraphBuilder, MapsAndUnsupportedTypes) {
  ModelProto proto = model_of();
  auto& map = *proto.mutable_graph()->add_input()->mutable_type()->mutable_map_type();
  proto.mutable_graph()->mutable_input(0)->set_name("m");
  map.set_key_type(TensorProto::STRING);
  map.mutable_value_type()->mutable_tensor_type()->set_elem_type(TensorProto::FLOAT);
  const Model model = read(proto);
  EXPECT_EQ(to_text(model.graph.value(model.graph.inputs.at(0)).type),
            "map(string, tensor(float)[...])");
  auto& type = *proto.mutable_graph()->mutable_input(0)->mutable_type();
  type.mutable_sparse_tensor_type();
  EXPECT_SAYS(error_of(proto), "2 at byte");
  EXPECT_SAYS(error_of(proto), "in graph.input[0]: values that are sparse tensors");
  type.mutable_opaque_type();
  EXPECT_SAYS(error_of(proto), "opaque");
  type.mutable_tensor_type()->set_elem_type(77);
  EXPECT_SAYS(error_of(proto), "the element type 77 is unknown");
  auto* nested = &type;
  for (int i = 0; i < 6; ++i) {
    nested = nested->mutable_sequence_type()->mutable_elem_type();
  }
  ModelLimits limits;
  limits.depth = 6;
  EXPECT_EQ(error_of(proto, limits), "");
  limits.depth = 5;
  EXPECT_SAYS(error_of(proto, limits), "types are nested more than 5 levels deep");
  for (int i = 0; i < 100; ++i) {
    nested = nested->mutable_sequence_type()->mutable_elem_type();
  }
  EXPECT_SAYS(error_of(proto), "the type cannot be parsed");
}

TEST(GraphBuilder, SortsNodesAndKeepsTheOrderWhereItCan) {
  ModelProto proto = model_of();
  GraphProto& graph = *proto.mutable_graph();
  add_input(graph, "x");
  add_node(graph, "A", {"x"}, {"a"});
  add_node(graph, "D", {"c", "b"}, {"d"});
  add_node(graph, "B", {"a"}, {"b"});
  add_node(graph, "C", {"b"}, {"c"});
  add_node(graph, "E", {"a"}, {"e"});
  add_output(graph, "d");
  EXPECT_EQ(nodes_of(read(proto).graph),
            "A(x) -> a; B(a) -> b; C(b) -> c; D(c, b) -> d; E(a) -> e");
}

TEST(GraphBuilder, ALongChainBackwards) {
  ModelProto proto = model_of();
  GraphProto& graph = *proto.mutable_graph();
  add_input(graph, "v0");
  const int length = 20000;
  for (int i = length; i > 0; --i) {
    NodeProto& node = *graph.add_node();
    node.set_op_type("Neg");
    node.add_input(concat("v", i - 1));
    node.add_output(concat("v", i));
  }
  const Model model = read(proto);
  ASSERT_EQ(model.graph.nodes.size(), static_cast<std::size_t>(length));
  EXPECT_EQ(model.graph.value(model.graph.nodes.back().outputs[0]).name, concat("v", length));
}

TEST(GraphBuilder, CyclesAreNamed) {
  ModelProto proto = model_of();
  GraphProto& graph = *proto.mutable_graph();
  add_input(graph, "x");
  add_node(graph, "Add", {"x", "b"}, {"a"}, "first");
  add_node(graph, "Mul", {"a", "x"}, {"b"}, "second");
  EXPECT_SAYS(error_of(proto),
              "the nodes form a cycle: Add 'first' needs Mul 'second' needs Add 'first'");
  ModelProto self = model_of();
  add_node(*self.mutable_graph(), "Neg", {"a"}, {"a"}, "snake");
  EXPECT_SAYS(error_of(self), "Neg 'snake' needs Neg 'snake'");
}

TEST(GraphBuilder, NamesMustBeDefinedOnce) {
  ModelProto proto = model_of();
  GraphProto& graph = *proto.mutable_graph();
  add_input(graph, "x");
  add_node(graph, "Relu", {"nothing"}, {"y"}, "lost");
  EXPECT_SAYS(error_of(proto), "1 Relu 'lost': input 0 is 'nothing', which no input, initializer");
  graph.mutable_node(0)->set_input(0, "x");
  add_node(graph, "Abs", {"x"}, {"y"}, "again");
  EXPECT_SAYS(error_of(proto), "1 Abs 'again': two values have the name 'y'");
  graph.mutable_node(1)->set_output(0, "x");
  EXPECT_SAYS(error_of(proto), "two values have the name 'x'");
  graph.mutable_node()->RemoveLast();
  add_input(graph, "x");
  EXPECT_SAYS(error_of(proto), "two values have the name 'x'");
  graph.mutable_input()->RemoveLast();
  *graph.add_initializer() = raw_tensor<float>("", {1});
  EXPECT_SAYS(error_of(proto), "an initializer has no name");
  graph.mutable_initializer(0)->set_name("y");
  EXPECT_SAYS(error_of(proto), "Relu 'lost': two values have the name 'y'");
  graph.mutable_initializer()->RemoveLast();
  add_output(graph, "z");
  EXPECT_SAYS(error_of(proto), "nothing computes the output 'z' of graph 'main'");
  graph.mutable_output(0)->set_name("y");
  EXPECT_EQ(error_of(proto), "");
  graph.mutable_node(0)->clear_op_type();
  EXPECT_SAYS(error_of(proto), "in graph.node[0]: node 'lost' has no op_type");
}

TEST(GraphBuilder, ToleratedDuplicates) {
  ModelProto proto = model_of();
  GraphProto& graph = *proto.mutable_graph();
  *graph.add_initializer() = raw_tensor<float>("w", {1});
  *graph.add_initializer() = raw_tensor<float>("w", {2});
  add_node(graph, "Neg", {"w"}, {"y"}, "same");
  add_node(graph, "Abs", {"w"}, {"z"}, "same");
  add_output(graph, "y");
  add_output(graph, "y");
  const Model model = read(proto);
  EXPECT_EQ(elements_of<float>(constant(model.graph, "w")), std::vector<float>{2});
  EXPECT_EQ(model.graph.outputs.size(), 2u);
  ASSERT_EQ(model.warnings.size(), 2u);
  EXPECT_SAYS(model.warnings[0], "Two initializers have the name 'w'; the last one is used.");
  EXPECT_SAYS(model.warnings[1], "Two outputs have the name 'y'.");
}

}  // namespace
}  // namespace sardonyx
