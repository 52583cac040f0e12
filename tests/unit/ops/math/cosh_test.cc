#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(Cosh, Floats) {
  OpTest("Cosh", 22)
      .input<float>({2, 4}, {-3, -1.5f, -0.25f, 0, 0.1f, 0.75f, 2, 10})
      .expect<float>(
          {2, 4},
          {10.067662f, 2.3524096f, 1.0314131f, 1, 1.0050042f, 1.2946833f, 3.7621956f, 11013.233f},
          {2e-07});
}

TEST(Cosh, Doubles) {
  OpTest("Cosh", 22)
      .input<double>({2, 4}, {-3, -1.5, -0.25, 0, 0.10000000149011612, 0.75, 2, 10})
      .expect<double>(
          {2, 4},
          {10.067661995777765, 2.352409615243247, 1.0314130998795732, 1, 1.0050041682050637,
           1.2946832846768448, 3.7621956910836314, 11013.232920103323},
          {1e-14, 1e-15});
}

// One rounding of the result: half a unit in the last place.
TEST(Cosh, HalfPrecision) {
  OpTest("Cosh", 22)
      .input<Float16>({4}, to_float16({-0.5f, -0.25f, 0.25f, 0.75f}))
      .expect<Float16>({4}, to_float16({1.127626f, 1.0314131f, 1.0314131f, 1.2946833f}),
                       {0x1p-11, 1e-7});
  OpTest("Cosh", 22)
      .input<BFloat16>({4}, to_bfloat16({-0.5f, -0.25f, 0.25f, 0.75f}))
      .expect<BFloat16>({4}, to_bfloat16({1.127626f, 1.0314131f, 1.0314131f, 1.2946833f}),
                        {0x1p-8});
}

TEST(Cosh, SpecialValues) {
  OpTest("Cosh", 22)
      .input<float>({4}, {NAN, INFINITY, -INFINITY, -0.0f})
      .expect<float>({4}, {NAN, INFINITY, INFINITY, 1}, {1e-6});
}

TEST(Cosh, ScalarsAndEmptyTensors) {
  OpTest("Cosh", 9).input<float>({}, {0.75f}).expect<float>({}, {1.2946833f}, {1e-6});
  OpTest("Cosh", 9).input<float>({0, 3}, {}).expect<float>({0, 3}, {});
}

TEST(Cosh, TakesFloatsOnly) {
  OpTest("Cosh", 22).input<std::int32_t>({1}, {1}).expect_error("expected a tensor of float");
}

}  // namespace
}  // namespace sardonyx
