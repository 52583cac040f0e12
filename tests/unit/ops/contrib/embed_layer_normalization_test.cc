#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

// Expected values were computed by onnxruntime 1.31.
constexpr Tolerance kFloat{.rtol = 1e-5, .atol = 1e-6};

TEST(EmbedLayerNormalization, Everything) {
  OpTest test("EmbedLayerNormalization", 1, "com.microsoft");
  test.attribute("epsilon", 0.0625f);
  test.input<std::int32_t>({2, 3}, {1, 3, 0, 2, 2, 4});
  test.input<std::int32_t>({2, 3}, {0, 1, 1, 0, 0, 1});
  test.input<float>({5, 4}, {0.5f,   1.375f,  1,       -0.125f, -0.875f, -0.5f,  -1.25f,
                             1.875f, -1.875f, -0.5f,   -1.75f,  1.625f,  0.625f, -0.375f,
                             1.25f,  -0.5f,   -0.125f, -0.625f, 1.125f,  -1.875f});
  test.input<float>({6, 4}, {0.25f,  -0.875f, 2,     -1.125f, -0.375f, -1.75f,  0,      0.125f,
                             1,      -0.25f,  -1,    -2,      1.75f,   -1.375f, 1.125f, 1.75f,
                             -0.75f, -1.5f,   0.75f, -0.5f,   -1.875f, 1.875f,  1.625f, -1.625f});
  test.input<float>({2, 4}, {0.875f, -0.375f, -1.75f, 1.25f, 1.5f, -2, -1.625f, -1.75f});
  test.input<float>({4}, {1.875f, 1.75f, 1.375f, 0.75f});
  test.input<float>({4}, {-1.625f, -1, 0.125f, -0.125f});
  test.input<std::int32_t>({2, 3}, {1, 1, 0, 1, 1, 1});
  test.input<std::int32_t>({2, 3}, {5, 0, 1, 1, 2, 3});
  test.output<float>(
      {2, 3, 4},
      {-3.76238918f, 0.403816104f,  -0.977998376f, 0.729955673f, 0.494559526f, -2.69273424f,
       1.2947638f,   -0.885419309f, 1.29599142f,   -2.80570364f, 0.26409483f,  -0.595393419f,
       -1.81168509f, -2.04543638f,  -1.1755724f,   1.10712123f,  -0.54146719f, -0.946773827f,
       -2.09148979f, 0.627770066f,  0.930194139f,  -3.26254797f, 0.717572093f, -0.500635386f},
      kFloat);
  test.output<std::int32_t>({2}, {2, 3});
  test.output<float>({2, 3, 4},
                     {-1.875f, 1,       -1.375f, 1.5f,   2.375f,  -3.25f,  1.625f, -3.375f,
                      1.625f,  -2.375f, -0.625f, -1.75f, -1.375f, -2.625f, -3.5f,  3,
                      0,       -1.125f, -4.5f,   0.875f, 3.125f,  -4,      0.625f, -1.875f},
                     kFloat);
  test.check();
}

TEST(EmbedLayerNormalization, PositionsInOrder) {
  OpTest test("EmbedLayerNormalization", 1, "com.microsoft");
  test.attribute("epsilon", 9.99999975e-06f);
  test.input<std::int32_t>({2, 3}, {1, 3, 0, 2, 2, 4});
  test.no_input();
  test.input<float>({5, 4}, {0.5f,   1.375f,  1,       -0.125f, -0.875f, -0.5f,  -1.25f,
                             1.875f, -1.875f, -0.5f,   -1.75f,  1.625f,  0.625f, -0.375f,
                             1.25f,  -0.5f,   -0.125f, -0.625f, 1.125f,  -1.875f});
  test.input<float>({6, 4}, {0.25f,  -0.875f, 2,     -1.125f, -0.375f, -1.75f,  0,      0.125f,
                             1,      -0.25f,  -1,    -2,      1.75f,   -1.375f, 1.125f, 1.75f,
                             -0.75f, -1.5f,   0.75f, -0.5f,   -1.875f, 1.875f,  1.625f, -1.625f});
  test.no_input();
  test.input<float>({4}, {-1.625f, -1, 0.875f, 1.625f});
  test.input<float>({4}, {-1.625f, 1.875f, -0.75f, -1.75f});
  test.output<float>(
      {2, 3, 4},
      {-0.736343622f, 3.24216366f,  0.0873877406f,  -0.194851398f, -2.28668046f,  3.40195465f,
       0.318868399f,  -1.91542006f, -3.20803261f,   1.16650987f,   -0.827491105f, -4.34041691f,
       0.200501084f,  2.73405933f,  0.00167697668f, 0.0755010843f, -0.531878114f, 2.54769039f,
       -1.07700229f,  1.04353356f,  -3.25582552f,   1.84039366f,   -0.235230148f, -4.39306164f},
      kFloat);
  test.output<std::int32_t>({2}, {0, 0});
  test.check();
}

TEST(EmbedLayerNormalization, PositionsForAllBatches) {
  OpTest test("EmbedLayerNormalization", 1, "com.microsoft");
  test.attribute("epsilon", 9.99999975e-06f);
  test.input<std::int32_t>({2, 3}, {1, 3, 0, 2, 2, 4});
  test.no_input();
  test.input<float>({5, 4}, {0.5f,   1.375f,  1,       -0.125f, -0.875f, -0.5f,  -1.25f,
                             1.875f, -1.875f, -0.5f,   -1.75f,  1.625f,  0.625f, -0.375f,
                             1.25f,  -0.5f,   -0.125f, -0.625f, 1.125f,  -1.875f});
  test.input<float>({6, 4}, {0.25f,  -0.875f, 2,     -1.125f, -0.375f, -1.75f,  0,      0.125f,
                             1,      -0.25f,  -1,    -2,      1.75f,   -1.375f, 1.125f, 1.75f,
                             -0.75f, -1.5f,   0.75f, -0.5f,   -1.875f, 1.875f,  1.625f, -1.625f});
  test.no_input();
  test.input<float>({4}, {1.75f, 0.125f, 0.625f, -1.25f});
  test.input<float>({4}, {1.75f, -0.375f, -0.5f, 1});
  test.no_input();
  test.input<std::int32_t>({1, 3}, {5, 0, 1});
  test.output<float>(
      {2, 3, 4},
      {-1.15745068f,  -0.248368874f, -0.272063971f, 0.64543283f,   2.25596237f,   -0.475389332f,
       0.443659782f,  2.24482775f,   1.53294349f,   -0.514536321f, 0.507762313f,  1.46512103f,
       -1.13165522f,  -0.243267193f, -0.335334003f, 0.588334978f,  -0.215924263f, -0.482382417f,
       0.0369121432f, -0.404231668f, 2.24063134f,   -0.515180409f, 0.43453598f,   1.81771898f},
      kFloat);
  test.no_output();
  test.output<float>({2, 3, 4}, {-2.75f,  1.375f,  0.375f, 0.25f, 0.875f, -1.25f,  3.25f,   -1.625f,
                                 0.125f,  -0.375f, 1,      0,     -3.75f, 1.375f,  -0.125f, 0,
                                 -1.625f, -1.375f, 0.25f,  0.5f,  -0.5f,  -2.375f, 1.125f,  -1.75f},
                     kFloat);
  test.check();
}

TEST(EmbedLayerNormalization, OutputOnly) {
  OpTest test("EmbedLayerNormalization", 1, "com.microsoft");
  test.attribute("epsilon", 9.99999975e-06f);
  test.input<std::int32_t>({2, 3}, {1, 3, 0, 2, 2, 4});
  test.input<std::int32_t>({2, 3}, {0, 1, 1, 0, 0, 1});
  test.input<float>({5, 4}, {0.5f,   1.375f,  1,       -0.125f, -0.875f, -0.5f,  -1.25f,
                             1.875f, -1.875f, -0.5f,   -1.75f,  1.625f,  0.625f, -0.375f,
                             1.25f,  -0.5f,   -0.125f, -0.625f, 1.125f,  -1.875f});
  test.input<float>({6, 4}, {0.25f,  -0.875f, 2,     -1.125f, -0.375f, -1.75f,  0,      0.125f,
                             1,      -0.25f,  -1,    -2,      1.75f,   -1.375f, 1.125f, 1.75f,
                             -0.75f, -1.5f,   0.75f, -0.5f,   -1.875f, 1.875f,  1.625f, -1.625f});
  test.input<float>({2, 4}, {0.875f, -0.375f, -1.75f, 1.25f, 1.5f, -2, -1.625f, -1.75f});
  test.input<float>({4}, {1, 0.875f, -1.125f, -1.25f});
  test.input<float>({4}, {0.25f, -0.75f, -1.875f, -0.25f});
  test.output<float>(
      {2, 3, 4},
      {0.514134645f,  -1.75151038f, -1.1816467f,  -2.12095356f,  1.61963689f,  -1.92320216f,
       -2.31292343f,  0.272624612f, 1.80076122f,  -0.761031866f, -1.52040529f, 1.27869749f,
       0.114612252f,  -1.50027382f, -1.11344385f, -2.33722782f,  0.149937525f, -1.27532804f,
       -0.805582285f, -2.31378865f, 1.73466337f,  -1.04395247f,  -2.03349042f, 1.3619976f},
      kFloat);
  test.no_output();
  test.check();
}

TEST(EmbedLayerNormalization, IndexOutOfRange) {
  OpTest test("EmbedLayerNormalization", 1, "com.microsoft");
  test.input<std::int32_t>({1, 1}, {2})
      .no_input()
      .input<float>({2, 1}, {1, 2})
      .input<float>({2, 1}, {1, 2})
      .no_input()
      .input<float>({1}, {1})
      .input<float>({1}, {1});
  EXPECT_THROW(test.run(), Error);
}

TEST(EmbedLayerNormalization, MorePositionsThanRows) {
  OpTest test("EmbedLayerNormalization", 1, "com.microsoft");
  test.input<std::int32_t>({1, 3}, {0, 0, 0})
      .no_input()
      .input<float>({2, 1}, {1, 2})
      .input<float>({2, 1}, {1, 2})
      .no_input()
      .input<float>({1}, {1})
      .input<float>({1}, {1});
  EXPECT_THROW(test.run(), Error);
}

}  // namespace
}  // namespace sardonyx
