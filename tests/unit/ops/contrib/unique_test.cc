// Expected values are onnxruntime's.

#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(Unique, FirstComeFirst) {
  OpTest("Unique", 1, "com.microsoft")
      .input<float>({6}, {3.0f, 1.0f, 3.0f, 2.0f, 1.0f, 5.0f})
      .output<float>({4}, {3.0f, 1.0f, 2.0f, 5.0f}, Tolerance{1e-5, 1e-6})
      .output<std::int64_t>({6}, {0, 1, 0, 2, 1, 3})
      .output<std::int64_t>({4}, {2, 2, 1, 1})
      .check();
}

}  // namespace
}  // namespace sardonyx
