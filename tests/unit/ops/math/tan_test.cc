#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(Tan, Floats) {
  OpTest("Tan", 22)
      .input<float>({2, 4}, {-3, -1.5f, -0.25f, 0, 0.1f, 0.75f, 2, 10})
      .expect<float>({2, 4},
                     {0.14254655f, -14.10142f, -0.25534192f, 0, 0.100334674f, 0.93159646f,
                      -2.1850398f, 0.64836085f},
                     {2e-07});
}

TEST(Tan, Doubles) {
  OpTest("Tan", 22)
      .input<double>({2, 4}, {-3, -1.5, -0.25, 0, 0.10000000149011612, 0.75, 2, 10})
      .expect<double>(
          {2, 4},
          {0.1425465430742778, -14.101419947171719, -0.25534192122103627, 0, 0.10033467359056773,
           0.9315964599440725, -2.185039863261519, 0.6483608274590866},
          {1e-14, 1e-15});
}

// One rounding of the result: half a unit in the last place.
TEST(Tan, HalfPrecision) {
  OpTest("Tan", 22)
      .input<Float16>({4}, to_float16({-0.5f, -0.25f, 0.25f, 0.75f}))
      .expect<Float16>({4}, to_float16({-0.5463025f, -0.25534192f, 0.25534192f, 0.93159646f}),
                       {0x1p-11, 1e-7});
  OpTest("Tan", 22)
      .input<BFloat16>({4}, to_bfloat16({-0.5f, -0.25f, 0.25f, 0.75f}))
      .expect<BFloat16>({4}, to_bfloat16({-0.5463025f, -0.25534192f, 0.25534192f, 0.93159646f}),
                        {0x1p-8});
}

TEST(Tan, SpecialValues) {
  OpTest("Tan", 22)
      .input<float>({4}, {NAN, INFINITY, -INFINITY, -0.0f})
      .expect<float>({4}, {NAN, NAN, NAN, -0.0f}, {1e-6});
}

TEST(Tan, ScalarsAndEmptyTensors) {
  OpTest("Tan", 7).input<float>({}, {0.75f}).expect<float>({}, {0.93159646f}, {1e-6});
  OpTest("Tan", 7).input<float>({0, 3}, {}).expect<float>({0, 3}, {});
}

TEST(Tan, TakesFloatsOnly) {
  OpTest("Tan", 22).input<std::int32_t>({1}, {1}).expect_error("expected a tensor of float");
}

}  // namespace
}  // namespace sardonyx
