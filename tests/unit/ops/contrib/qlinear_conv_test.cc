// Expected values are onnxruntime's.

#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(QLinearConv, ChannelsLast) {
  OpTest("QLinearConv", 1, "com.microsoft")
      .attribute("channels_last", 1)
      .attribute("kernel_shape", std::vector<std::int64_t>{2, 2})
      .attribute("pads", std::vector<std::int64_t>{0, 0, 1, 0})
      .input<std::uint8_t>({1, 3, 3, 2}, {212, 146, 35, 82, 134, 254, 66, 140, 125, 128, 141, 180,
                                          27, 251, 221, 196, 71, 112})
      .input<float>({}, {0.02f})
      .input<std::uint8_t>({}, {120})
      .input<std::int8_t>({2, 2, 2, 2}, {-14, -49, -114, 62, -128, 67, -79, 36, -41, -68, 109, -7,
                                         99, -80, -5, -40})
      .input<float>({2}, {0.02f, 0.03f})
      .input<std::int8_t>({2}, {0, 0})
      .input<float>({}, {0.1f})
      .input<std::uint8_t>({}, {128})
      .input<std::int32_t>({2}, {5, -9})
      .output<std::uint8_t>({1, 3, 2, 2}, {137, 136, 194, 44, 159, 60, 52, 162, 67, 151, 91, 172})
      .check();
}

TEST(QLinearConv, ChannelsFirst) {
  OpTest("QLinearConv", 1, "com.microsoft")
      .attribute("kernel_shape", std::vector<std::int64_t>{2, 2})
      .input<std::uint8_t>({1, 2, 3, 3}, {116, 3, 170, 88, 219, 54, 86, 11, 203, 136, 102, 234, 152,
                                          246, 188, 149, 128, 51})
      .input<float>({}, {0.02f})
      .input<std::uint8_t>({}, {120})
      .input<std::int8_t>({2, 2, 2, 2}, {-14, -49, -114, 62, -128, 67, -79, 36, -41, -68, 109, -7,
                                         99, -80, -5, -40})
      .input<float>({}, {0.02f})
      .input<std::int8_t>({}, {0})
      .input<float>({}, {0.1f})
      .input<std::uint8_t>({}, {128})
      .output<std::uint8_t>({1, 2, 2, 2}, {185, 73, 108, 147, 135, 122, 65, 119})
      .check();
}

}  // namespace
}  // namespace sardonyx
