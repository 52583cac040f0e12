#include "core/include/sardonyx/session.h"

#include "tests/unit/model/model_builder.h"

namespace sardonyx {
namespace {

Session load(const ModelProto& model, const SessionOptions& options = {}) {
  FilesInMemory none;
  return Session::load(to_bytes(model), none, options);
}

/// Adds a float input with these extents: numbers, or names of symbolic ones.
void add_matrix(GraphProto& graph, const char* name, Names extents) {
  onnx::TensorShapeProto& shape =
      *add_input(graph, name).mutable_type()->mutable_tensor_type()->mutable_shape();
  for (const std::string_view extent : extents) {
    onnx::TensorShapeProto_Dimension& dim = *shape.add_dim();
    if ('0' <= extent[0] && extent[0] <= '9') {
      dim.set_dim_value(std::stoll(std::string(extent)));
    } else {
      dim.set_dim_param(std::string(extent));
    }
  }
}

std::vector<float> floats(const Value& value) {
  const std::span<const float> elements = value.tensor().span<float>();
  return {elements.begin(), elements.end()};
}

std::string error_of_run(Session& session, const std::vector<Value>& feeds,
                         std::span<const int> fetches = {}) {
  try {
    session.run(feeds, fetches);
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

using Floats = std::vector<float>;

// sum = x + w, double = sum + sum
ModelProto sum_and_double() {
  ModelProto model = model_of();
  GraphProto& graph = *model.mutable_graph();
  add_matrix(graph, "x", {"N"});
  add_matrix(graph, "w", {"N"});
  add_node(graph, "Add", {"x", "w"}, {"sum"}, "first");
  add_node(graph, "Add", {"sum", "sum"}, {"double"}, "second");
  add_output(graph, "sum");
  add_output(graph, "double");
  return model;
}

TEST(Session, ResultsOutliveLaterRunsAndTheSession) {
  std::vector<Value> kept;
  {
    Session session = load(sum_and_double());
    kept = session.run(
        std::vector<Value>{Tensor::of<float>({2}, {1, 2}), Tensor::of<float>({2}, {3, 4})});
    session.run(std::vector<Value>{Tensor::of<float>({2}, {0, 0}), Tensor::of<float>({2}, {0, 0})});
  }
  EXPECT_EQ(floats(kept[0]), (Floats{4, 6}));
  EXPECT_EQ(floats(kept[1]), (Floats{8, 12}));
}

TEST(Session, FetchesComeInTheOrderAskedFor) {
  Session session = load(sum_and_double());
  const std::vector<Value> feeds = {Tensor::of<float>({1}, {1}), Tensor::of<float>({1}, {2})};
  const std::vector<int> fetches = {1, 0};
  const std::vector<Value> results = session.run(feeds, fetches);
  ASSERT_EQ(results.size(), 2u);
  EXPECT_EQ(floats(results[0]), Floats{6});
  EXPECT_EQ(floats(results[1]), Floats{3});
  EXPECT_NE(error_of_run(session, feeds, std::vector<int>{2}), "");
  EXPECT_EQ(session.run(feeds).size(), 2u);
}

TEST(Session, EveryExtentMayChangeFromRunToRun) {
  ModelProto model = model_of();
  GraphProto& graph = *model.mutable_graph();
  add_matrix(graph, "a", {"M", "K"});
  add_matrix(graph, "b", {"K", "N"});
  add_node(graph, "MatMul", {"a", "b"}, {"product"});
  add_node(graph, "Relu", {"product"}, {"y"});
  add_output(graph, "y");
  Session session = load(model);
  // More shapes than programs are kept for, twice.
  for (int round = 0; round < 2; ++round) {
    for (std::int64_t m = 0; m < 5; ++m) {
      for (std::int64_t k = 1; k < 4; ++k) {
        for (std::int64_t n = 1; n < 4; ++n) {
          const Floats a(static_cast<std::size_t>(m * k), 2);
          const Floats b(static_cast<std::size_t>(k * n), 3);
          const std::vector<Value> results =
              session.run(std::vector<Value>{Tensor::of(Shape{m, k}, std::span<const float>(a)),
                                             Tensor::of(Shape{k, n}, std::span<const float>(b))});
          EXPECT_EQ(results[0].tensor().shape(), (Shape{m, n}));
          EXPECT_EQ(floats(results[0]),
                    Floats(static_cast<std::size_t>(m * n), 6 * static_cast<float>(k)));
        }
      }
    }
  }
}

TEST(Session, AnErrorNamesTheNodeAndLeavesTheSessionUsable) {
  ModelProto model = model_of();
  GraphProto& graph = *model.mutable_graph();
  add_matrix(graph, "table", {"rows"});
  add_matrix(graph, "index", {"count"});
  graph.mutable_input(1)->mutable_type()->mutable_tensor_type()->set_elem_type(TensorProto::INT64);
  add_node(graph, "Gather", {"table", "index"}, {"y"}, "look up");
  add_output(graph, "y");
  Session session = load(model);
  const Value table = Tensor::of<float>({3}, {5, 6, 7});
  const auto at = [](std::int64_t index) { return Tensor::of<std::int64_t>({1}, {index}); };
  for (int round = 0; round < 2; ++round) {
    const std::string error = error_of_run(session, {table, at(3)});
    EXPECT_SAYS(error, "Gather");
    EXPECT_SAYS(error, "look up");
    EXPECT_SAYS(error, "3");
    EXPECT_EQ(floats(session.run(std::vector<Value>{table, at(-1)})[0]), Floats{7});
  }
  EXPECT_SAYS(error_of_run(session, {table, table}), "index");
  EXPECT_SAYS(error_of_run(session, {Tensor::of<float>({1, 1}, {5}), at(0)}), "table");
  EXPECT_SAYS(error_of_run(session, {table}), "2");
  EXPECT_EQ(floats(session.run(std::vector<Value>{table, at(0)})[0]), Floats{5});
}

TEST(Session, MissingOperatorsAreNamedTogether) {
  ModelProto model = model_of();
  GraphProto& graph = *model.mutable_graph();
  add_input(graph, "x");
  add_node(graph, "Frobnicate", {"x"}, {"a"});
  add_node(graph, "Relu", {"a"}, {"b"});
  add_node(graph, "Defenestrate", {"b"}, {"y"});
  add_output(graph, "y");
  try {
    load(model);
    FAIL() << "loaded";
  } catch (const Error& error) {
    EXPECT_SAYS(std::string(error.what()), "Frobnicate");
    EXPECT_SAYS(std::string(error.what()), "Defenestrate");
  }
}

// Patches stop where asked, and the results are the same at every stop.
TEST(Session, PatchesCanBeBisected) {
  ModelProto model = model_of();
  GraphProto& graph = *model.mutable_graph();
  add_matrix(graph, "x", {"N"});
  *graph.add_initializer() = raw_tensor<float>("w", {1, 2});
  add_node(graph, "Neg", {"w"}, {"minus_w"}, "constant");
  add_node(graph, "Identity", {"x"}, {"same"}, "identity");
  add_node(graph, "Add", {"same", "minus_w"}, {"difference"});
  add_node(graph, "Identity", {"difference"}, {"y"}, "last");
  add_output(graph, "y");
  const std::size_t all = load(model).patch_log().size();
  EXPECT_GE(all, 2u);
  for (std::size_t most = 0; most <= all; ++most) {
    SessionOptions options;
    options.max_patches = static_cast<std::int64_t>(most);
    Session session = load(model, options);
    EXPECT_EQ(session.patch_log().size(), most);
    EXPECT_EQ(floats(session.run(std::vector<Value>{Tensor::of<float>({2}, {5, 5})})[0]),
              (Floats{4, 3}));
  }
}

TEST(Session, SymbolicExtentsCanBeFixed) {
  SessionOptions options;
  options.free_dimension_overrides = {{"N", 2}};
  Session session = load(sum_and_double(), options);
  EXPECT_EQ(session.inputs()[0].extents, std::vector<std::string>{"2"});
  const Value two = Tensor::of<float>({2}, {1, 2});
  const Value three = Tensor::of<float>({3}, {1, 2, 3});
  EXPECT_EQ(floats(session.run(std::vector<Value>{two, two})[0]), (Floats{2, 4}));
  EXPECT_SAYS(error_of_run(session, {three, three}), "x");
}

TEST(Session, NodesThatNoFetchedOutputNeedsDoNotRun) {
  ModelProto model = model_of();
  GraphProto& graph = *model.mutable_graph();
  add_matrix(graph, "table", {"rows"});
  add_matrix(graph, "index", {"count"});
  graph.mutable_input(1)->mutable_type()->mutable_tensor_type()->set_elem_type(TensorProto::INT64);
  add_node(graph, "Neg", {"table"}, {"negative"});
  add_node(graph, "Gather", {"negative", "index"}, {"found"});
  add_node(graph, "Exp", {"found"}, {"y"});
  add_output(graph, "negative");
  add_output(graph, "y");
  Session session = load(model);
  const std::vector<Value> out_of_range = {Tensor::of<float>({2}, {5, 6}),
                                           Tensor::of<std::int64_t>({1}, {2})};
  for (int round = 0; round < 2; ++round) {
    const std::vector<Value> results = session.run(out_of_range, std::vector<int>{0});
    ASSERT_EQ(results.size(), 1u);
    EXPECT_EQ(floats(results[0]), (Floats{-5, -6}));
    EXPECT_SAYS(error_of_run(session, out_of_range), "Gather");
    EXPECT_SAYS(error_of_run(session, out_of_range, std::vector<int>{1}), "Gather");
    EXPECT_EQ(session.run(out_of_range, std::vector<int>{0, 0}).size(), 2u);
  }
}

// y = x * w, where w is an initializer and an input.
ModelProto scaling() {
  ModelProto model = model_of();
  GraphProto& graph = *model.mutable_graph();
  add_matrix(graph, "x", {"N"});
  add_matrix(graph, "w", {"1"});
  *graph.add_initializer() = raw_tensor("w", Floats{3});
  add_node(graph, "Mul", {"x", "w"}, {"y"});
  add_output(graph, "y");
  return model;
}

TEST(Session, InitializersThatAreInputsAreConstantsUnlessTheyAreToBeFed) {
  const Value x = Tensor::of<float>({2}, {1, 2});
  Session fixed = load(scaling());
  ASSERT_EQ(fixed.inputs().size(), 1u);
  ASSERT_EQ(fixed.fixed_inputs().size(), 1u);
  EXPECT_EQ(fixed.fixed_inputs()[0], "w");
  EXPECT_EQ(floats(fixed.run(std::vector<Value>{x})[0]), (Floats{3, 6}));

  SessionOptions options;
  options.overridable_initializers = true;
  Session open = load(scaling(), options);
  ASSERT_EQ(open.inputs().size(), 2u);
  EXPECT_TRUE(open.inputs()[1].has_default);
  EXPECT_TRUE(open.fixed_inputs().empty());
  EXPECT_EQ(floats(open.run(std::vector<Value>{x, Value()})[0]), (Floats{3, 6}));
  EXPECT_EQ(floats(open.run(std::vector<Value>{x, Tensor::of<float>({1}, {5})})[0]),
            (Floats{5, 10}));
}

TEST(Session, AProfileTimesEveryNode) {
  Session session = load(sum_and_double());
  const std::vector<Value> feeds = {Tensor::of<float>({2}, {1, 2}), Tensor::of<float>({2}, {3, 4})};
  EXPECT_TRUE(session.end_profile().empty());
  session.start_profile();
  session.run(feeds);
  session.run(feeds);
  const std::vector<NodeTime> times = session.end_profile();
  session.run(feeds);
  ASSERT_EQ(times.size(), 2u);
  EXPECT_GE(times[0].milliseconds, times[1].milliseconds);
  for (const NodeTime& time : times) {
    EXPECT_TRUE(time.name == "first" || time.name == "second") << time.name;
    EXPECT_EQ(time.op_type, "Add");
    EXPECT_EQ(time.inputs, "float[2], float[2]");
    EXPECT_EQ(time.runs, 2);
    EXPECT_GE(time.milliseconds, 0);
  }
  EXPECT_TRUE(session.end_profile().empty());
}

}  // namespace
}  // namespace sardonyx
