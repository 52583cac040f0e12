#include "tests/unit/ops/op_test.h"

namespace sardonyx {
namespace {

using I = std::int64_t;

const std::vector<float> kCorners{0, 0,  1, 1,  0, 0.1f,  1, 1.1f,  0, -0.1f, 1, 0.9f,
                                  0, 10, 1, 11, 0, 10.1f, 1, 11.1f, 0, 100,   1, 101};
const std::vector<float> kScores{0.9f, 0.75f, 0.6f, 0.95f, 0.5f, 0.3f};

OpTest suppress(const std::vector<float>& boxes, I most, float overlap, float least) {
  return OpTest("NonMaxSuppression", 11)
      .input<float>({1, 6, 4}, boxes)
      .input<float>({1, 1, 6}, kScores)
      .input<I>({1}, {most})
      .input<float>({1}, {overlap})
      .input<float>({1}, {least});
}

TEST(NonMaxSuppression, SuppressesByOverlap) {
  suppress(kCorners, 3, 0.5f, 0).expect<I>({3, 3}, {0, 0, 3, 0, 0, 0, 0, 0, 5});
  suppress(kCorners, 2, 0.5f, 0).expect<I>({2, 3}, {0, 0, 3, 0, 0, 0});
  suppress(kCorners, 3, 0.5f, 0.4f).expect<I>({2, 3}, {0, 0, 3, 0, 0, 0});
}

TEST(NonMaxSuppression, CornersInAnyOrder) {
  suppress({1, 1,  0, 0,  0, 0.1f,  1, 1.1f,  0, 0.9f, 1, -0.1f,
            0, 10, 1, 11, 1, 10.1f, 0, 11.1f, 1, 101,  0, 100},
           3, 0.5f, 0)
      .expect<I>({3, 3}, {0, 0, 3, 0, 0, 0, 0, 0, 5});
}

TEST(NonMaxSuppression, Centers) {
  suppress({0.5f, 0.5f,  1, 1, 0.5f, 0.6f,  1, 1, 0.5f, 0.4f,   1, 1,
            0.5f, 10.5f, 1, 1, 0.5f, 10.6f, 1, 1, 0.5f, 100.5f, 1, 1},
           3, 0.5f, 0)
      .attribute("center_point_box", 1)
      .expect<I>({3, 3}, {0, 0, 3, 0, 0, 0, 0, 0, 5});
}

TEST(NonMaxSuppression, BatchesAndClasses) {
  std::vector<float> boxes = kCorners;
  boxes.insert(boxes.end(), kCorners.begin(), kCorners.end());
  std::vector<float> scores;
  for (int i = 0; i < 4; ++i) {
    scores.insert(scores.end(), kScores.begin(), kScores.end());
  }
  OpTest("NonMaxSuppression", 10)
      .input<float>({2, 6, 4}, boxes)
      .input<float>({2, 2, 6}, scores)
      .input<I>({}, {1})
      .input<float>({}, {0.5f})
      .input<float>({}, {0})
      .expect<I>({4, 3}, {0, 0, 3, 0, 1, 3, 1, 0, 3, 1, 1, 3});
}

TEST(NonMaxSuppression, EqualScoresAndBoxesWithoutArea) {
  OpTest("NonMaxSuppression", 11)
      .input<float>({1, 3, 4}, {0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 0, 0})
      .input<float>({1, 1, 3}, {0.5f, 0.5f, 0.5f})
      .input<I>({1}, {10})
      .expect<I>({2, 3}, {0, 0, 0, 0, 0, 2});
}

TEST(NonMaxSuppression, NothingToSelect) {
  OpTest("NonMaxSuppression", 11)
      .input<float>({1, 6, 4}, kCorners)
      .input<float>({1, 1, 6}, kScores)
      .expect<I>({0, 3}, {});
  OpTest("NonMaxSuppression", 11)
      .input<float>({1, 0, 4}, {})
      .input<float>({1, 1, 0}, {})
      .input<I>({1}, {3})
      .expect<I>({0, 3}, {});
  suppress(kCorners, -1, 0.5f, 0).expect<I>({0, 3}, {});
}

TEST(NonMaxSuppression, Errors) {
  suppress(kCorners, 3, 1.5f, 0).expect_error("input 3 ('iou_threshold') is 1.5");
  OpTest("NonMaxSuppression", 11)
      .input<float>({1, 2, 3}, ramp(6))
      .input<float>({1, 1, 2}, ramp(2))
      .expect_error("expected 4 numbers per box");
  OpTest("NonMaxSuppression", 11)
      .input<float>({1, 2, 4}, ramp(8))
      .input<float>({1, 1, 3}, ramp(3))
      .expect_error("which differ in batches or boxes");
}

}  // namespace
}  // namespace sardonyx
