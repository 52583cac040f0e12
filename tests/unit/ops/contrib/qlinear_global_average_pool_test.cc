#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

// Expected values were computed by onnxruntime 1.31.

TEST(QLinearGlobalAveragePool, Bytes) {
  OpTest test("QLinearGlobalAveragePool", 1, "com.microsoft");
  test.input<std::uint8_t>({1, 2, 3, 3}, {157, 185, 96, 207, 28, 39, 92, 182, 124, 216, 241, 102,
                                          108, 141, 165, 122, 154, 245});
  test.input<float>({}, {0.0299999993f});
  test.input<std::uint8_t>({}, {120});
  test.input<float>({}, {0.0199999996f});
  test.input<std::uint8_t>({}, {100});
  test.output<std::uint8_t>({1, 2, 1, 1}, {105, 169});
  test.check();
}

TEST(QLinearGlobalAveragePool, Signed) {
  OpTest test("QLinearGlobalAveragePool", 1, "com.microsoft");
  test.input<std::int8_t>({1, 3, 2, 4},
                          {59, -47, -20, -26, -90, -128, 74, -21, -38, 33, 16,   111,
                           29, 108, 20,  -45, -46, 125,  22, -80, 84,  82, -126, -88});
  test.input<float>({}, {0.0299999993f});
  test.input<std::int8_t>({}, {10});
  test.input<float>({}, {0.0199999996f});
  test.input<std::int8_t>({}, {-7});
  test.output<std::int8_t>({1, 3, 1, 1}, {-59, 22, -27});
  test.check();
}

TEST(QLinearGlobalAveragePool, ChannelsLast) {
  OpTest test("QLinearGlobalAveragePool", 1, "com.microsoft");
  test.attribute("channels_last", 1);
  test.input<std::uint8_t>({1, 1, 1, 1}, {1}).input<float>({}, {1}).input<std::uint8_t>({}, {0});
  test.input<float>({}, {1}).input<std::uint8_t>({}, {0});
  test.expect_error("channels_last");
}

}  // namespace
}  // namespace sardonyx
