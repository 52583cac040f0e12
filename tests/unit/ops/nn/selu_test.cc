#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(Selu, DefaultAttributes) {
  OpTest("Selu", 22)
      .input<float>({2, 4}, {-3, -1.5f, -0.25f, 0, 0.1f, 0.75f, 2, 10})
      .expect<float>({2, 4},
                     {-1.6705687f, -1.3658143f, -0.3888902f, 0, 0.10507011f, 0.78802574f, 2.101402f,
                      10.50701f},
                     {2e-6, 2e-7});
}

TEST(Selu, DefaultAttributesSpecialValues) {
  OpTest("Selu", 22)
      .input<float>({4}, {NAN, INFINITY, -INFINITY, -0.0f})
      .expect<float>({4}, {NAN, INFINITY, -1.7580993f, -0.0f}, {1e-6});
}

TEST(Selu, Attributes) {
  OpTest("Selu", 22)
      .attribute("alpha", 2.0f)
      .attribute("gamma", 3.0f)
      .input<float>({2, 4}, {-3, -1.5f, -0.25f, 0, 0.1f, 0.75f, 2, 10})
      .expect<float>({2, 4}, {-5.7012777f, -4.661219f, -1.3271953f, 0, 0.3f, 2.25f, 6, 30},
                     {2e-6, 2e-7});
}

TEST(Selu, AttributesSpecialValues) {
  OpTest("Selu", 22)
      .attribute("alpha", 2.0f)
      .attribute("gamma", 3.0f)
      .input<float>({4}, {NAN, INFINITY, -INFINITY, -0.0f})
      .expect<float>({4}, {NAN, INFINITY, -6, -0.0f}, {1e-6});
}

TEST(Selu, Doubles) {
  OpTest("Selu", 22)
      .input<double>({2, 4}, {-3, -1.5, -0.25, 0, 0.10000000149011612, 0.75, 2, 10})
      .expect<double>(
          {2, 4},
          {-1.6705687339891528, -1.3658143576366604, -0.38889019869375324, 0, 0.10507010378047976,
           0.7880257666110992, 2.1014020442962646, 10.507010221481323},
          {1e-7, 1e-9});
}

TEST(Selu, DoublesWithAttributes) {
  OpTest("Selu", 22)
      .attribute("alpha", 2.0f)
      .attribute("gamma", 3.0f)
      .input<double>({2, 4}, {-3, -1.5, -0.25, 0, 0.10000000149011612, 0.75, 2, 10})
      .expect<double>({2, 4},
                      {-5.7012775897928165, -4.6612190391094215, -1.3271953015715707, 0,
                       0.30000000447034836, 2.25, 6, 30},
                      {1e-7, 1e-9});
}

// One rounding of the result: half a unit in the last place.
TEST(Selu, HalfPrecision) {
  OpTest("Selu", 22)
      .input<Float16>({4}, to_float16({-0.5f, -0.25f, 0.25f, 0.75f}))
      .expect<Float16>({4}, to_float16({-0.6917582f, -0.3888902f, 0.26267526f, 0.78802574f}),
                       {0x1p-11, 1e-7});
  OpTest("Selu", 22)
      .input<BFloat16>({4}, to_bfloat16({-0.5f, -0.25f, 0.25f, 0.75f}))
      .expect<BFloat16>({4}, to_bfloat16({-0.6917582f, -0.3888902f, 0.26267526f, 0.78802574f}),
                        {0x1p-8});
}

TEST(Selu, FirstVersionHasOtherDefaults) {
  OpTest("Selu", 1).input<float>({2}, {-1, 1}).expect<float>({2}, {-1.1112877f, 1.0507f}, {1e-6});
}

TEST(Selu, EmptyTensors) {
  OpTest("Selu", 6).input<float>({0, 3}, {}).expect<float>({0, 3}, {});
}

TEST(Selu, TakesFloatsOnly) {
  OpTest("Selu", 22).input<std::int32_t>({1}, {1}).expect_error("expected a tensor of float");
}

}  // namespace
}  // namespace sardonyx
