#include "core/kernels/suppression.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <vector>

#include "tests/unit/kernels/random.h"

namespace sardonyx::kernels {
namespace {

using testing::Random;

struct Corners {
  float y0, x0, y1, x1;
};

float union_ratio(const Corners& a, const Corners& b) {
  const auto area = [](const Corners& c) { return (c.x1 - c.x0) * (c.y1 - c.y0); };
  const float width = std::min(a.x1, b.x1) - std::max(a.x0, b.x0);
  const float height = std::min(a.y1, b.y1) - std::max(a.y0, b.y0);
  if (width <= 0 || height <= 0) return 0;
  return width * height / (area(a) + area(b) - width * height);
}

// By the definition: all pairs, best score first, the first of equal ones.
std::vector<std::uint64_t> greedy(const std::vector<Corners>& boxes,
                                  const std::vector<float>& scores, float least, std::size_t most,
                                  float threshold) {
  std::vector<std::uint64_t> order(boxes.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::uint64_t a, std::uint64_t b) { return scores[a] > scores[b]; });
  std::vector<std::uint64_t> taken;
  for (const std::uint64_t i : order) {
    if (!(scores[i] > least) || taken.size() == most) continue;
    if (std::none_of(taken.begin(), taken.end(), [&](std::uint64_t j) {
          return union_ratio(boxes[i], boxes[j]) > threshold;
        })) {
      taken.push_back(i);
    }
  }
  return taken;
}

TEST(Suppression, TakesWhatTheDefinitionTakes) {
  Random random(1);
  for (int round = 0; round < 300; ++round) {
    const auto count = static_cast<std::size_t>(random.between(0, 60));
    const auto most = static_cast<std::size_t>(random.between(1, 30));
    const bool centers = random.coin();
    std::vector<Corners> boxes;
    std::vector<float> raw;
    std::vector<float> scores;
    for (std::size_t i = 0; i < count; ++i) {
      // Whole numbers, so that both forms give the same corners; some boxes without area.
      const auto number = [&](int low, int high) {
        return static_cast<float>(random.between(low, high));
      };
      const float y = number(0, 10), x = number(0, 10);
      const float height = 2 * number(0, 4), width = 2 * number(0, 4);
      boxes.push_back({y, x, y + height, x + width});
      if (centers) {
        raw.insert(raw.end(), {x + width / 2, y + height / 2, width, height});
      } else {
        raw.insert(raw.end(), {y + height, x, y, x + width});
      }
      scores.push_back(number(0, 8) / 8);
    }
    const float least = 0.25f;
    const float threshold = static_cast<float>(random.between(0, 4)) / 4;
    const std::size_t room = (most + 3) / 4 * 4;
    std::vector<float> memory(BoxArrays::kArrays * room);
    const BoxArrays kept(memory.data(), room);
    std::vector<FloatEntry> candidates(count);
    const std::size_t found = candidates_above(scores.data(), count, &least, candidates.data());
    EXPECT_EQ(found, static_cast<std::size_t>(std::count_if(scores.begin(), scores.end(),
                                                            [&](float s) { return s > least; })));
    std::vector<std::uint64_t> taken;
    suppress_overlapping({raw.data(), centers}, candidates.data(), found, most, threshold, kept,
                         [&](std::uint64_t i) { taken.push_back(i); });
    EXPECT_EQ(taken, greedy(boxes, scores, least, most, threshold));
  }
}

}  // namespace
}  // namespace sardonyx::kernels
