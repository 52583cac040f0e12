// Expected values are onnxruntime's.

#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(NhwcMaxPool, Padded) {
  OpTest("NhwcMaxPool", 1, "com.microsoft")
      .attribute("kernel_shape", std::vector<std::int64_t>{2, 2})
      .attribute("pads", std::vector<std::int64_t>{1, 0, 0, 0})
      .attribute("strides", std::vector<std::int64_t>{1, 2})
      .input<std::uint8_t>({1, 3, 4, 2}, {176, 202, 178, 105, 1,  188, 10,  205, 38,  78,  54, 138,
                                          52,  66,  12,  251, 55, 49,  153, 36,  226, 200, 89, 102})
      .output<std::uint8_t>({1, 3, 2, 2},
                            {178, 202, 10, 205, 178, 202, 52, 251, 153, 138, 226, 251})
      .check();
}

TEST(NhwcMaxPool, Signed) {
  OpTest("NhwcMaxPool", 1, "com.microsoft")
      .attribute("kernel_shape", std::vector<std::int64_t>{3, 3})
      .input<std::int8_t>({1, 3, 3, 1}, {-35, 60, -22, -55, 46, -93, 73, -19, 112})
      .output<std::int8_t>({1, 1, 1, 1}, {112})
      .check();
}

}  // namespace
}  // namespace sardonyx
