#include "tests/unit/graph/passes/pass_test.h"

#include <algorithm>

#include "core/graph/infer.h"
#include "core/runtime/all_operators.h"
#include "core/runtime/environment.h"
#include "core/runtime/graph_runner.h"
#include "core/runtime/prepack.h"

namespace sardonyx {

ValueId TestGraph::input(SymbolicShape shape, DType dtype) {
  const ValueId id =
      graph.add_value(concat("input", graph.inputs.size()), ValueType::tensor(dtype, shape));
  graph.inputs.push_back(id);
  return id;
}

ValueId TestGraph::weights(const Shape& shape, float low, float high) {
  const std::vector<float> values = random_floats(shape.element_count(), low, high, ++seed_);
  return constant(Tensor::of(shape, std::span<const float>(values)));
}

ValueId TestGraph::ints(std::initializer_list<std::int64_t> values) {
  return constant(Tensor::of({static_cast<std::int64_t>(values.size())}, values));
}

ValueId TestGraph::op(std::string_view op_type, std::vector<ValueId> inputs,
                      std::vector<NamedContent> attributes, int opset) {
  return ops(op_type, std::move(inputs), 1, std::move(attributes), opset).front();
}

std::vector<ValueId> TestGraph::ops(std::string_view op_type, std::vector<ValueId> inputs,
                                    int outputs, std::vector<NamedContent> attributes, int opset) {
  Node node;
  node.name = concat("node", graph.nodes.size());
  node.op_type = op_type;
  node.opset = opset;
  node.inputs = std::move(inputs);
  for (int i = 0; i < outputs; ++i) {
    node.outputs.push_back(graph.add_value({}));
  }
  for (auto& [name, content] : attributes) {
    node.attributes.add(std::move(name), std::move(content));
  }
  graph.nodes.push_back(std::move(node));
  return graph.nodes.back().outputs;
}

namespace {

Tensor feed_of(const ValueType& type, std::uint32_t seed) {
  Shape shape;
  for (const Dim dim : type.shape.dims()) {
    shape.push_back(dim.known() ? dim.value() : dim.is_symbol() ? dim.symbol_id() + 2 : 3);
  }
  const std::vector<float> values = random_floats(shape.element_count(), -4, 4, seed);
  Tensor tensor = Tensor::allocate(type.dtype, shape);
  const auto fill = [&]<class T>(T* to, const auto& convert) {
    std::transform(values.begin(), values.end(), to, convert);
  };
  switch (type.dtype) {
    case DType::kBool:
      fill(tensor.data<bool>(), [](float v) { return v > 0; });
      break;
    case DType::kInt64:
      fill(tensor.data<std::int64_t>(), [](float v) { return static_cast<std::int64_t>(v); });
      break;
    case DType::kDouble:
      fill(tensor.data<double>(), [](float v) { return static_cast<double>(v); });
      break;
    case DType::kFloat16:
      fill(tensor.data<Float16>(), [](float v) { return to_float16(v); });
      break;
    default:
      fill(tensor.data<float>(), [](float v) { return v; });
      break;
  }
  return tensor;
}

std::vector<Value> run(Graph& graph) {
  prepack(graph);
  std::vector<Value> feeds;
  for (const ValueId id : graph.inputs) {
    feeds.emplace_back(
        feed_of(graph.value(id).type, static_cast<std::uint32_t>(feeds.size()) + 77));
  }
  SessionEnvironment environment(/*threads=*/1, /*seed=*/1);
  GraphRunner runner(graph, environment);
  std::vector<Value> results;
  runner.run(feeds, results);
  for (Value& result : results) {
    result = result.tensor().clone();
  }
  return results;
}

std::string ops_of(const Graph& graph) {
  std::vector<std::string> names;
  for (const Node& node : graph.nodes) {
    names.push_back(node.op_type);
  }
  std::sort(names.begin(), names.end());
  std::string text;
  for (const std::string& name : names) {
    text += (text.empty() ? "" : ", ") + name;
  }
  return text;
}

}  // namespace

void expect_ops(const PassTestOptions& options, const std::string& ops,
                const std::function<void(TestGraph&)>& build) {
  TestGraph plain;
  build(plain);
  infer_types(plain.graph, all_operators());
  plain.graph.check();
  TestGraph changed;
  build(changed);
  infer_types(changed.graph, all_operators());
  run_passes(changed.graph, all_operators(), {}, options.passes);
  EXPECT_EQ(ops_of(changed.graph), ops) << changed.graph.dump();
  const std::vector<Value> expected = run(plain.graph);
  const std::vector<Value> actual = run(changed.graph);
  ASSERT_EQ(actual.size(), expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    expect_close(actual[i], expected[i], options.tolerance, concat("output ", i));
  }
}

}  // namespace sardonyx
