#include "tests/unit/ops/op_test.h"

#include <cmath>

namespace sardonyx {
namespace {

constexpr const char* kMl = "ai.onnx.ml";
using Text = std::string;

using I = std::vector<std::int64_t>;
using F = std::vector<float>;
constexpr Tolerance kTolerance{1e-6, 1e-6};

// Two trees of one question each: x[0] <= 0.5 and x[1] > 1.5.
OpTest stumps(const I& targets, const F& weights, int opset = 1) {
  OpTest test("TreeEnsembleRegressor", opset, kMl);
  test.input<float>({5, 2}, {0, 1, 1, 1, 0, 2, 1, 2, NAN, NAN})
      .attribute("nodes_treeids", I{0, 0, 0, 1, 1, 1})
      .attribute("nodes_nodeids", I{0, 1, 2, 0, 1, 2})
      .attribute("nodes_featureids", I{0, 0, 0, 1, 0, 0})
      .attribute("nodes_values", F{.5f, 0, 0, 1.5f, 0, 0})
      .attribute("nodes_modes",
                 std::vector<Text>{"BRANCH_LEQ", "LEAF", "LEAF", "BRANCH_GT", "LEAF", "LEAF"})
      .attribute("nodes_truenodeids", I{1, 0, 0, 1, 0, 0})
      .attribute("nodes_falsenodeids", I{2, 0, 0, 2, 0, 0})
      .attribute("target_treeids", I{0, 0, 1, 1})
      .attribute("target_nodeids", I{1, 2, 1, 2})
      .attribute("target_ids", targets)
      .attribute("target_weights", weights);
  return test;
}

TEST(TreeEnsembleRegressor, Sum) {
  stumps({0, 0, 0, 0}, {-.1f, .3f, .4f, -.5f})
      .attribute("n_targets", 1)
      .expect<float>({5, 1}, {-.6f, -.2f, .3f, .7f, -.2f}, kTolerance);
  stumps({0, 1, 1, 0}, {.1f, .3f, .4f, .05f}, 3)
      .attribute("n_targets", 2)
      .attribute("post_transform", "LOGISTIC")
      .expect<float>({5, 2},
                     {.5374298f, .5f, .5124974f, .5744425f, .5249792f, .5986877f, .5f, .6681878f,
                      .5124974f, .5744425f},
                     kTolerance);
}

TEST(TreeEnsembleRegressor, OtherAggregates) {
  stumps({0, 0, 0, 0}, {-.1f, .3f, .4f, -.5f})
      .attribute("n_targets", 1)
      .attribute("aggregate_function", "AVERAGE")
      .attribute("base_values", F{.25f})
      .expect<float>({5, 1}, {-.05f, .15f, .4f, .6f, .15f}, kTolerance);
  stumps({0, 0, 0, 0}, {-.1f, .3f, .4f, -.5f})
      .attribute("n_targets", 1)
      .attribute("aggregate_function", "MIN")
      .expect<float>({5, 1}, {-.5f, -.5f, -.1f, .3f, -.5f}, kTolerance);
  stumps({0, 1, 1, 0}, {.1f, .3f, .4f, .05f})
      .attribute("n_targets", 2)
      .attribute("aggregate_function", "MAX")
      .expect<float>({5, 2}, {.1f, 0, .05f, .3f, .1f, .4f, 0, .4f, .05f, .3f}, kTolerance);
}

TEST(TreeEnsembleRegressor, EveryComparison) {
  struct Case {
    const char* mode;
    F expected;
  };
  // For -inf, 1, just below 2, 2, 3 and NaN compared with 2.
  const Case cases[] = {{"BRANCH_LEQ", {1, 1, 1, 1, 0, 0}}, {"BRANCH_LT", {1, 1, 1, 0, 0, 0}},
                        {"BRANCH_GTE", {0, 0, 0, 1, 1, 0}}, {"BRANCH_GT", {0, 0, 0, 0, 1, 0}},
                        {"BRANCH_EQ", {0, 0, 0, 1, 0, 0}},  {"BRANCH_NEQ", {1, 1, 1, 0, 1, 1}}};
  for (const Case& one : cases) {
    for (const bool missing : {false, true}) {
      SCOPED_TRACE(one.mode);
      F expected = one.expected;
      expected[5] = missing ? 1 : expected[5];
      OpTest("TreeEnsembleRegressor", 3, kMl)
          .input<float>({6, 1}, {-INFINITY, 1, std::nextafter(2.0f, 0.0f), 2, 3, NAN})
          .attribute("nodes_treeids", I{7, 7, 7})
          .attribute("nodes_nodeids", I{3, 4, 9})
          .attribute("nodes_featureids", I{0, 0, 0})
          .attribute("nodes_values", F{2, 0, 0})
          .attribute("nodes_modes", std::vector<Text>{one.mode, "LEAF", "LEAF"})
          .attribute("nodes_truenodeids", I{9, 0, 0})
          .attribute("nodes_falsenodeids", I{4, 0, 0})
          .attribute("nodes_missing_value_tracks_true", I{missing ? 1 : 0, 0, 0})
          .attribute("target_treeids", I{7, 7})
          .attribute("target_nodeids", I{4, 9})
          .attribute("target_ids", I{0, 0})
          .attribute("target_weights", F{0, 1})
          .attribute("n_targets", 1)
          .expect<float>({6, 1}, expected);
    }
  }
}

// 0.1 lies between two floats; a double input tells more of them apart.
TEST(TreeEnsembleRegressor, ThresholdsOfDouble) {
  const auto test = [](Value x) {
    OpTest one("TreeEnsembleRegressor", 3, kMl);
    one.input(std::move(x))
        .attribute("nodes_treeids", I{0, 0, 0})
        .attribute("nodes_nodeids", I{0, 1, 2})
        .attribute("nodes_featureids", I{0, 0, 0})
        .attribute("nodes_values_as_tensor", Tensor::of<double>({3}, {0.1, 0, 0}))
        .attribute("nodes_modes", std::vector<Text>{"BRANCH_LEQ", "LEAF", "LEAF"})
        .attribute("nodes_truenodeids", I{1, 0, 0})
        .attribute("nodes_falsenodeids", I{2, 0, 0})
        .attribute("target_treeids", I{0, 0})
        .attribute("target_nodeids", I{1, 2})
        .attribute("target_ids", I{0, 0})
        .attribute("target_weights_as_tensor", Tensor::of<double>({2}, {1, 2}))
        .attribute("n_targets", 1);
    return one;
  };
  test(Tensor::of<double>({3, 1}, {0.1, std::nextafter(0.1, 1.0), -5}))
      .expect<float>({3, 1}, {1, 2, 1});
  test(Tensor::of<float>({2, 1}, {0.1f, std::nextafter(0.1f, 0.0f)})).expect<float>({2, 1}, {2, 1});
  test(Tensor::of<std::int64_t>({2}, {0, 1})).expect<float>({1, 1}, {1});
}

TEST(TreeEnsembleRegressor, ManyRowsAndNone) {
  stumps({0, 0, 0, 0}, {1, 2, 3, 4})
      .attribute("n_targets", 1)
      .expect<float>({5, 1}, {5, 6, 4, 5, 6});
  OpTest test("TreeEnsembleRegressor", 1, kMl);
  const std::int64_t rows = 1000;
  F x;
  F y;
  for (std::int64_t i = 0; i < rows; ++i) {
    x.push_back(static_cast<float>(i % 7));
    y.push_back(i % 7 < 3 ? 10 : 20);
  }
  for (const std::int64_t n : {rows, std::int64_t{0}}) {
    x.resize(static_cast<std::size_t>(n));
    y.resize(static_cast<std::size_t>(n));
    OpTest("TreeEnsembleRegressor", 1, kMl)
        .input<float>({n, 1}, x)
        .attribute("nodes_treeids", I{0, 0, 0})
        .attribute("nodes_nodeids", I{0, 1, 2})
        .attribute("nodes_featureids", I{0, 0, 0})
        .attribute("nodes_values", F{3, 0, 0})
        .attribute("nodes_modes", std::vector<Text>{"BRANCH_LT", "LEAF", "LEAF"})
        .attribute("nodes_truenodeids", I{1, 0, 0})
        .attribute("nodes_falsenodeids", I{2, 0, 0})
        .attribute("target_treeids", I{0, 0})
        .attribute("target_nodeids", I{1, 2})
        .attribute("target_ids", I{0, 0})
        .attribute("target_weights", F{10, 20})
        .attribute("n_targets", 1)
        .expect<float>({n, 1}, y);
  }
}

OpTest broken(const I& yes, const I& no, const I& features = {0, 0, 0}, const I& voters = {2},
              const I& targets = {0}) {
  OpTest test("TreeEnsembleRegressor", 1, kMl);
  test.input<float>({1, 1}, {1})
      .attribute("nodes_treeids", I{0, 0, 0})
      .attribute("nodes_nodeids", I{0, 1, 2})
      .attribute("nodes_featureids", features)
      .attribute("nodes_values", F{3, 0, 0})
      .attribute("nodes_modes", std::vector<Text>{"BRANCH_LT", "BRANCH_LT", "LEAF"})
      .attribute("nodes_truenodeids", yes)
      .attribute("nodes_falsenodeids", no)
      .attribute("target_treeids", I(voters.size(), 0))
      .attribute("target_nodeids", voters)
      .attribute("target_ids", targets)
      .attribute("target_weights", F(voters.size(), 1.0f))
      .attribute("n_targets", 1);
  return test;
}

// What converters leave out where a leaf votes for nothing.
TEST(TreeEnsembleRegressor, LeafWithoutWeight) {
  broken({1, 2, 0}, {2, 2, 0}, {0, 0, 0}, {}, {}).expect<float>({1, 1}, {0});
}

TEST(TreeEnsembleRegressor, Errors) {
  broken({1, 0, 0}, {2, 2, 0}).expect_error("circle");
  broken({1, 1, 0}, {2, 2, 0}).expect_error("circle");
  broken({1, 5, 0}, {2, 2, 0}).expect_error("tree 0 has no node 5");
  broken({1, 2, 0}, {2, 2, 0}, {0, -1, 0}).expect_error("feature -1");
  broken({1, 2, 0}, {2, 2, 0}, {0, 3, 0}).expect_error("has 1 features, the trees ask for 4");
  broken({1, 2, 0}, {2, 2, 0}, {0, 0, 0}, {8}).expect_error("tree 0 has no node 8");
  broken({1, 2, 0}, {2, 2, 0}, {0, 0, 0}, {2}, {1}).expect_error("target 1 of 1");
  broken({1, 2, 0}, {2, 2, 0}, {0, 0, 0}, {2}, {-1}).expect_error("target -1");
  broken({1, 2}, {2, 2, 0}).expect_error("'nodes_truenodeids' has 2 elements, expected 3");
  OpTest("TreeEnsembleRegressor", 1, kMl)
      .input<float>({1, 1}, {1})
      .attribute("n_targets", 0)
      .expect_error("'n_targets' is 0");
}

}  // namespace
}  // namespace sardonyx
