// Expected values are onnxruntime's.

#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(Range, Step) {
  OpTest("Range", 1, "com.microsoft")
      .input<float>({1}, {1.0f})
      .input<float>({1}, {2.5f})
      .input<float>({1}, {0.5f})
      .output<float>({3}, {1.0f, 1.5f, 2.0f}, Tolerance{1e-5, 1e-6})
      .check();
}

TEST(Range, StepIsOne) {
  OpTest("Range", 1, "com.microsoft")
      .input<std::int32_t>({}, {2})
      .input<std::int32_t>({}, {5})
      .output<std::int32_t>({3}, {2, 3, 4})
      .check();
}

TEST(Range, Down) {
  OpTest("Range", 1, "com.microsoft")
      .input<std::int64_t>({}, {3})
      .input<std::int64_t>({}, {-2})
      .input<std::int64_t>({}, {-2})
      .output<std::int64_t>({3}, {3, 1, -1})
      .check();
}

}  // namespace
}  // namespace sardonyx
