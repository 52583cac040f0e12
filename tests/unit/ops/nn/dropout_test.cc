#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

TEST(Dropout, InferenceHandsOn) {
  OpTest("Dropout", 13)
      .input<float>({3}, {1, 2, 3})
      .output<float>({3}, {1, 2, 3})
      .output<bool>({3}, {true, true, true})
      .check();
}

TEST(Dropout, OldVersions) {
  OpTest("Dropout", 7)
      .attribute("ratio", 0.3f)
      .input<float>({2}, {1, 2})
      .expect<float>({2}, {1, 2});
  OpTest("Dropout", 6)
      .attribute("is_test", 1)
      .input<float>({2}, {1, 2})
      .output<float>({2}, {1, 2})
      .output<float>({2}, {1, 1})
      .check();
  OpTest("Dropout", 10)
      .input<Float16>({2}, to_float16({1, 2}))
      .output<Float16>({2}, to_float16({1, 2}))
      .output<bool>({2}, {true, true})
      .check();
}

// NumPy's RandomState(0) draws 0.5488, 0.7152, 0.6028, 0.5449, 0.4237, 0.6459, 0.4376, 0.8918.
TEST(Dropout, TrainingDropsAsTheReference) {
  OpTest("Dropout", 13)
      .attribute("seed", 0)
      .input<float>({8}, {1, 2, 3, 4, 5, 6, 7, 8})
      .input<float>({}, {0.6f})
      .input<bool>({}, {true})
      .output<float>({8}, {0, 5, 7.5f, 0, 0, 15, 0, 20}, {.rtol = 1e-6})
      .output<bool>({8}, {false, true, true, false, false, true, false, true})
      .check();
}

TEST(Dropout, RatioOutOfRange) {
  OpTest("Dropout", 13)
      .input<float>({2}, {1, 2})
      .input<float>({}, {1})
      .input<bool>({}, {true})
      .expect_error("the ratio is 1, outside [0, 1)");
}

}  // namespace
}  // namespace sardonyx
