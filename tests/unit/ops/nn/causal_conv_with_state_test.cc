#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

constexpr Tolerance kFloat{.rtol = 1e-5, .atol = 1e-6};

const std::vector<float> kWeights = {1, 2, 3, -1, 0, 1};

TEST(CausalConvWithState, StartsFromZeros) {
  OpTest("CausalConvWithState", 27)
      .input<float>({1, 2, 4}, ramp(8, 1))
      .input<float>({2, 1, 3}, kWeights)
      .output<float>({1, 2, 4}, {3, 8, 14, 20, 5, 6, 2, 2})
      .output<float>({1, 2, 2}, {3, 4, 7, 8})
      .check();
}

TEST(CausalConvWithState, OnlyTheState) {
  OpTest("CausalConvWithState", 27)
      .input<float>({1, 2, 4}, ramp(8, 1))
      .input<float>({2, 1, 3}, kWeights)
      .no_output()
      .output<float>({1, 2, 2}, {3, 4, 7, 8})
      .check();
}

TEST(CausalConvWithState, BiasAndPast) {
  OpTest("CausalConvWithState", 27)
      .input<float>({1, 2, 4}, ramp(8, 1))
      .input<float>({2, 1, 3}, kWeights)
      .input<float>({2}, {0.5f, -0.5f})
      .input<float>({1, 2, 2}, {10, 20, 30, 40})
      .output<float>({1, 2, 4}, {53.5f, 28.5f, 14.5f, 20.5f, -25.5f, -34.5f, 1.5f, 1.5f})
      .output<float>({1, 2, 2}, {3, 4, 7, 8})
      .check();
}

TEST(CausalConvWithState, OneStepKeepsPartOfThePast) {
  OpTest("CausalConvWithState", 27)
      .attribute("activation", "none")
      .input<float>({1, 1, 1}, {5})
      .input<float>({1, 1, 3}, {1, 2, 3})
      .no_input()
      .input<float>({1, 1, 2}, {10, 20})
      .output<float>({1, 1, 1}, {65})
      .output<float>({1, 1, 2}, {20, 5})
      .check();
}

TEST(CausalConvWithState, Swish) {
  for (const char* name : {"silu", "swish"}) {
    OpTest("CausalConvWithState", 27)
        .attribute("activation", name)
        .input<float>({1, 1, 2}, {1.5f, -2})
        .input<float>({1, 1, 1}, {1})
        .output<float>({1, 1, 2}, {1.2263618f, -0.2384058f}, kFloat)
        .output<float>({1, 1, 0}, std::vector<float>{})
        .check();
  }
}

TEST(CausalConvWithState, HalvesAndNoState) {
  OpTest("CausalConvWithState", 27)
      .input<Float16>({1, 1, 2}, to_float16({1, 2}))
      .input<Float16>({1, 1, 2}, to_float16({2, 3}))
      .expect<Float16>({1, 1, 2}, to_float16({3, 8}));
  OpTest("CausalConvWithState", 27)
      .input<float>({1, 1, 0}, std::vector<float>{})
      .input<float>({1, 1, 2}, {2, 3})
      .no_input()
      .input<float>({1, 1, 1}, {7})
      .output<float>({1, 1, 0}, std::vector<float>{})
      .output<float>({1, 1, 1}, {7})
      .check();
}

TEST(CausalConvWithState, Errors) {
  OpTest("CausalConvWithState", 27)
      .input<float>({1, 2, 2}, ramp(4))
      .input<float>({1, 1, 2}, ramp(2))
      .expect_error("input 1 ('weight') has shape [1,1,2]");
  OpTest("CausalConvWithState", 27)
      .input<float>({1, 1, 2}, ramp(2))
      .input<float>({1, 1, 2}, ramp(2))
      .input<float>({2}, ramp(2))
      .expect_error("input 2 ('bias') has shape [2], expected [1]");
  OpTest("CausalConvWithState", 27)
      .input<float>({1, 1, 2}, ramp(2))
      .input<float>({1, 1, 2}, ramp(2))
      .no_input()
      .input<float>({1, 1, 2}, ramp(2))
      .expect_error("input 3 ('past_state') has shape [1,1,2], expected [1,1,1]");
  OpTest("CausalConvWithState", 27)
      .attribute("activation", "relu")
      .input<float>({1, 1, 2}, ramp(2))
      .input<float>({1, 1, 2}, ramp(2))
      .expect_error("activation");
}

}  // namespace
}  // namespace sardonyx
