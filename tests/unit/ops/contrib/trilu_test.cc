// Expected values are onnxruntime's.

#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(Trilu, Upper) {
  OpTest("Trilu", 1, "com.microsoft")
      .input<float>({2, 3, 3}, {0.75f, 1.25f, -2.0f, 1.25f, -0.25f, 0.0f, 0.5f, -1.0f, 2.0f, -2.0f,
                                -1.0f, -0.5f, 0.25f, -0.5f, -1.5f, -2.0f, -2.0f, -2.0f})
      .output<float>({2, 3, 3},
                     {0.75f, 1.25f, -2.0f, 0.0f, -0.25f, 0.0f, 0.0f, 0.0f, 2.0f, -2.0f, -1.0f,
                      -0.5f, 0.0f, -0.5f, -1.5f, 0.0f, 0.0f, -2.0f},
                     Tolerance{1e-5, 1e-6})
      .check();
}

TEST(Trilu, LowerOfADiagonal) {
  OpTest("Trilu", 1, "com.microsoft")
      .attribute("upper", 0)
      .input<float>({3, 4}, {-1.5f, 2.0f, -1.25f, 0.75f, 1.0f, -1.25f, -1.0f, -0.25f, -1.0f, 2.0f,
                             -1.25f, 1.75f})
      .input<std::int64_t>({}, {1})
      .output<float>(
          {3, 4}, {-1.5f, 2.0f, 0.0f, 0.0f, 1.0f, -1.25f, -1.0f, 0.0f, -1.0f, 2.0f, -1.25f, 1.75f},
          Tolerance{1e-5, 1e-6})
      .check();
}

}  // namespace
}  // namespace sardonyx
