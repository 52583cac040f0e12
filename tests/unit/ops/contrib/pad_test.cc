// Expected values are onnxruntime's.

#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(Pad, Constant) {
  OpTest("Pad", 1, "com.microsoft")
      .input<float>({2, 2}, {-0.75f, 1.75f, 1.5f, -1.75f})
      .input<std::int64_t>({1, 4}, {0, 1, 1, 0})
      .input<float>({1}, {7.0f})
      .output<float>({3, 3}, {7.0f, -0.75f, 1.75f, 7.0f, 1.5f, -1.75f, 7.0f, 7.0f, 7.0f},
                     Tolerance{1e-5, 1e-6})
      .check();
}

TEST(Pad, Edge) {
  OpTest("Pad", 1, "com.microsoft")
      .attribute("mode", "edge")
      .input<float>({2, 2}, {1.5f, 1.5f, -0.25f, -0.5f})
      .input<std::int64_t>({4}, {1, 0, 0, 1})
      .output<float>({3, 3}, {1.5f, 1.5f, 1.5f, 1.5f, 1.5f, 1.5f, -0.25f, -0.5f, -0.5f},
                     Tolerance{1e-5, 1e-6})
      .check();
}

TEST(Pad, CropAndReflect) {
  OpTest("Pad", 1, "com.microsoft")
      .attribute("mode", "reflect")
      .input<float>({3, 3}, {2.0f, 2.0f, 0.75f, -0.5f, -1.25f, 1.75f, -1.0f, 0.25f, 0.75f})
      .input<std::int64_t>({4}, {-1, 1, 0, 0})
      .output<float>({2, 4}, {-1.25f, -0.5f, -1.25f, 1.75f, 0.25f, -1.0f, 0.25f, 0.75f},
                     Tolerance{1e-5, 1e-6})
      .check();
}

}  // namespace
}  // namespace sardonyx
