#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(Log, Floats) {
  OpTest("Log", 13)
      .input<float>({2, 4}, {0.001f, 0.25f, 0.5f, 1, 1.5f, 3, 100, 1000000})
      .expect<float>({2, 4},
                     {-6.9077554f, -1.3862944f, -0.6931472f, 0, 0.4054651f, 1.0986123f, 4.6051702f,
                      13.815511f},
                     {3e-07, 1e-07});
}

TEST(Log, Doubles) {
  OpTest("Log", 13)
      .input<double>({2, 4}, {0.0010000000474974513, 0.25, 0.5, 1, 1.5, 3, 100, 1000000})
      .expect<double>(
          {2, 4},
          {-6.907755231484687, -1.3862943611198906, -0.6931471805599453, 0, 0.4054651081081644,
           1.0986122886681098, 4.605170185988092, 13.815510557964274},
          {1e-14, 1e-15});
}

// One rounding of the result: half a unit in the last place.
TEST(Log, HalfPrecision) {
  OpTest("Log", 13)
      .input<Float16>({4}, to_float16({1, 1.5f, 2, 4}))
      .expect<Float16>({4}, to_float16({0, 0.4054651f, 0.6931472f, 1.3862944f}), {0x1p-11, 1e-7});
  OpTest("Log", 13)
      .input<BFloat16>({4}, to_bfloat16({1, 1.5f, 2, 4}))
      .expect<BFloat16>({4}, to_bfloat16({0, 0.4054651f, 0.6931472f, 1.3862944f}), {0x1p-8});
}

TEST(Log, SpecialValues) {
  OpTest("Log", 13)
      .input<float>({4}, {NAN, INFINITY, -INFINITY, -0.0f})
      .expect<float>({4}, {NAN, INFINITY, NAN, -INFINITY}, {1e-6});
}

TEST(Log, ScalarsAndEmptyTensors) {
  OpTest("Log", 1).input<float>({}, {3}).expect<float>({}, {1.0986123f}, {1e-6});
  OpTest("Log", 1).input<float>({0, 3}, {}).expect<float>({0, 3}, {});
}

TEST(Log, TakesFloatsOnly) {
  OpTest("Log", 13).input<std::int32_t>({1}, {1}).expect_error("expected a tensor of float");
}

}  // namespace
}  // namespace sardonyx
