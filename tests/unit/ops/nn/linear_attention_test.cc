#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

constexpr Tolerance kFloat{.rtol = 1e-5, .atol = 1e-6};

// Two steps, two query heads on one key-value head, keys of 2 elements, values of 3.
OpTest two_steps(const char* rule) {
  OpTest test("LinearAttention", 27);
  if (rule != nullptr) {
    test.attribute("update_rule", rule);
  }
  test.attribute("q_num_heads", 2)
      .attribute("kv_num_heads", 1)
      .input<float>({1, 2, 4}, ramp(8, 0.1f, 0.1f))
      .input<float>({1, 2, 2}, ramp(4, 0.5f, -0.2f))
      .input<float>({1, 2, 3}, ramp(6, 1, 0.5f));
  return test;
}

const std::vector<float> kPast = {-0.3f, -0.2f, -0.1f, 0, 0.1f, 0.2f};

TEST(LinearAttention, Linear) {
  two_steps("linear")
      .output<float>({1, 2, 6},
                     {0.07778174f, 0.11667262f, 0.15556349f, 0.19091883f, 0.28637826f, 0.38183767f,
                      0.28637823f, 0.43487069f, 0.58336312f, 0.39951533f, 0.60457629f, 0.80963725f},
                     kFloat)
      .output<float>({1, 1, 2, 3}, {0.75f, 1.05f, 1.35f, 0.05f, 0.15f, 0.25f}, kFloat)
      .check();
}

TEST(LinearAttention, GatedPerKeyElement) {
  two_steps("gated")
      .input<float>({1, 1, 2, 3}, kPast)
      .input<float>({1, 2, 2}, {-0.5f, -0.25f, -1, -2})
      .output<float>({1, 2, 6},
                     {0.06491529f, 0.11910889f, 0.17330249f, 0.15231946f, 0.28267315f, 0.41302684f,
                      0.04091367f, 0.09086764f, 0.14082159f, 0.06320185f, 0.13367932f, 0.20415680f},
                     kFloat)
      .output<float>(
          {1, 1, 2, 3},
          {0.36700067f, 0.53128356f, 0.69556642f, -0.20939942f, -0.22855921f, -0.24771897f}, kFloat)
      .check();
}

TEST(LinearAttention, DeltaWithScale) {
  two_steps("delta")
      .attribute("scale", 2.0f)
      .input<float>({1, 1, 2, 3}, kPast)
      .no_input()
      .input<float>({1, 2, 1}, {0.5f, 0.25f})
      .output<float>({1, 2, 6},
                     {0.06649999f, 0.17270002f, 0.27890000f, 0.13049999f, 0.38390005f, 0.63730001f,
                      0.18190749f, 0.58002853f, 0.97814953f, 0.24590747f, 0.79122859f, 1.33654952f},
                     kFloat)
      .output<float>({1, 1, 2, 3},
                     {0.05046248f, 0.26785752f, 0.48525250f, 0.10953750f, 0.26014253f, 0.41074750f},
                     kFloat)
      .check();
}

TEST(LinearAttention, GatedDeltaIsTheDefault) {
  two_steps(nullptr)
      .input<float>({1, 1, 2, 3}, kPast)
      .input<float>({1, 2, 1}, {-0.5f, -1})
      .input<float>({1, 2, 1}, {0.5f, 0.25f})
      .output<float>({1, 2, 6},
                     {0.02956269f, 0.05998750f, 0.09041233f, 0.06554490f, 0.13866442f, 0.21178395f,
                      0.03292557f, 0.07465030f, 0.11637501f, 0.04616269f, 0.10359392f, 0.16102514f},
                     kFloat)
      .no_output()
      .check();
}

TEST(LinearAttention, StateOfAnotherType) {
  OpTest("LinearAttention", 27)
      .attribute("update_rule", "linear")
      .attribute("q_num_heads", 1)
      .attribute("kv_num_heads", 1)
      .attribute("scale", 1.0f)
      .input<Float16>({1, 1, 1}, to_float16(std::vector<float>{2}))
      .input<Float16>({1, 1, 1}, to_float16(std::vector<float>{3}))
      .input<Float16>({1, 1, 1}, to_float16(std::vector<float>{4}))
      .input<float>({1, 1, 1, 1}, {1})
      .output<Float16>({1, 1, 1}, to_float16(std::vector<float>{26}))
      .output<float>({1, 1, 1, 1}, {13})
      .check();
}

TEST(LinearAttention, Errors) {
  two_steps("gated").expect_error("the update rule needs input 4 ('decay')", 2);
  two_steps("delta").expect_error("the update rule needs input 5 ('beta')", 2);
  two_steps("linear")
      .no_input()
      .input<float>({1, 2, 1}, {0, 0})
      .expect_error("the update rule takes no input 4 ('decay')", 2);
  two_steps("linear")
      .input<float>({1, 1, 3, 2}, kPast)
      .expect_error("input 3 ('past_state') has shape [1,1,3,2]", 2);
  two_steps("gated")
      .no_input()
      .input<float>({1, 2, 3}, ramp(6))
      .expect_error("input 4 ('decay') has shape [1,2,3]", 2);
  two_steps("other").expect_error("update_rule", 2);
  OpTest("LinearAttention", 27)
      .attribute("update_rule", "linear")
      .attribute("q_num_heads", 3)
      .attribute("kv_num_heads", 2)
      .input<float>({1, 1, 6}, ramp(6))
      .input<float>({1, 1, 4}, ramp(4))
      .input<float>({1, 1, 4}, ramp(4))
      .expect_error("'q_num_heads' is 3, expected a multiple of 'kv_num_heads', which is 2", 2);
}

}  // namespace
}  // namespace sardonyx
