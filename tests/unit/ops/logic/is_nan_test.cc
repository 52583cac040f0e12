#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(IsNaN, Floats) {
  OpTest("IsNaN", 20)
      .input<float>({5}, {1, NAN, INFINITY, -INFINITY, 0})
      .expect<bool>({5}, {false, true, false, false, false});
}

TEST(IsNaN, OtherFloats) {
  OpTest("IsNaN", 20)
      .input<double>({5}, {1, NAN, INFINITY, -INFINITY, 0})
      .expect<bool>({5}, {false, true, false, false, false});
  OpTest("IsNaN", 20)
      .input<Float16>({5}, to_float16({1, NAN, INFINITY, -INFINITY, 0}))
      .expect<bool>({5}, {false, true, false, false, false});
  OpTest("IsNaN", 20)
      .input<BFloat16>({5}, to_bfloat16({1, NAN, INFINITY, -INFINITY, 0}))
      .expect<bool>({5}, {false, true, false, false, false});
}

TEST(IsNaN, Float8) {
  OpTest("IsNaN", 20)
      .input(raw_tensor(DType::kFloat8E4M3FN, {3}, {0x7f, 0xff, 0x7e}))
      .expect<bool>({3}, {true, true, false});
  OpTest("IsNaN", 20)
      .input(raw_tensor(DType::kFloat8E5M2FNUZ, {2}, {0x80, 0x7f}))
      .expect<bool>({2}, {true, false});
}

TEST(IsNaN, EmptyTensorsAndScalars) {
  OpTest("IsNaN", 13).input<float>({0, 2}, {}).expect<bool>({0, 2}, {});
  OpTest("IsNaN", 13).input<float>({}, {INFINITY}).expect<bool>({}, {false});
}

TEST(IsNaN, TakesFloatsOnly) {
  OpTest("IsNaN", 20).input<std::int32_t>({1}, {1}).expect_error("expected a tensor of float");
}

}  // namespace
}  // namespace sardonyx
