#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(Erf, Floats) {
  OpTest("Erf", 13)
      .input<float>({2, 4}, {-3, -1.5f, -0.25f, 0, 0.1f, 0.75f, 2, 10})
      .expect<float>(
          {2, 4},
          {-0.9999779f, -0.96610516f, -0.2763264f, 0, 0.112462915f, 0.71115565f, 0.9953223f, 1},
          {5e-07});
}

TEST(Erf, Doubles) {
  OpTest("Erf", 13)
      .input<double>({2, 4}, {-3, -1.5, -0.25, 0, 0.10000000149011612, 0.75, 2, 10})
      .expect<double>({2, 4},
                      {-0.9999779095030014, -0.9661051464753108, -0.2763263901682369, 0,
                       0.11246291768297051, 0.7111556336535151, 0.9953222650189527, 1},
                      {1e-14, 1e-15});
}

// One rounding of the result: half a unit in the last place.
TEST(Erf, HalfPrecision) {
  OpTest("Erf", 13)
      .input<Float16>({4}, to_float16({-0.5f, -0.25f, 0.25f, 0.75f}))
      .expect<Float16>({4}, to_float16({-0.5204999f, -0.2763264f, 0.2763264f, 0.71115565f}),
                       {0x1p-11, 1e-7});
  OpTest("Erf", 13)
      .input<BFloat16>({4}, to_bfloat16({-0.5f, -0.25f, 0.25f, 0.75f}))
      .expect<BFloat16>({4}, to_bfloat16({-0.5204999f, -0.2763264f, 0.2763264f, 0.71115565f}),
                        {0x1p-8});
}

TEST(Erf, SpecialValues) {
  OpTest("Erf", 13)
      .input<float>({4}, {NAN, INFINITY, -INFINITY, -0.0f})
      .expect<float>({4}, {NAN, 1, -1, -0.0f}, {1e-6});
}

TEST(Erf, ScalarsAndEmptyTensors) {
  OpTest("Erf", 9).input<float>({}, {0.75f}).expect<float>({}, {0.71115565f}, {1e-6});
  OpTest("Erf", 9).input<float>({0, 3}, {}).expect<float>({0, 3}, {});
}

TEST(Erf, TakesFloatsOnly) {
  OpTest("Erf", 13).input<std::int32_t>({1}, {1}).expect_error("expected a tensor of float");
}

TEST(Erf, Version9CutsTheResultsOfIntegers) {
  OpTest("Erf", 9).input<std::int32_t>({4}, {7, -7, 1, 0}).expect<std::int32_t>({4}, {1, -1, 0, 0});
  OpTest("Erf", 9).input<std::uint64_t>({2}, {2, 9}).expect<std::uint64_t>({2}, {0, 1});
  OpTest("Erf", 9).input<std::int8_t>({2}, {-9, 3}).expect<std::int8_t>({2}, {-1, 0});
}

}  // namespace
}  // namespace sardonyx
