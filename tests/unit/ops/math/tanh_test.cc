#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(Tanh, Floats) {
  OpTest("Tanh", 13)
      .input<float>({2, 4}, {-3, -1.5f, -0.25f, 0, 0.1f, 0.75f, 2, 10})
      .expect<float>(
          {2, 4},
          {-0.9950548f, -0.90514827f, -0.24491866f, 0, 0.099667996f, 0.63514894f, 0.9640276f, 1},
          {5e-07});
}

TEST(Tanh, Doubles) {
  OpTest("Tanh", 13)
      .input<double>({2, 4}, {-3, -1.5, -0.25, 0, 0.10000000149011612, 0.75, 2, 10})
      .expect<double>(
          {2, 4},
          {-0.9950547536867305, -0.9051482536448665, -0.24491866240370913, 0, 0.09966799610026957,
           0.6351489523872873, 0.9640275800758169, 0.9999999958776927},
          {1e-14, 1e-15});
}

// One rounding of the result: half a unit in the last place.
TEST(Tanh, HalfPrecision) {
  OpTest("Tanh", 13)
      .input<Float16>({4}, to_float16({-0.5f, -0.25f, 0.25f, 0.75f}))
      .expect<Float16>({4}, to_float16({-0.46211717f, -0.24491866f, 0.24491866f, 0.63514894f}),
                       {0x1p-11, 1e-7});
  OpTest("Tanh", 13)
      .input<BFloat16>({4}, to_bfloat16({-0.5f, -0.25f, 0.25f, 0.75f}))
      .expect<BFloat16>({4}, to_bfloat16({-0.46211717f, -0.24491866f, 0.24491866f, 0.63514894f}),
                        {0x1p-8});
}

TEST(Tanh, SpecialValues) {
  OpTest("Tanh", 13)
      .input<float>({4}, {NAN, INFINITY, -INFINITY, -0.0f})
      .expect<float>({4}, {NAN, 1, -1, -0.0f}, {1e-6});
}

TEST(Tanh, ScalarsAndEmptyTensors) {
  OpTest("Tanh", 1).input<float>({}, {0.75f}).expect<float>({}, {0.63514894f}, {1e-6});
  OpTest("Tanh", 1).input<float>({0, 3}, {}).expect<float>({0, 3}, {});
}

TEST(Tanh, TakesFloatsOnly) {
  OpTest("Tanh", 13).input<std::int32_t>({1}, {1}).expect_error("expected a tensor of float");
}

}  // namespace
}  // namespace sardonyx
