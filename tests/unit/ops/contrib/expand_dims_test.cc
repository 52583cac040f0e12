// Expected values are onnxruntime's.

#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(ExpandDims, Front) {
  OpTest("ExpandDims", 1, "com.microsoft")
      .input<float>({2, 2}, {1.25f, 1.5f, -1.75f, -0.5f})
      .input<std::int32_t>({}, {0})
      .output<float>({1, 2, 2}, {1.25f, 1.5f, -1.75f, -0.5f}, Tolerance{1e-5, 1e-6})
      .check();
}

TEST(ExpandDims, FromTheEnd) {
  OpTest("ExpandDims", 1, "com.microsoft")
      .input<float>({2, 2}, {0.5f, 0.0f, 0.75f, 0.75f})
      .input<std::int32_t>({}, {-1})
      .output<float>({2, 2, 1}, {0.5f, 0.0f, 0.75f, 0.75f}, Tolerance{1e-5, 1e-6})
      .check();
}

TEST(ExpandDims, Middle) {
  OpTest("ExpandDims", 1, "com.microsoft")
      .input<float>({2, 2}, {0.75f, -1.75f, 2.0f, 0.25f})
      .input<std::int32_t>({}, {1})
      .output<float>({2, 1, 2}, {0.75f, -1.75f, 2.0f, 0.25f}, Tolerance{1e-5, 1e-6})
      .check();
}

}  // namespace
}  // namespace sardonyx
