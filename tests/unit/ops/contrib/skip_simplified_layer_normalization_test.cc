#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

// Expected values were computed by onnxruntime 1.31.
constexpr Tolerance kFloat{.rtol = 1e-5, .atol = 2e-6};
constexpr Tolerance kHalf{.rtol = 2e-3, .atol = 2e-3};

TEST(SkipSimplifiedLayerNormalization, Sum) {
  OpTest test("SkipSimplifiedLayerNormalization", 1, "com.microsoft");
  test.attribute("epsilon", 0.0625f);
  test.input<float>({2, 3, 4},
                    {2,      1.875f,  0.75f,  -0.375f, -1.25f,  1.75f,  -1,     0.25f,
                     0.75f,  -1.125f, -0.75f, 1,       -1.25f,  0.75f,  1.875f, 0.75f,
                     0.625f, -0.125f, 1.875f, -1.125f, -0.625f, 0.625f, 0.625f, -1.625f});
  test.input<float>({2, 3, 4}, {0.5f,   0.25f,  -0.5f,  0,     1.625f,  0.375f, 0,      1,
                                0.75f,  0.125f, 1.375f, 0.25f, 0.5f,    0,      0.375f, 0.5f,
                                1.625f, -1,     -0.5f,  0.25f, -0.625f, 0.75f,  1.375f, -1.25f});
  test.input<float>({4}, {-1.875f, 2, 0, 1});
  test.output<float>(
      {2, 3, 4},
      {-2.79897499f, 2.53773737f,  0, -0.223918006f, -0.514563024f, 3.11024761f, 0, 0.914778709f,
       -2.40879488f, -1.71292078f, 0, 1.07057548f,   0.99436897f,   1.06066024f, 0, 0.883883476f,
       -2.7765789f,  -1.48084211f, 0, -0.575883031f, 1.17302108f,   1.3763448f,  0, -1.43890584f},
      kFloat);
  test.no_output();
  test.no_output();
  test.output<float>({2, 3, 4}, {2.5f,  2.125f,  0.25f,  -0.375f, 0.375f, 2.125f, -1,    1.25f,
                                 1.5f,  -1,      0.625f, 1.25f,   -0.75f, 0.75f,  2.25f, 1.25f,
                                 2.25f, -1.125f, 1.375f, -0.875f, -1.25f, 1.375f, 2,     -2.875f},
                     kFloat);
  test.check();
}

TEST(SkipSimplifiedLayerNormalization, Bias) {
  OpTest test("SkipSimplifiedLayerNormalization", 1, "com.microsoft");
  test.attribute("epsilon", 9.99999975e-06f);
  test.input<float>({2, 3, 4},
                    {2,      1.875f,  0.75f,  -0.375f, -1.25f,  1.75f,  -1,     0.25f,
                     0.75f,  -1.125f, -0.75f, 1,       -1.25f,  0.75f,  1.875f, 0.75f,
                     0.625f, -0.125f, 1.875f, -1.125f, -0.625f, 0.625f, 0.625f, -1.625f});
  test.input<float>({2, 3, 4},
                    {1.125f, 1.875f,  -1.875f, -0.875f, 2,      -0.25f, -0.375f, -1,
                     -2,     -1.875f, 2,       -2,      -1.5f,  -1,     -0.875f, 1.5f,
                     -0.75f, -1.375f, -0.375f, 0.75f,   -0.25f, -1,     -1.625f, -1.75f});
  test.input<float>({4}, {0, -1.25f, 0.375f, 0.75f});
  test.input<float>({4}, {-0.5f, 0, -1.875f, 0.25f});
  test.output<float>(
      {2, 3, 4},
      {0, -1.68507326f, -0.404417574f, -0.269611686f, 0, -1.03509676f, -0.672812939f, -0.207019359f,
       0, 2.07887363f,  -0.129929602f, -0.311831027f, 0, 0.148806736f, -0.15624705f,  0.892840326f,
       0, 2.24228907f,  -0.168171689f, -0.112114459f, 0, 0.209304377f, -0.481400102f, -1.0465219f},
      kFloat);
  test.no_output();
  test.no_output();
  test.output<float>({2, 3, 4},
                     {2.625f,  3.75f, -3,      -1,      0.25f,   1.5f,    -3.25f,  -0.5f,
                      -1.75f,  -3,    -0.625f, -0.75f,  -3.25f,  -0.25f,  -0.875f, 2.5f,
                      -0.625f, -1.5f, -0.375f, -0.125f, -1.375f, -0.375f, -2.875f, -3.125f},
                     kFloat);
  test.check();
}

TEST(SkipSimplifiedLayerNormalization, SkipForAllBatches) {
  OpTest test("SkipSimplifiedLayerNormalization", 1, "com.microsoft");
  test.attribute("epsilon", 9.99999975e-06f);
  test.input<float>({2, 3, 4},
                    {2,      1.875f,  0.75f,  -0.375f, -1.25f,  1.75f,  -1,     0.25f,
                     0.75f,  -1.125f, -0.75f, 1,       -1.25f,  0.75f,  1.875f, 0.75f,
                     0.625f, -0.125f, 1.875f, -1.125f, -0.625f, 0.625f, 0.625f, -1.625f});
  test.input<float>({1, 3, 4}, {-1.375f, -0.25f, -1.625f, -0.875f, -0.375f, 0, -2, 1.75f, -0.375f,
                                -1.25f, -1.25f, 1});
  test.input<float>({4}, {-0.25f, -1, -0.25f, -1.25f});
  test.output<float>(
      {2, 3, 4},
      {-0.134986803f, -1.40386283f,  0.188981533f,   1.34986806f,  0.187873632f,  -0.809301794f,
       0.34684363f,   -1.15614545f,  -0.0505075529f, 1.27952468f,  0.269373626f,  -1.34686816f,
       0.48850283f,   -0.372192651f, -0.0465240814f, 0.116310202f, -0.179597884f, 0.359195769f,
       0.0897989422f, -2.24497366f,  0.339272439f,   0.848181069f, 0.212045267f,  1.06022632f},
      kFloat);
  test.no_output();
  test.no_output();
  test.output<float>({2, 3, 4},
                     {0.625f, 1.625f,  -0.875f, -1.25f, -1.625f, 1.75f,   -3,      2,
                      0.375f, -2.375f, -2,      2,      -2.625f, 0.5f,    0.25f,   -0.125f,
                      0.25f,  -0.125f, -0.125f, 0.625f, -1,      -0.625f, -0.625f, -0.625f},
                     kFloat);
  test.check();
}

TEST(SkipSimplifiedLayerNormalization, Tokens) {
  OpTest test("SkipSimplifiedLayerNormalization", 1, "com.microsoft");
  test.attribute("epsilon", 9.99999975e-06f);
  test.input<float>({3, 4}, {-1.375f, -0.75f, 1.875f, -1.625f, 0.25f, 1.75f, -0.125f, -0.5f, 0.25f,
                             -1.375f, 0.75f, -2});
  test.input<float>({3, 4}, {0.25f, -1.875f, -2, -1.125f, 0.875f, -0.375f, -0.375f, 0.375f, -1.75f,
                             2, 0, 1.625f});
  test.input<float>({4}, {1, -1.125f, -0.75f, 0.5f});
  test.output<float>(
      {3, 4},
      {-0.567227423f, 1.48897195f, 0.0472689569f, -0.693277955f, 1.21632016f, -1.67244017f,
       0.405440032f, -0.0675733387f, -1.64059639f, -0.769029558f, -0.615223646f, -0.205074549f},
      kFloat);
  test.check();
}

TEST(SkipSimplifiedLayerNormalization, HalfPrecision) {
  OpTest test("SkipSimplifiedLayerNormalization", 1, "com.microsoft");
  test.attribute("epsilon", 0.00100000005f);
  test.input<Float16>({1, 2, 4}, to_float16({1.375f, 1.75f, 0, -1.625f, 2, 1.5f, 0.875f, -0.375f}));
  test.input<Float16>({1, 2, 4},
                      to_float16({-1.5f, 1.125f, -1.25f, -0.75f, 1.5f, 0.5f, -0.875f, 0}));
  test.input<Float16>({4}, to_float16({0.5f, -1.625f, -0.875f, 1.125f}));
  test.output<Float16>({1, 2, 4},
                       to_float16({-0.0317687988f, -2.375f, 0.555664062f, -1.35742188f,
                                   0.864257812f, -1.60546875f, 0, -0.208374023f}),
                       kHalf);
  test.no_output();
  test.no_output();
  test.output<Float16>({1, 2, 4},
                       to_float16({-0.125f, 2.875f, -1.25f, -2.375f, 3.5f, 2, 0, -0.375f}), kHalf);
  test.check();
}

TEST(SkipSimplifiedLayerNormalization, Empty) {
  OpTest("SkipSimplifiedLayerNormalization", 1, "com.microsoft")
      .input<float>({0, 3, 2}, {})
      .input<float>({0, 3, 2}, {})
      .input<float>({2}, {1, 2})
      .expect<float>({0, 3, 2}, {});
}

TEST(SkipSimplifiedLayerNormalization, Errors) {
  const auto with = [](const Shape& skip, const Shape& gamma) {
    OpTest test("SkipSimplifiedLayerNormalization", 1, "com.microsoft");
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
