#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

// Expected values were computed by onnxruntime 1.31.

TEST(QLinearLeakyRelu, Bytes) {
  OpTest test("QLinearLeakyRelu", 1, "com.microsoft");
  test.attribute("alpha", 0.125f);
  test.input<std::uint8_t>({2, 6}, {84, 204, 10, 49, 49, 99, 40, 204, 216, 97, 7, 182});
  test.input<float>({}, {0.0299999993f});
  test.input<std::uint8_t>({}, {120});
  test.input<float>({}, {0.0199999996f});
  test.input<std::uint8_t>({}, {40});
  test.output<std::uint8_t>({2, 6}, {33, 166, 19, 27, 27, 36, 25, 166, 184, 36, 19, 133});
  test.check();
}

TEST(QLinearLeakyRelu, DefaultAlpha) {
  OpTest test("QLinearLeakyRelu", 1, "com.microsoft");
  test.input<std::int8_t>({6}, {-101, 28, -85, 112, 45, 125});
  test.input<float>({}, {0.0500000007f});
  test.input<std::int8_t>({}, {3});
  test.input<float>({}, {0.0299999993f});
  test.input<std::int8_t>({}, {-12});
  test.output<std::int8_t>({6}, {-14, 30, -13, 127, 58, 127});
  test.check();
}

}  // namespace
}  // namespace sardonyx
