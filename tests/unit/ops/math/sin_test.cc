#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(Sin, Floats) {
  OpTest("Sin", 22)
      .input<float>({2, 4}, {-3, -1.5f, -0.25f, 0, 0.1f, 0.75f, 2, 10})
      .expect<float>({2, 4},
                     {-0.14112f, -0.997495f, -0.24740396f, 0, 0.09983342f, 0.6816388f, 0.9092974f,
                      -0.5440211f},
                     {5e-07, 1e-07});
}

TEST(Sin, Doubles) {
  OpTest("Sin", 22)
      .input<double>({2, 4}, {-3, -1.5, -0.25, 0, 0.10000000149011612, 0.75, 2, 10})
      .expect<double>(
          {2, 4},
          {-0.1411200080598672, -0.9974949866040544, -0.24740395925452294, 0, 0.0998334181294999,
           0.6816387600233341, 0.9092974268256817, -0.5440211108893698},
          {1e-14, 1e-15});
}

// One rounding of the result: half a unit in the last place.
TEST(Sin, HalfPrecision) {
  OpTest("Sin", 22)
      .input<Float16>({4}, to_float16({-0.5f, -0.25f, 0.25f, 0.75f}))
      .expect<Float16>({4}, to_float16({-0.47942555f, -0.24740396f, 0.24740396f, 0.6816388f}),
                       {0x1p-11, 1e-7});
  OpTest("Sin", 22)
      .input<BFloat16>({4}, to_bfloat16({-0.5f, -0.25f, 0.25f, 0.75f}))
      .expect<BFloat16>({4}, to_bfloat16({-0.47942555f, -0.24740396f, 0.24740396f, 0.6816388f}),
                        {0x1p-8});
}

TEST(Sin, SpecialValues) {
  OpTest("Sin", 22)
      .input<float>({4}, {NAN, INFINITY, -INFINITY, -0.0f})
      .expect<float>({4}, {NAN, NAN, NAN, -0.0f}, {1e-6});
}

TEST(Sin, ScalarsAndEmptyTensors) {
  OpTest("Sin", 7).input<float>({}, {0.75f}).expect<float>({}, {0.6816388f}, {1e-6});
  OpTest("Sin", 7).input<float>({0, 3}, {}).expect<float>({0, 3}, {});
}

TEST(Sin, TakesFloatsOnly) {
  OpTest("Sin", 22).input<std::int32_t>({1}, {1}).expect_error("expected a tensor of float");
}

}  // namespace
}  // namespace sardonyx
