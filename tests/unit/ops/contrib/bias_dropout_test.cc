// Expected values are numpy's.

#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(BiasDropout, NothingIsDropped) {
  OpTest("BiasDropout", 1, "com.microsoft")
      .input<float>({2, 3}, {0.5f, 0.0f, 0.5f, 0.5f, 1.75f, -1.0f})
      .input<float>({3}, {1.0f, 2.0f, 3.0f})
      .input<float>({2, 3}, {-0.5f, 0.25f, -0.75f, 0.75f, 1.5f, -1.25f})
      .output<float>({2, 3}, {1.0f, 2.25f, 2.75f, 2.25f, 5.25f, 0.75f}, Tolerance{1e-5, 1e-6})
      .output<bool>({2, 3}, {true, true, true, true, true, true})
      .check();
}

TEST(BiasDropout, Training) {
  OpTest("BiasDropout", 1, "com.microsoft")
      .input<float>({2, 3}, {0.5f, 0.0f, 0.5f, 0.5f, 1.75f, -1.0f})
      .input<float>({3}, {1.0f, 2.0f, 3.0f})
      .no_input()
      .no_input()
      .input<bool>({}, {true})
      .expect_error("is for training only");
}

}  // namespace
}  // namespace sardonyx
