#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(Swish, DefaultAttributes) {
  OpTest("Swish", 24)
      .input<float>({2, 4}, {-3, -1.5f, -0.25f, 0, 0.1f, 0.75f, 2, 10})
      .expect<float>({2, 4},
                     {-0.14227763f, -0.2736383f, -0.10945586f, 0, 0.05249792f, 0.50938404f,
                      1.761594f, 9.999546f},
                     {1e-06, 1e-7});
}

TEST(Swish, Attributes) {
  OpTest("Swish", 24)
      .attribute("alpha", 1.5f)
      .input<float>({2, 4}, {-3, -1.5f, -0.25f, 0, 0.1f, 0.75f, 2, 10})
      .expect<float>({2, 4},
                     {-0.03296083f, -0.1430242f, -0.10183335f, 0, 0.053742986f, 0.56618625f,
                      1.9051483f, 9.999996f},
                     {1e-06, 1e-7});
}

TEST(Swish, Doubles) {
  OpTest("Swish", 24)
      .attribute("alpha", 1.5f)
      .input<double>({2, 4}, {-3, -1.5, -0.25, 0, 0.10000000149011612, 0.75, 2, 10})
      .expect<double>(
          {2, 4},
          {-0.03296082789177954, -0.14302419734866423, -0.10183335001148257, 0,
           0.053742985390774045, 0.5661862401507212, 1.9051482536448667, 9.99999694097773},
          {1e-7, 1e-9});
}

// One rounding of the result: half a unit in the last place.
TEST(Swish, HalfPrecision) {
  OpTest("Swish", 24)
      .attribute("alpha", 1.5f)
      .input<Float16>({4}, to_float16({-0.5f, -0.25f, 0.25f, 0.75f}))
      .expect<Float16>({4}, to_float16({-0.16041064f, -0.10183335f, 0.14816666f, 0.56618625f}),
                       {0x1p-11, 1e-7});
  OpTest("Swish", 24)
      .attribute("alpha", 1.5f)
      .input<BFloat16>({4}, to_bfloat16({-0.5f, -0.25f, 0.25f, 0.75f}))
      .expect<BFloat16>({4}, to_bfloat16({-0.16041064f, -0.10183335f, 0.14816666f, 0.56618625f}),
                        {0x1p-8});
}

TEST(Swish, SpecialValues) {
  OpTest("Swish", 24)
      .input<float>({4}, {NAN, INFINITY, -INFINITY, -0.0f})
      .expect<float>({4}, {NAN, INFINITY, NAN, -0.0f}, {1e-6});
}

TEST(Swish, FirstVersionAndEmptyTensors) {
  OpTest("Swish", 24).input<float>({1}, {0.75f}).expect<float>({1}, {0.50938404f}, {1e-6});
  OpTest("Swish", 24).input<float>({0, 3}, {}).expect<float>({0, 3}, {});
}

TEST(Swish, TakesFloatsOnly) {
  OpTest("Swish", 24).input<std::int32_t>({1}, {1}).expect_error("expected a tensor of float");
}

}  // namespace
}  // namespace sardonyx
