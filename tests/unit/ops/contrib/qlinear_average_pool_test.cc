#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

// Expected values were computed by onnxruntime 1.31.

TEST(QLinearAveragePool, Bytes) {
  OpTest test("QLinearAveragePool", 1, "com.microsoft");
  test.attribute("kernel_shape", std::vector<std::int64_t>{2, 2});
  test.attribute("strides", std::vector<std::int64_t>{1, 2});
  test.input<std::uint8_t>({1, 2, 3, 4},
                           {177, 103, 87,  18,  48,  219, 213, 212, 146, 35,  82,  134,
                            254, 66,  140, 125, 128, 141, 180, 27,  251, 221, 196, 71});
  test.input<float>({}, {0.0299999993f});
  test.input<std::uint8_t>({}, {120});
  test.input<float>({}, {0.0199999996f});
  test.input<std::uint8_t>({}, {100});
  test.output<std::uint8_t>({1, 2, 2, 2}, {125, 119, 88, 160, 141, 97, 198, 98});
  test.check();
}

TEST(QLinearAveragePool, Padding) {
  OpTest test("QLinearAveragePool", 1, "com.microsoft");
  test.attribute("kernel_shape", std::vector<std::int64_t>{3, 3});
  test.attribute("pads", std::vector<std::int64_t>{1, 1, 1, 1});
  test.attribute("count_include_pad", 1);
  test.input<std::int8_t>({1, 1, 3, 4},
                          {-16, -14, -49, -114, 62, -128, 67, -79, 36, -41, -68, 109});
  test.input<float>({}, {0.0313000008f});
  test.input<std::int8_t>({}, {10});
  test.input<float>({}, {0.0227000006f});
  test.input<std::int8_t>({}, {-7});
  test.output<std::int8_t>({1, 1, 3, 4},
                           {-28, -28, -65, -40, -32, -44, -69, -37, -24, -27, -38, -9});
  test.check();
}

TEST(QLinearAveragePool, ChannelsLast) {
  OpTest test("QLinearAveragePool", 1, "com.microsoft");
  test.attribute("channels_last", 1).attribute("kernel_shape", std::vector<std::int64_t>{1, 1});
  test.input<std::uint8_t>({1, 1, 1, 1}, {1}).input<float>({}, {1}).input<std::uint8_t>({}, {0});
  test.input<float>({}, {1}).input<std::uint8_t>({}, {0});
  test.expect_error("channels_last");
}

}  // namespace
}  // namespace sardonyx
