#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

// Expected values were computed by onnxruntime 1.31.
constexpr Tolerance kFloat{.rtol = 1e-5, .atol = 2e-6};
constexpr Tolerance kHalf{.rtol = 2e-3, .atol = 2e-3};

TEST(SkipLayerNormalization, Sum) {
  OpTest test("SkipLayerNormalization", 1, "com.microsoft");
  test.attribute("epsilon", 0.0625f);
  test.input<float>({2, 3, 4},
                    {2,      1.875f,  0.75f,  -0.375f, -1.25f,  1.75f,  -1,     0.25f,
                     0.75f,  -1.125f, -0.75f, 1,       -1.25f,  0.75f,  1.875f, 0.75f,
                     0.625f, -0.125f, 1.875f, -1.125f, -0.625f, 0.625f, 0.625f, -1.625f});
  test.input<float>({2, 3, 4}, {-1.375f, 0.75f,  1.375f,  0.5f,  1.75f,   -0.5f,  -0.75f, 1.25f,
                                -1.875f, -1.25f, -1.25f,  -0.5f, -1.375f, 1.25f,  1.375f, -0.5f,
                                -2,      0.875f, -1.625f, 0.5f,  -1.375f, 1.875f, 0.75f,  2});
  test.input<float>({4}, {0.5f, 0.875f, -0.5f, 1.25f});
  test.input<float>({4}, {-1.625f, -1.375f, -0.625f, 0.875f});
  test.input<float>({4}, {0, 1.375f, 1.875f, -0.375f});
  test.output<float>(
      {2, 3, 4},
      {-2.00212407f,  -0.518447042f, -1.1144588f,  -0.629484177f, -1.92617023f,  -0.0157711506f,
       -0.133616984f, 0.914627671f,  -2.12362075f, -2.06388378f,  -0.966161489f, 2.25276756f,
       -2.2969985f,   -0.814139724f, -1.23496783f, 0.228847623f,  -2.17365313f,  -0.512498438f,
       -1.11785805f,  -0.21765697f,  -2.30532813f, -0.433879495f, -1.03319693f,  0.210870147f},
      kFloat);
  test.no_output();
  test.no_output();
  test.output<float>({2, 3, 4}, {0.625f,  4,      4,       -0.25f, 0.5f,    2.625f, 0.125f, 1.125f,
                                 -1.125f, -1,     -0.125f, 0.125f, -2.625f, 3.375f, 5.125f, -0.125f,
                                 -1.375f, 2.125f, 2.125f,  -1,     -2,      3.875f, 3.25f,  0},
                     kFloat);
  test.check();
}

TEST(SkipLayerNormalization, OnlyGamma) {
  OpTest test("SkipLayerNormalization", 1, "com.microsoft");
  test.input<float>({2, 3, 4},
                    {2,      1.875f,  0.75f,  -0.375f, -1.25f,  1.75f,  -1,     0.25f,
                     0.75f,  -1.125f, -0.75f, 1,       -1.25f,  0.75f,  1.875f, 0.75f,
                     0.625f, -0.125f, 1.875f, -1.125f, -0.625f, 0.625f, 0.625f, -1.625f});
  test.input<float>({2, 3, 4}, {-0.375f, 0.25f,   0.625f, -0.125f, 0.375f, 1.875f,  1,       -0.75f,
                                -0.25f,  -0.375f, -1.5f,  -2,      1.25f,  -0.375f, -0.625f, 0.5f,
                                0.25f,   1.75f,   0.5f,   1.75f,   0.375f, -0.75f,  -0.75f,  2});
  test.input<float>({4}, {0.375f, -1.25f, 1.375f, 1.375f});
  test.output<float>(
      {2, 3, 4},
      {0.176907793f,  -1.21869814f, 0.302708894f,  -2.29193878f, -0.300283968f, -2.1324513f,
       -0.430842221f, -0.81381309f, 0.582534134f,  0.543698549f, -1.62332845f,  0.0854383409f,
       -0.492254734f, 0.784753919f, 1.33408177f,   1.33408177f,  -0.273861289f, -0.456435442f,
       2.00831604f,   -1.50623691f, -0.341745883f, 0.488208383f, -0.537029207f, 2.32712674f},
      kFloat);
  test.check();
}

TEST(SkipLayerNormalization, BiasWithoutBeta) {
  OpTest test("SkipLayerNormalization", 1, "com.microsoft");
  test.attribute("epsilon", 9.99999975e-06f);
  test.input<float>({2, 3, 4},
                    {2,      1.875f,  0.75f,  -0.375f, -1.25f,  1.75f,  -1,     0.25f,
                     0.75f,  -1.125f, -0.75f, 1,       -1.25f,  0.75f,  1.875f, 0.75f,
                     0.625f, -0.125f, 1.875f, -1.125f, -0.625f, 0.625f, 0.625f, -1.625f});
  test.input<float>({2, 3, 4}, {-2,     -1.375f, 0.75f, -0.375f, -0.625f, -1.75f,  -1.25f, 1.5f,
                                1.375f, 1.375f,  0.25f, -1.5f,   -0.75f,  0.125f,  2,      -1,
                                0.25f,  0,       0,     0.25f,   0.875f,  -1.625f, 2,      1.5f});
  test.input<float>({4}, {1.125f, -0.875f, -0.25f, -0.25f});
  test.no_input();
  test.input<float>({4}, {-0.75f, -1.875f, 1, -2});
  test.output<float>(
      {2, 3, 4},
      {-0.0912134275f, 0.354718864f,  -0.401339084f,  0.279721171f, -1.45385575f,  0.376925558f,
       -0.0717953444f, -0.358976722f, 1.39499712f,    0.594998777f, -0.169999644f, 0.309999347f,
       -0.912270069f,  0.206575915f,  -0.423416466f,  0.161668107f, 0.301235348f,  0.604232311f,
       -0.376984566f,  0.271287978f,  -0.0139808096f, 0.837295115f, -0.406996876f, 0.164662868f},
      kFloat);
  test.no_output();
  test.no_output();
  test.output<float>({2, 3, 4},
                     {-0.75f, -1.375f, 2.5f,   -2.75f,  -2.625f, -1.875f, -1.25f, -0.25f,
                      1.375f, -1.625f, 0.5f,   -2.5f,   -2.75f,  -1,      4.875f, -2.25f,
                      0.125f, -2,      2.875f, -2.875f, -0.5f,   -2.875f, 3.625f, -2.125f},
                     kFloat);
  test.check();
}

TEST(SkipLayerNormalization, SkipForAllBatches) {
  OpTest test("SkipLayerNormalization", 1, "com.microsoft");
  test.attribute("epsilon", 9.99999975e-06f);
  test.input<float>({2, 3, 4},
                    {2,      1.875f,  0.75f,  -0.375f, -1.25f,  1.75f,  -1,     0.25f,
                     0.75f,  -1.125f, -0.75f, 1,       -1.25f,  0.75f,  1.875f, 0.75f,
                     0.625f, -0.125f, 1.875f, -1.125f, -0.625f, 0.625f, 0.625f, -1.625f});
  test.input<float>({1, 3, 4}, {1.125f, -1.25f, 0.625f, -0.625f, -1.125f, 1.75f, -0.125f, 1.625f,
                                -1.25f, -0.125f, -0.625f, -0.125f});
  test.input<float>({4}, {-2, 0.75f, -0.625f, 1.5f});
  test.input<float>({4}, {-1.125f, -0.625f, -1.875f, 1.25f});
  test.output<float>(
      {2, 3, 4},
      {-3.94933414f,   -0.830501914f, -2.01990509f, -0.80501914f, 1.31164813f,  0.348989844f,
       -1.44825184f,   2.15370178f,   -1.26468515f, -1.20120144f, -1.30752897f, 3.6595695f,
       -0.0620158911f, -1.26279044f,  -2.93798399f, 0.771657169f, 1.80926466f,  0.0147379041f,
       -2.49341345f,   0.687030613f,  0.963844776f, 0.292599678f, -2.34125996f, -0.137589812f},
      kFloat);
  test.no_output();
  test.no_output();
  test.output<float>({2, 3, 4}, {3.125f, 0.625f, 1.375f,  -1,     -2.375f, 3.5f,  -1.125f, 1.875f,
                                 -0.5f,  -1.25f, -1.375f, 0.875f, -0.125f, -0.5f, 2.5f,    0.125f,
                                 -0.5f,  1.625f, 1.75f,   0.5f,   -1.875f, 0.5f,  0,       -1.75f},
                     kFloat);
  test.check();
}

TEST(SkipLayerNormalization, SkipOfRank2) {
  OpTest test("SkipLayerNormalization", 1, "com.microsoft");
  test.attribute("epsilon", 9.99999975e-06f);
  test.input<float>({2, 3, 4},
                    {2,      1.875f,  0.75f,  -0.375f, -1.25f,  1.75f,  -1,     0.25f,
                     0.75f,  -1.125f, -0.75f, 1,       -1.25f,  0.75f,  1.875f, 0.75f,
                     0.625f, -0.125f, 1.875f, -1.125f, -0.625f, 0.625f, 0.625f, -1.625f});
  test.input<float>(
      {3, 4}, {0.125f, -0.375f, 1.75f, 0.375f, 1.875f, 1, 0.375f, 0, -1.25f, 0.75f, 1.25f, 0.875f});
  test.input<float>({4}, {-0.375f, -2, 1, -1.875f});
  test.input<float>({4}, {1.25f, -1.5f, -0.75f, -1.125f});
  test.output<float>(
      {2, 3, 4},
      {1.01648879f,   -1.43445301f,  0.265978336f, 1.88606477f,   1.28778434f,   -4.72426271f,
       -1.85834038f,  -0.369313419f, 1.59617281f,  0.0825042725f, -0.618124604f, -4.09219551f,
       1.71371222f,   -0.77260828f,  0.777522683f, -1.26138592f,  0.891643763f,  -1.15250301f,
       0.0318681598f, 1.80700564f,   1.7472409f,   -3.09117079f,  0.371979356f,  -0.0157703161f},
      kFloat);
  test.check();
}

TEST(SkipLayerNormalization, Tokens) {
  OpTest test("SkipLayerNormalization", 1, "com.microsoft");
  test.attribute("epsilon", 9.99999975e-06f);
  test.input<float>({3, 4}, {0.125f, -1.25f, -1, -1.875f, 2, -1.125f, -1.25f, 0.375f, -1.5f, 1.625f,
                             1.125f, -0.625f});
  test.input<float>({3, 4}, {-0.375f, -0.5f, 1, -0.375f, -0.875f, 0.75f, -1.5f, 1.125f, -0.25f,
                             1.875f, -1, -0.5f});
  test.input<float>({4}, {1.5f, 0.875f, -1.875f, -0.625f});
  test.input<float>({4}, {-2, 1.375f, -0.375f, -1.125f});
  test.output<float>(
      {3, 4},
      {-0.727967262f, 0.747137666f, -2.45428443f, -0.350364625f, -0.877280235f, 1.24401605f,
       2.57213926f, -1.73313987f, -3.43297386f, 2.80412173f, -0.31721881f, -0.720531583f},
      kFloat);
  test.no_output();
  test.no_output();
  test.output<float>(
      {3, 4},
      {-0.25f, -1.75f, 0, -2.25f, 1.125f, -0.375f, -2.75f, 1.5f, -1.75f, 3.5f, 0.125f, -1.125f},
      kFloat);
  test.check();
}

TEST(SkipLayerNormalization, HalfPrecision) {
  OpTest test("SkipLayerNormalization", 1, "com.microsoft");
  test.attribute("epsilon", 0.00100000005f);
  test.input<Float16>({1, 2, 4},
                      to_float16({0.875f, 1.5f, -1.625f, 0, -0.5f, 0.875f, 1.75f, 0.125f}));
  test.input<Float16>({1, 2, 4}, to_float16({1, -0.75f, 0.375f, 0, 1, -1.875f, -1.125f, -1.875f}));
  test.input<Float16>({4}, to_float16({2, 0.125f, 0, -0.125f}));
  test.input<Float16>({4}, to_float16({-1.875f, 1.375f, 1.375f, -2}));
  test.output<Float16>({1, 2, 4},
                       to_float16({0.818359375f, 1.41992188f, 1.375f, -1.96191406f, -0.073059082f,
                                   1.30078125f, 1.375f, -1.83300781f}),
                       kHalf);
  test.no_output();
  test.no_output();
  test.output<Float16>({1, 2, 4}, to_float16({1.875f, 0.75f, -1.25f, 0, 0.5f, -1, 0.625f, -1.75f}),
                       kHalf);
  test.check();
}

TEST(SkipLayerNormalization, Empty) {
  OpTest("SkipLayerNormalization", 1, "com.microsoft")
      .input<float>({0, 3, 2}, {})
      .input<float>({0, 3, 2}, {})
      .input<float>({2}, {1, 2})
      .expect<float>({0, 3, 2}, {});
}

TEST(SkipLayerNormalization, Errors) {
  const auto with = [](const Shape& skip, const Shape& gamma) {
    OpTest test("SkipLayerNormalization", 1, "com.microsoft");
    test.input<float>({2, 2, 2}, ramp(8));
    test.input<float>(skip, ramp(skip.element_count()));
    test.input<float>(gamma, ramp(gamma.element_count()));
    return test;
  };
  with({2, 1, 2}, {2}).expect_error("input 1 ('skip') has shape [2,1,2]");
  with({2}, {2}).expect_error("input 1 ('skip') has shape [");
  with({2, 2, 2}, {1}).expect_error("input 2 has shape [1]");
  with({2, 2, 2}, {2}).expect_error("training", 2);
}

}  // namespace
}  // namespace sardonyx
