#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(Cos, Floats) {
  OpTest("Cos", 22)
      .input<float>({2, 4}, {-3, -1.5f, -0.25f, 0, 0.1f, 0.75f, 2, 10})
      .expect<float>({2, 4},
                     {-0.9899925f, 0.0707372f, 0.9689124f, 1, 0.9950042f, 0.73168886f, -0.41614684f,
                      -0.8390715f},
                     {5e-07, 1e-07});
}

TEST(Cos, Doubles) {
  OpTest("Cos", 22)
      .input<double>({2, 4}, {-3, -1.5, -0.25, 0, 0.10000000149011612, 0.75, 2, 10})
      .expect<double>(
          {2, 4},
          {-0.9899924966004454, 0.0707372016677029, 0.9689124217106447, 1, 0.9950041651292624,
           0.7316888688738209, -0.4161468365471424, -0.8390715290764524},
          {1e-14, 1e-15});
}

// One rounding of the result: half a unit in the last place.
TEST(Cos, HalfPrecision) {
  OpTest("Cos", 22)
      .input<Float16>({4}, to_float16({-0.5f, -0.25f, 0.25f, 0.75f}))
      .expect<Float16>({4}, to_float16({0.87758255f, 0.9689124f, 0.9689124f, 0.73168886f}),
                       {0x1p-11, 1e-7});
  OpTest("Cos", 22)
      .input<BFloat16>({4}, to_bfloat16({-0.5f, -0.25f, 0.25f, 0.75f}))
      .expect<BFloat16>({4}, to_bfloat16({0.87758255f, 0.9689124f, 0.9689124f, 0.73168886f}),
                        {0x1p-8});
}

TEST(Cos, SpecialValues) {
  OpTest("Cos", 22)
      .input<float>({4}, {NAN, INFINITY, -INFINITY, -0.0f})
      .expect<float>({4}, {NAN, NAN, NAN, 1}, {1e-6});
}

TEST(Cos, ScalarsAndEmptyTensors) {
  OpTest("Cos", 7).input<float>({}, {0.75f}).expect<float>({}, {0.73168886f}, {1e-6});
  OpTest("Cos", 7).input<float>({0, 3}, {}).expect<float>({0, 3}, {});
}

TEST(Cos, TakesFloatsOnly) {
  OpTest("Cos", 22).input<std::int32_t>({1}, {1}).expect_error("expected a tensor of float");
}

}  // namespace
}  // namespace sardonyx
