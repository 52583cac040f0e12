// Expected values are numpy's.

#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(QLinearReduceMean, Axis) {
  OpTest("QLinearReduceMean", 1, "com.microsoft")
      .attribute("axes", std::vector<std::int64_t>{1})
      .attribute("keepdims", 0)
      .input<std::uint8_t>({2, 2}, {10, 20, 30, 50})
      .input<float>({}, {0.5f})
      .input<std::uint8_t>({}, {10})
      .input<float>({}, {0.25f})
      .input<std::uint8_t>({}, {5})
      .output<std::uint8_t>({2}, {15, 65})
      .check();
}

}  // namespace
}  // namespace sardonyx
