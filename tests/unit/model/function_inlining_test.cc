#include <gtest/gtest.h>

#include "tests/unit/model/model_builder.h"

namespace sardonyx {
namespace {

FunctionProto& add_function(ModelProto& model, const char* name, Names inputs, Names outputs,
                            int opset = 20) {
  FunctionProto& function = *model.add_functions();
  function.set_domain("local");
  function.set_name(name);
  for (const char* input : inputs) {
    function.add_input(input);
  }
  for (const char* output : outputs) {
    function.add_output(output);
  }
  function.add_opset_import()->set_version(opset);
  return function;
}

template <class Body>
NodeProto& add_call(Body& body, const char* function, Names inputs, Names outputs,
                    const char* name = "") {
  NodeProto& node = add_node(body, function, inputs, outputs, name);
  node.set_domain("local");
  return node;
}

void add_reference(NodeProto& node, const char* name, AttributeProto::AttributeType type,
                   const char* reference) {
  add_attribute(node, name, type).set_ref_attr_name(reference);
}

ModelProto model_with_input() {
  ModelProto model = model_of();
  add_input(*model.mutable_graph(), "x");
  return model;
}

TEST(Functions, AreInlinedWithNamesOfTheirOwn) {
  ModelProto proto = model_with_input();
  FunctionProto& function = add_function(proto, "twice", {"a"}, {"r"}, 13);
  add_node(function, "Neg", {"a"}, {"t"});
  add_node(function, "Add", {"t", "a"}, {"r"}, "sum");
  GraphProto& graph = *proto.mutable_graph();
  add_call(graph, "twice", {"x"}, {"m"}, "first");
  add_call(graph, "twice", {"m"}, {"y"});
  add_output(graph, "y");
  const Model model = read(proto);
  EXPECT_EQ(nodes_of(model.graph),
            "Neg(x) -> first/t; Add(first/t, x) -> m; "
            "Neg(m) -> twice_1/t; Add(twice_1/t, m) -> y");
  EXPECT_EQ(model.graph.nodes[0].name, "first/Neg_0");
  EXPECT_EQ(model.graph.nodes[1].name, "first/sum");
  // The function's own imports count, not the model's.
  EXPECT_EQ(model.graph.nodes[0].opset, 13);
}

TEST(Functions, MayCallEachOtherButNotThemselves) {
  ModelProto proto = model_with_input();
  FunctionProto& outer = add_function(proto, "outer", {"a"}, {"r"});
  add_call(outer, "inner", {"a"}, {"r"}, "call");
  FunctionProto& inner = add_function(proto, "inner", {"a"}, {"r"});
  add_node(inner, "Neg", {"a"}, {"r"}, "neg");
  add_call(*proto.mutable_graph(), "outer", {"x"}, {"y"}, "top");
  const Model model = read(proto);
  EXPECT_EQ(nodes_of(model.graph), "Neg(x) -> y");
  EXPECT_EQ(model.graph.nodes[0].name, "top/call/neg");
  inner.clear_node();
  add_call(inner, "outer", {"a"}, {"r"});
  EXPECT_SAYS(error_of(proto),
              "function 'local::outer' calls itself: "
              "'local::outer' calls 'local::inner' calls 'local::outer'");
}

TEST(Functions, CannotHaveTheirOutputAsInput) {
  ModelProto proto = model_with_input();
  add_function(proto, "pass", {"a"}, {"a"});
  add_call(*proto.mutable_graph(), "pass", {"y"}, {"y"}, "call");
  add_output(*proto.mutable_graph(), "y");
  EXPECT_SAYS(error_of(proto), "the nodes form a cycle: output 'y' is also input 0");
}

TEST(Functions, AttributesAreSubstituted) {
  ModelProto proto = model_with_input();
  FunctionProto& function = add_function(proto, "f", {"a"}, {"r"});
  function.add_attribute("alpha");
  function.add_attribute("unset");
  AttributeProto& by_default = *function.add_attribute_proto();
  by_default.set_name("axis");
  by_default.set_type(AttributeProto::INT);
  by_default.set_i(7);
  NodeProto& op = add_node(function, "Op", {"a"}, {"r"});
  add_reference(op, "scale", AttributeProto::FLOAT, "alpha");
  add_reference(op, "axis", AttributeProto::INT, "axis");
  add_reference(op, "other", AttributeProto::INT, "unset");
  GraphProto& graph = *proto.mutable_graph();
  add_attribute(add_call(graph, "f", {"x"}, {"y"}), "alpha", AttributeProto::FLOAT).set_f(2.5f);
  NodeProto& second = add_call(graph, "f", {"x"}, {"z"});
  add_attribute(second, "alpha", AttributeProto::FLOAT).set_f(3.5f);
  add_int(second, "axis", 9);
  const Model model = read(proto);
  const auto content = [&](std::size_t node, const char* name) {
    return model.graph.nodes.at(node).attributes.find(name)->content;
  };
  EXPECT_EQ(std::get<float>(content(0, "scale")), 2.5f);
  EXPECT_EQ(std::get<std::int64_t>(content(0, "axis")), 7);
  EXPECT_EQ(std::get<float>(content(1, "scale")), 3.5f);
  EXPECT_EQ(std::get<std::int64_t>(content(1, "axis")), 9);
  EXPECT_EQ(model.graph.nodes[0].attributes.find("other"), nullptr);

  op.mutable_attribute(0)->set_ref_attr_name("nonsense");
  EXPECT_SAYS(error_of(proto), "'nonsense', which function 'local::f' does not have");
  op.mutable_attribute(0)->set_ref_attr_name("axis");
  EXPECT_SAYS(error_of(proto), "which has a value of another type");
}

TEST(Functions, AttributesPassThroughNestedCallsIntoConstants) {
  ModelProto proto = model_with_input();
  FunctionProto& outer = add_function(proto, "outer", {"a"}, {"r"});
  outer.add_attribute("p");
  add_reference(add_call(outer, "inner", {"a"}, {"r"}), "q", AttributeProto::FLOAT, "p");
  FunctionProto& inner = add_function(proto, "inner", {"a"}, {"r"});
  inner.add_attribute("q");
  add_reference(add_node(inner, "Constant", {}, {"c"}), "value_float", AttributeProto::FLOAT, "q");
  add_node(inner, "Mul", {"a", "c"}, {"r"});
  GraphProto& graph = *proto.mutable_graph();
  add_attribute(add_call(graph, "outer", {"x"}, {"y"}, "n"), "p", AttributeProto::FLOAT).set_f(4);
  const Model model = read(proto);
  EXPECT_EQ(nodes_of(model.graph), "Mul(x, n/inner_0/c) -> y");
  EXPECT_EQ(elements_of<float>(constant(model.graph, "n/inner_0/c")), std::vector<float>{4});
}

TEST(Functions, InputsMayBeLeftOut) {
  ModelProto proto = model_with_input();
  FunctionProto& function = add_function(proto, "f", {"a", "b", "c"}, {"r"});
  add_node(function, "Op", {"a", "b", "c"}, {"r"});
  add_call(*proto.mutable_graph(), "f", {"", "x"}, {"y"});
  EXPECT_EQ(nodes_of(read(proto).graph), "Op(-, x, -) -> y");
}

TEST(Functions, OutputsMayBeLeftOutRepeatedOrInputs) {
  ModelProto proto = model_with_input();
  FunctionProto& function = add_function(proto, "f", {"a"}, {"r", "a", "r", "s"});
  add_node(function, "Op", {"a"}, {"r", "s"});
  GraphProto& graph = *proto.mutable_graph();
  add_call(graph, "f", {"x"}, {"one", "two", "three"}, "n");
  add_call(graph, "f", {"x"}, {"", "four"}, "m");
  add_output(graph, "two");
  EXPECT_EQ(nodes_of(read(proto).graph),
            "Op(x) -> one, n/s; Identity(x) -> two; Identity(one) -> three; "
            "Op(x) -> m/r, m/s; Identity(x) -> four");
}

TEST(Functions, NamesStayUnique) {
  ModelProto proto = model_with_input();
  FunctionProto& function = add_function(proto, "f", {"a"}, {"r"});
  add_node(function, "Neg", {"a"}, {"t"});
  add_node(function, "Abs", {"t"}, {"r"});
  GraphProto& graph = *proto.mutable_graph();
  add_node(graph, "Relu", {"x"}, {"n/t"});
  add_call(graph, "f", {"n/t"}, {"y"}, "n");
  add_call(graph, "f", {"y"}, {"z"}, "n");
  EXPECT_EQ(nodes_of(read(proto).graph),
            "Relu(x) -> n/t; Neg(n/t) -> n/t_2; Abs(n/t_2) -> y; Neg(y) -> n/t_3; Abs(n/t_3) -> z");
}

TEST(Functions, SubgraphsInsideSeeTheFunctionOnly) {
  ModelProto proto = model_with_input();
  FunctionProto& function = add_function(proto, "f", {"a"}, {"r"});
  function.add_attribute("alpha");
  add_node(function, "Neg", {"a"}, {"t"});
  NodeProto& choice = add_node(function, "If", {"a"}, {"r"}, "choice");
  GraphProto& branch = add_graph(choice, "then_branch");
  NodeProto& op = add_node(branch, "Op", {"t", "a"}, {"o"});
  add_reference(op, "alpha", AttributeProto::INT, "alpha");
  add_output(branch, "o");
  GraphProto& graph = *proto.mutable_graph();
  add_int(add_call(graph, "f", {"x"}, {"y"}, "n"), "alpha", 3);
  add_int(add_call(graph, "f", {"y"}, {"z"}, "m"), "alpha", 4);
  const Model model = read(proto);
  const Graph& inner = *model.graph.nodes.at(1).subgraphs().at(0);
  EXPECT_EQ(nodes_of(inner), "Op(n/t, x) -> n/o");
  EXPECT_EQ(std::get<std::int64_t>(inner.nodes[0].attributes.find("alpha")->content), 3);
  const Graph& second = *model.graph.nodes.at(3).subgraphs().at(0);
  EXPECT_EQ(nodes_of(second), "Op(m/t, y) -> m/o");
  EXPECT_EQ(std::get<std::int64_t>(second.nodes[0].attributes.find("alpha")->content), 4);
  op.set_input(1, "x");  // a name of the model's graph
  EXPECT_SAYS(error_of(proto), "input 1 is 'x', which no input");
}

TEST(Functions, GraphsAsAttributesSeeTheirCaller) {
  ModelProto proto = model_with_input();
  FunctionProto& function = add_function(proto, "f", {"a"}, {"r"});
  function.add_attribute("body");
  NodeProto& choice = add_node(function, "If", {"a"}, {"r"}, "choice");
  add_reference(choice, "then_branch", AttributeProto::GRAPH, "body");
  add_reference(choice, "else_branch", AttributeProto::GRAPH, "body");
  GraphProto& graph = *proto.mutable_graph();
  add_input(graph, "seen");
  NodeProto& call = add_call(graph, "f", {"x"}, {"y"}, "n");
  GraphProto& body = add_graph(call, "body");
  NodeProto& op = add_node(body, "Op", {"seen"}, {"o"});
  add_attribute(op, "text", AttributeProto::STRING).set_s("kept");
  add_output(body, "o");
  const Model model = read(proto);
  ASSERT_EQ(model.graph.nodes.size(), 1u);
  for (const Graph* branch : model.graph.nodes[0].subgraphs()) {
    EXPECT_EQ(nodes_of(*branch), "Op(seen) -> o");
    EXPECT_EQ(std::get<std::string>(branch->nodes[0].attributes.find("text")->content), "kept");
  }
  EXPECT_EQ(model.graph.nodes[0].captures, std::vector<ValueId>{model.graph.find_value("seen")});
}

TEST(Functions, OverloadsAreToldApart) {
  ModelProto proto = model_with_input();
  FunctionProto& first = add_function(proto, "f", {"a"}, {"r"});
  add_node(first, "Neg", {"a"}, {"r"});
  FunctionProto& second = add_function(proto, "f", {"a"}, {"r"});
  second.set_overload("second");
  add_node(second, "Abs", {"a"}, {"r"});
  GraphProto& graph = *proto.mutable_graph();
  add_call(graph, "f", {"x"}, {"y"});
  NodeProto& call = add_call(graph, "f", {"x"}, {"z"});
  call.set_overload("second");
  EXPECT_EQ(nodes_of(read(proto).graph), "Neg(x) -> y; Abs(x) -> z");
  call.set_overload("third");
  EXPECT_SAYS(error_of(proto), "2 f 'f_1': there is no function 'f' with the overload 'third'");
  second.clear_overload();
  EXPECT_SAYS(error_of(proto), "two functions have the name 'f'");
}

TEST(Functions, TakePrecedenceOverOperators) {
  ModelProto proto = model_with_input();
  FunctionProto& function = add_function(proto, "Relu", {"a"}, {"r"});
  function.set_domain("ai.onnx");
  add_node(function, "Neg", {"a"}, {"r"});
  add_node(*proto.mutable_graph(), "Relu", {"x"}, {"y"});
  EXPECT_EQ(nodes_of(read(proto).graph), "Neg(x) -> y");
}

TEST(Functions, BadCalls) {
  ModelProto proto = model_with_input();
  FunctionProto& function = add_function(proto, "f", {"a"}, {"r"});
  GraphProto& graph = *proto.mutable_graph();
  add_call(graph, "f", {"x"}, {"y"}, "n");
  EXPECT_SAYS(error_of(proto), "f 'n': nothing in function 'local::f' computes its output 'r'");
  add_node(function, "Neg", {"b"}, {"r"}, "neg");
  EXPECT_SAYS(error_of(proto), "f 'n': Neg 'n/neg': input 0 is 'b'");
  function.mutable_node(0)->set_input(0, "a");
  EXPECT_EQ(error_of(proto), "");
  NodeProto& call = *graph.mutable_node(0);
  call.add_input("x");
  EXPECT_SAYS(error_of(proto), "has 1 inputs, but is called with 2");
  call.mutable_input()->RemoveLast();
  call.add_output("z");
  EXPECT_SAYS(error_of(proto), "has 1 outputs, but 2 are asked for");
  call.mutable_output()->RemoveLast();
  call.set_input(0, "w");
  EXPECT_SAYS(error_of(proto), "f 'n': input 0 is 'w'");
  call.set_input(0, "");
  function.set_output(0, "a");
  EXPECT_SAYS(error_of(proto), "computes its output 'a'");
  function.clear_name();
  EXPECT_SAYS(error_of(proto), "in functions[0]: a function has no name");
}

// Twenty functions, each of which calls the next one ten times.
TEST(Functions, ExplosionsAreStopped) {
  ModelProto proto = model_with_input();
  for (int i = 0; i < 20; ++i) {
    const std::string name = concat("f", i);
    FunctionProto& function = add_function(proto, name.c_str(), {"a"}, {"r"});
    if (i == 19) {
      add_node(function, "Neg", {"a"}, {"r"});
      break;
    }
    const std::string next = concat("f", i + 1);
    for (int k = 0; k < 10; ++k) {
      const std::string output = k == 0 ? "r" : concat("r", k);
      add_call(function, next.c_str(), {"a"}, {output.c_str()});
    }
  }
  add_call(*proto.mutable_graph(), "f0", {"x"}, {"y"});
  ModelLimits limits;
  limits.nodes = 1000;
  EXPECT_SAYS(error_of(proto, limits), "more than 1000 nodes after inlining");
  limits.nodes = 1'000'000'000;
  limits.inlined_bytes = 1'000'000;
  EXPECT_SAYS(error_of(proto, limits), "take more than 1000000 bytes when inlined");
  limits.depth = 10;
  EXPECT_SAYS(error_of(proto, limits), "nested more than 10 levels deep");
}

}  // namespace
}  // namespace sardonyx
