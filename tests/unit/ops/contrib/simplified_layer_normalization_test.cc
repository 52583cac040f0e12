#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

// Expected values were computed by onnxruntime 1.31.
constexpr Tolerance kFloat{.rtol = 1e-5, .atol = 1e-6};

TEST(SimplifiedLayerNormalization, LastAxis) {
  OpTest test("SimplifiedLayerNormalization", 1);
  test.input<float>({2, 2, 4}, {-0.875f, 0.875f, 0.375f, -0.25f, -1.375f, 1.25f, 1.25f, -1.125f,
                                -1.875f, -0.75f, -1.5f, 1.25f, 0.125f, 0, -0.875f, 0});
  test.input<float>({4}, {1.875f, -1.125f, 1.125f, -2});
  test.output<float>({2, 2, 4},
                     {-2.49151111f, -1.49490666f, 0.640674233f, 0.759317636f, -2.05735636f,
                      -1.12219453f, 1.12219453f, 1.79551113f, -2.50308585f, 0.600740612f,
                      -1.20148122f, -1.7799722f, 0.530316472f, 0, -2.22732925f, 0},
                     kFloat);
  test.check();
}

TEST(SimplifiedLayerNormalization, SeveralAxes) {
  OpTest test("SimplifiedLayerNormalization", 1);
  test.attribute("axis", 1);
  test.attribute("epsilon", 0.125f);
  test.input<float>({2, 2, 4}, {-0.875f, 0.875f, 0.375f, -0.25f, -1.375f, 1.25f, 1.25f, -1.125f,
                                -1.875f, -0.75f, -1.5f, 1.25f, 0.125f, 0, -0.875f, 0});
  test.input<float>({2, 4}, {-0.75f, 1.75f, 1.5f, -1.75f, 1.375f, 1.375f, -0.25f, -0.5f});
  test.output<float>({2, 2, 4},
                     {0.618182063f, 1.44242477f, 0.529870272f, 0.412121326f, -1.78095293f,
                      1.61904812f, -0.29437238f, 0.529870272f, 1.27894604f, -1.19368291f,
                      -2.04631352f, -1.98947167f, 0.156315625f, 0, 0.198947161f, 0},
                     kFloat);
  test.check();
}

TEST(SimplifiedLayerNormalization, HalfPrecisionInBothDomains) {
  for (const char* domain : {"", "com.microsoft"}) {
    OpTest("SimplifiedLayerNormalization", 1, domain)
        .attribute("epsilon", 0.0f)
        .input<Float16>({1, 2}, to_float16({3, 3}))
        .input<Float16>({2}, to_float16({2, 1}))
        .expect<Float16>({1, 2}, to_float16({2, 1}));
  }
}

TEST(SimplifiedLayerNormalization, StatisticsAreForTraining) {
  OpTest("SimplifiedLayerNormalization", 1)
      .input<float>({1, 2}, {3, 3})
      .input<float>({2}, {2, 1})
      .expect_error("inv_std_var", 2);
}

}  // namespace
}  // namespace sardonyx
