#include "tests/unit/ops/control/subgraph.h"
#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

// Expected values were computed by ONNX's reference implementation, in double.

constexpr Tolerance kTolerance{1e-5, 1e-6};

// Four heads of two queries, two heads of three keys, heads of three and two values.
OpTest attention() {
  OpTest test("FlexAttention", 1, "ai.onnx.preview");
  test.input<float>({1, 4, 2, 3},
                    {0.5,  0.75,  -1.0,  0.75, 0.0,  0.0,  0.25,  -0.5, 1.0,   -1.0, -0.5, -0.25,
                     0.25, -0.25, -0.75, -1.0, -1.0, -1.0, -0.75, 1.0,  -0.75, 0.25, 0.5,  -0.5});
  test.input<float>({1, 2, 3, 3}, {-0.5, -0.25, -0.5, 1.0, -0.75, 1.0, 0.75, 0.75, -0.75, -0.25,
                                   0.25, 0.0, 0.25, 0.5, 0.25, -1.0, 1.0, 0.25});
  test.input<float>({1, 2, 3, 2},
                    {1.75, -1.0, -0.5, 1.5, -1.25, -1.75, -0.5, 0.75, -1.5, 1.5, -0.75, -1.25});
  return test;
}

TEST(FlexAttention, HeadsOfQueriesShareKeys) {
  attention().expect<float>(
      {1, 4, 2, 2},
      {-0.4182183, -1.1497868, -0.2924873, -0.2449677, -0.1785603, 0.5313779, 0.6119987, -0.6069443,
       -0.9187779, 0.4682055, -0.8204736, 0.2101713, -0.8503293, -0.1042523, -0.9287283, 0.342696},
      kTolerance);
}

TEST(FlexAttention, Scale) {
  OpTest test = attention();
  test.attribute("scale", 0.25f);
  test.expect<float>({1, 4, 2, 2},
                     {-0.1547572, -0.7662127, -0.1372398, -0.3413383, -0.0614383, -0.0047545,
                      0.2571785, -0.4946092, -0.9180468, 0.3938732, -0.8729118, 0.2736852,
                      -0.886519, 0.1481066, -0.9218816, 0.3373038},
                     kTolerance);
}

TEST(FlexAttention, SubgraphsModifyScoresAndProbabilities) {
  const auto half = [](SubgraphBuilder& graph) { return graph.constant(Tensor::scalar(0.5f)); };
  SubgraphBuilder score;
  const ValueId scores = score.input("scores");
  score.output(score.node("Mul", {score.node("Tanh", {scores}), half(score)}));
  SubgraphBuilder probability;
  const ValueId probabilities = probability.input("probabilities");
  probability.output(probability.node("Mul", {probabilities, half(probability)}));
  OpTest test = attention();
  test.attribute("score_mod", score.build()).attribute("prob_mod", probability.build());
  test.expect<float>({1, 4, 2, 2},
                     {-0.0645947, -0.3746855, -0.0762359, -0.1679662, -0.0287044, -0.0113894,
                      0.1381263, -0.2509624, -0.4588936, 0.199123, -0.4357187, 0.137438, -0.4436989,
                      0.0853519, -0.4613264, 0.1689393},
                     kTolerance);
}

TEST(FlexAttention, RefusesOtherRanks) {
  OpTest test("FlexAttention", 1, "ai.onnx.preview");
  test.input<float>({1, 2, 3}, {1, 2, 3, 4, 5, 6});
  test.input<float>({1, 1, 2, 3}, {1, 2, 3, 4, 5, 6});
  test.input<float>({1, 1, 2, 3}, {1, 2, 3, 4, 5, 6});
  test.expect_error("rank 4");
}

TEST(FlexAttention, RefusesSubgraphsOfAnotherForm) {
  SubgraphBuilder score;
  score.output(score.constant(Tensor::scalar(0.5f)));
  OpTest test = attention();
  test.attribute("score_mod", score.build());
  test.expect_error("'score_mod' has 0 inputs");
}

}  // namespace
}  // namespace sardonyx
