#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(Sigmoid, Floats) {
  OpTest("Sigmoid", 13)
      .input<float>({2, 4}, {-3, -1.5f, -0.25f, 0, 0.1f, 0.75f, 2, 10})
      .expect<float>({2, 4},
                     {0.047425874f, 0.18242553f, 0.4378235f, 0.5f, 0.5249792f, 0.6791787f,
                      0.8807971f, 0.9999546f},
                     {5e-07});
}

TEST(Sigmoid, Doubles) {
  OpTest("Sigmoid", 13)
      .input<double>({2, 4}, {-3, -1.5, -0.25, 0, 0.10000000149011612, 0.75, 2, 10})
      .expect<double>(
          {2, 4},
          {0.04742587317756679, 0.18242552380635632, 0.4378234991142019, 0.5, 0.5249791878505392,
           0.679178699175393, 0.8807970779778823, 0.9999546021312976},
          {1e-14, 1e-15});
}

// One rounding of the result: half a unit in the last place.
TEST(Sigmoid, HalfPrecision) {
  OpTest("Sigmoid", 13)
      .input<Float16>({4}, to_float16({-0.5f, -0.25f, 0.25f, 0.75f}))
      .expect<Float16>({4}, to_float16({0.37754068f, 0.4378235f, 0.5621765f, 0.6791787f}),
                       {0x1p-11, 1e-7});
  OpTest("Sigmoid", 13)
      .input<BFloat16>({4}, to_bfloat16({-0.5f, -0.25f, 0.25f, 0.75f}))
      .expect<BFloat16>({4}, to_bfloat16({0.37754068f, 0.4378235f, 0.5621765f, 0.6791787f}),
                        {0x1p-8});
}

TEST(Sigmoid, SpecialValues) {
  OpTest("Sigmoid", 13)
      .input<float>({4}, {NAN, INFINITY, -INFINITY, -0.0f})
      .expect<float>({4}, {NAN, 1, 0, 0.5f}, {1e-6});
}

TEST(Sigmoid, ScalarsAndEmptyTensors) {
  OpTest("Sigmoid", 1).input<float>({}, {0.75f}).expect<float>({}, {0.6791787f}, {1e-6});
  OpTest("Sigmoid", 1).input<float>({0, 3}, {}).expect<float>({0, 3}, {});
}

TEST(Sigmoid, TakesFloatsOnly) {
  OpTest("Sigmoid", 13).input<std::int32_t>({1}, {1}).expect_error("expected a tensor of float");
}

}  // namespace
}  // namespace sardonyx
