// Expected values are onnxruntime's.

#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(QLinearWhere, Broadcasts) {
  OpTest("QLinearWhere", 1, "com.microsoft")
      .input<bool>({2, 1}, {true, false})
      .input<std::uint8_t>({2, 2}, {207, 28, 39, 92})
      .input<float>({}, {0.5f})
      .input<std::uint8_t>({}, {3})
      .input<std::uint8_t>({1, 2}, {182, 124})
      .input<float>({}, {0.25f})
      .input<std::uint8_t>({}, {100})
      .input<float>({}, {0.4f})
      .input<std::uint8_t>({}, {20})
      .output<std::uint8_t>({2, 2}, {255, 51, 71, 35})
      .check();
}

}  // namespace
}  // namespace sardonyx
