// Expected values are onnxruntime's.

#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(GatherND, Rows) {
  OpTest("GatherND", 1, "com.microsoft")
      .input<float>({3, 2}, {1.75f, -1.0f, -0.5f, 1.5f, -1.25f, -1.75f})
      .input<std::int32_t>({2, 1}, {2, 0})
      .output<float>({2, 2}, {-1.25f, -1.75f, 1.75f, -1.0f}, Tolerance{1e-5, 1e-6})
      .check();
}

TEST(GatherND, Elements) {
  OpTest("GatherND", 1, "com.microsoft")
      .input<float>({3, 2}, {-0.5f, 0.75f, -1.5f, 1.5f, -0.75f, -1.25f})
      .input<std::int64_t>({2, 2}, {2, 1, 0, 0})
      .output<float>({2}, {-1.25f, -0.5f}, Tolerance{1e-5, 1e-6})
      .check();
}

}  // namespace
}  // namespace sardonyx
