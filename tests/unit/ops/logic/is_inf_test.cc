#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(IsInf, Floats) {
  OpTest("IsInf", 20)
      .input<float>({5}, {1, NAN, INFINITY, -INFINITY, 0})
      .expect<bool>({5}, {false, false, true, true, false});
  OpTest("IsInf", 20)
      .attribute("detect_negative", 0)
      .input<float>({5}, {1, NAN, INFINITY, -INFINITY, 0})
      .expect<bool>({5}, {false, false, true, false, false});
  OpTest("IsInf", 20)
      .attribute("detect_positive", 0)
      .input<float>({5}, {1, NAN, INFINITY, -INFINITY, 0})
      .expect<bool>({5}, {false, false, false, true, false});
  OpTest("IsInf", 20)
      .attribute("detect_negative", 0)
      .attribute("detect_positive", 0)
      .input<float>({5}, {1, NAN, INFINITY, -INFINITY, 0})
      .expect<bool>({5}, {false, false, false, false, false});
}

TEST(IsInf, OtherFloats) {
  OpTest("IsInf", 20)
      .input<double>({5}, {1, NAN, INFINITY, -INFINITY, 0})
      .expect<bool>({5}, {false, false, true, true, false});
  OpTest("IsInf", 20)
      .input<Float16>({5}, to_float16({1, NAN, INFINITY, -INFINITY, 0}))
      .expect<bool>({5}, {false, false, true, true, false});
  OpTest("IsInf", 20)
      .input<BFloat16>({5}, to_bfloat16({1, NAN, INFINITY, -INFINITY, 0}))
      .expect<bool>({5}, {false, false, true, true, false});
}

TEST(IsInf, Float8) {
  OpTest("IsInf", 20)
      .input(raw_tensor(DType::kFloat8E5M2, {4}, {0x7c, 0xfc, 0x7b, 0x7d}))
      .expect<bool>({4}, {true, true, false, false});
  OpTest("IsInf", 20)
      .input(raw_tensor(DType::kFloat8E4M3FN, {2}, {0x7f, 0x7e}))
      .expect<bool>({2}, {false, false});
}

TEST(IsInf, EmptyTensorsAndScalars) {
  OpTest("IsInf", 10).input<float>({0, 2}, {}).expect<bool>({0, 2}, {});
  OpTest("IsInf", 10).input<float>({}, {INFINITY}).expect<bool>({}, {true});
}

TEST(IsInf, TakesFloatsOnly) {
  OpTest("IsInf", 20).input<std::int32_t>({1}, {1}).expect_error("expected a tensor of float");
}

}  // namespace
}  // namespace sardonyx
