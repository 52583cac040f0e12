#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

// Expected values were computed by onnxruntime 1.31.

TEST(QLinearSigmoid, Bytes) {
  OpTest test("QLinearSigmoid", 1, "com.microsoft");
  test.input<std::uint8_t>({2, 6}, {50, 172, 241, 175, 165, 118, 247, 56, 91, 164, 167, 27});
  test.input<float>({}, {0.0299999993f});
  test.input<std::uint8_t>({}, {120});
  test.input<float>({}, {0.00390625f});
  test.input<std::uint8_t>({}, {0});
  test.output<std::uint8_t>({2, 6}, {28, 212, 249, 215, 203, 124, 250, 33, 76, 202, 206, 15});
  test.check();
}

TEST(QLinearSigmoid, Signed) {
  OpTest test("QLinearSigmoid", 1, "com.microsoft");
  test.input<std::int8_t>({6}, {-87, 49, 87, 34, 110, -32});
  test.input<float>({}, {0.0500000007f});
  test.input<std::int8_t>({}, {3});
  test.input<float>({}, {0.00390625f});
  test.input<std::int8_t>({}, {-128});
  test.output<std::int8_t>({6}, {-125, 105, 124, 83, 127, -90});
  test.check();
}

}  // namespace
}  // namespace sardonyx
