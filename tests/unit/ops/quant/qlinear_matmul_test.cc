#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

// Expected values were computed by onnxruntime.
TEST(QLinearMatMul, Matrices) {
  OpTest test("QLinearMatMul", 10);
  test.input<std::uint8_t>({2, 4}, {208, 132, 30, 234, 132, 89, 9, 146});
  test.input<float>({}, {0.5f});
  test.input<std::uint8_t>({}, {113});
  test.input<std::uint8_t>({4, 3}, {140, 38, 216, 129, 21, 49, 70, 191, 195, 210, 155, 232});
  test.input<float>({}, {0.25f});
  test.input<std::uint8_t>({}, {114});
  test.input<float>({}, {32});
  test.input<std::uint8_t>({}, {118});
  test.output<std::uint8_t>({2, 3}, {188, 77, 181, 149, 95, 114});
  test.check();
}

TEST(QLinearMatMul, Batches) {
  OpTest test("QLinearMatMul", 10);
  test.input<std::uint8_t>(
      {2, 2, 4}, {80, 149, 160, 94, 116, 180, 220, 235, 74, 183, 193, 239, 162, 51, 189, 43});
  test.input<float>({}, {0.5f});
  test.input<std::uint8_t>({}, {113});
  test.input<std::uint8_t>({2, 4, 3}, {96,  125, 185, 42,  178, 36,  99, 31,  6,   83, 246, 143,
                                       182, 58,  52,  231, 187, 125, 71, 220, 120, 13, 220, 106});
  test.input<float>({}, {0.25f});
  test.input<std::uint8_t>({}, {114});
  test.input<float>({}, {32});
  test.input<std::uint8_t>({}, {118});
  test.output<std::uint8_t>({2, 2, 3}, {110, 101, 76, 78, 163, 67, 76, 232, 128, 118, 92, 107});
  test.check();
}

TEST(QLinearMatMul, MissingScale) {
  OpTest("QLinearMatMul", 10)
      .input<std::uint8_t>({1, 1}, {1})
      .expect_error("input 1 ('a_scale') is missing");
}

}  // namespace
}  // namespace sardonyx
