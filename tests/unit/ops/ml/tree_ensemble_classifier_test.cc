#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

constexpr const char* kMl = "ai.onnx.ml";
using Text = std::string;

using I = std::vector<std::int64_t>;
using F = std::vector<float>;
constexpr Tolerance kTolerance{1e-5, 1e-6};

// Two trees of one question each: x[0] <= 0.5 and x[1] > 1.5.
OpTest stumps(const I& classes, const F& weights, int opset = 1) {
  OpTest test("TreeEnsembleClassifier", opset, kMl);
  test.input<float>({4, 2}, {0, 1, 1, 1, 0, 2, 1, 2})
      .attribute("nodes_treeids", I{0, 0, 0, 1, 1, 1})
      .attribute("nodes_nodeids", I{0, 1, 2, 0, 1, 2})
      .attribute("nodes_featureids", I{0, 0, 0, 1, 0, 0})
      .attribute("nodes_values", F{.5f, 0, 0, 1.5f, 0, 0})
      .attribute("nodes_modes",
                 std::vector<Text>{"BRANCH_LEQ", "LEAF", "LEAF", "BRANCH_GT", "LEAF", "LEAF"})
      .attribute("nodes_truenodeids", I{1, 0, 0, 1, 0, 0})
      .attribute("nodes_falsenodeids", I{2, 0, 0, 2, 0, 0})
      .attribute("class_treeids", I{0, 0, 1, 1})
      .attribute("class_nodeids", I{1, 2, 1, 2})
      .attribute("class_ids", classes)
      .attribute("class_weights", weights);
  return test;
}

TEST(TreeEnsembleClassifier, HighestOfThree) {
  stumps({0, 1, 2, 1}, {.1f, .3f, .4f, .05f})
      .attribute("classlabels_int64s", I{10, 11, 12})
      .output<std::int64_t>({4}, {10, 11, 12, 12})
      .output<float>({4, 3}, {.1f, .05f, 0, 0, .35f, 0, .1f, 0, .4f, 0, .3f, .4f}, kTolerance)
      .check();
  stumps({0, 1, 2, 1}, {.1f, .3f, .4f, .05f}, 3)
      .attribute("classlabels_strings", std::vector<Text>{"a", "b", "c"})
      .attribute("post_transform", "SOFTMAX_ZERO")
      .output<Text>({4}, {"a", "b", "c", "c"})
      .output<float>(
          {4, 3},
          {.5124974f, .4875026f, 0, 0, 1, 0, .4255575f, 0, .5744425f, 0, .4750208f, .5249792f},
          kTolerance)
      .check();
  stumps({0, 1, 2, 1}, {.1f, -.3f, .4f, .05f})
      .attribute("classlabels_int64s", I{10, 11, 12})
      .attribute("base_values", F{.1f, .2f, .3f})
      .no_output()
      .output<float>({4, 3}, {.2f, .25f, .3f, .1f, -.05f, .3f, .2f, .2f, .7f, .1f, -.1f, .7f},
                     kTolerance)
      .check();
}

TEST(TreeEnsembleClassifier, ProbabilityOfOneOfTwo) {
  stumps({0, 0, 0, 0}, {.1f, .3f, .4f, .05f})
      .attribute("classlabels_int64s", I{10, 11})
      .output<std::int64_t>({4}, {10, 10, 10, 11})
      .output<float>({4, 2}, {.85f, .15f, .65f, .35f, .5f, .5f, .3f, .7f}, kTolerance)
      .check();
  stumps({1, 1, 1, 1}, {.1f, .3f, .4f, .05f})
      .attribute("classlabels_int64s", I{10, 11})
      .output<std::int64_t>({4}, {10, 10, 10, 11})
      .output<float>({4, 2}, {0, .15f, 0, .35f, 0, .5f, 0, .7f}, kTolerance)
      .check();
}

TEST(TreeEnsembleClassifier, MarginOfOneOfTwo) {
  stumps({0, 0, 0, 0}, {-.1f, .3f, .4f, -.5f})
      .attribute("classlabels_strings", std::vector<Text>{"no", "yes"})
      .output<Text>({4}, {"no", "no", "yes", "yes"})
      .output<float>({4, 2}, {.6f, -.6f, .2f, -.2f, -.3f, .3f, -.7f, .7f}, kTolerance)
      .check();
  stumps({0, 0, 0, 0}, {-.1f, .3f, .4f, -.5f})
      .attribute("classlabels_int64s", I{10, 11})
      .attribute("base_values", F{.25f})
      .attribute("post_transform", "LOGISTIC")
      .output<std::int64_t>({4}, {10, 11, 11, 11})
      .output<float>(
          {4, 2},
          {.5866176f, .4133824f, .4875026f, .5124974f, .3658644f, .6341356f, .2788848f, .7211152f},
          kTolerance)
      .check();
}

TEST(TreeEnsembleClassifier, OneLabel) {
  stumps({0, 0, 0, 0}, {-.1f, .3f, .4f, -.5f})
      .attribute("classlabels_int64s", I{10})
      .output<std::int64_t>({4}, {0, 0, 1, 1})
      .output<float>({4, 1}, {-.6f, -.2f, .3f, .7f}, kTolerance)
      .check();
}

TEST(TreeEnsembleClassifier, Errors) {
  stumps({0, 0, 0, 0}, {1, 1, 1, 1}).expect_error("target 0 of 0", 2);
  stumps({0, 0, 3, 0}, {1, 1, 1, 1})
      .attribute("classlabels_int64s", I{10, 11})
      .expect_error("target 3 of 2", 2);
  stumps({0, 1, 0, 0}, {1, 1, 1, 1})
      .attribute("classlabels_int64s", I{10, 11})
      .attribute("base_values", F{1})
      .expect_error("has 1 elements for 2 classes", 2);
  stumps({0, 0, 0}, {1, 1, 1, 1})
      .attribute("classlabels_int64s", I{10, 11})
      .expect_error("'class_ids' has 3 elements, expected 4", 2);
}

}  // namespace
}  // namespace sardonyx
