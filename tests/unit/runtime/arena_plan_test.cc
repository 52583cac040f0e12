#include "core/runtime/arena_plan.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace sardonyx {
namespace {

constexpr std::size_t kAlignment = 64;

std::size_t rounded(std::size_t bytes) {
  return (bytes + kAlignment - 1) / kAlignment * kAlignment;
}

bool live_together(const Lifetime& a, const Lifetime& b) {
  return a.first <= b.last && b.first <= a.last;
}

bool overlap(const Lifetime& a, const Lifetime& b) {
  return a.offset < b.offset + b.bytes && b.offset < a.offset + a.bytes;
}

/// The most bytes that live at one step: no arena can be smaller.
std::size_t most_live(const std::vector<Lifetime>& blocks) {
  std::size_t most = 0;
  for (const Lifetime& at : blocks) {
    std::size_t live = 0;
    for (const Lifetime& block : blocks) {
      if (block.first <= at.first && at.first <= block.last) live += rounded(block.bytes);
    }
    most = std::max(most, live);
  }
  return most;
}

void check(const std::vector<Lifetime>& blocks, std::size_t size) {
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    ASSERT_EQ(blocks[i].offset % kAlignment, 0u);
    ASSERT_LE(blocks[i].offset + blocks[i].bytes, size);
    for (std::size_t j = 0; j < i; ++j) {
      if (live_together(blocks[i], blocks[j]) && blocks[i].bytes > 0 && blocks[j].bytes > 0) {
        ASSERT_FALSE(overlap(blocks[i], blocks[j])) << "blocks " << j << " and " << i;
      }
    }
  }
}

TEST(ArenaPlanner, BlocksThatLiveTogetherLieApart) {
  std::mt19937 random(1);
  ArenaPlanner planner;
  for (int round = 0; round < 300; ++round) {
    const int steps = 1 + static_cast<int>(random() % 40);
    std::vector<Lifetime> blocks(random() % 60);
    for (Lifetime& block : blocks) {
      block.bytes = random() % 3 == 0 ? random() % 5 : random() % 5000;
      block.first = static_cast<std::int32_t>(random() % static_cast<unsigned>(steps));
      block.last = block.first + static_cast<std::int32_t>(random() % 8);
    }
    std::sort(blocks.begin(), blocks.end(),
              [](const Lifetime& a, const Lifetime& b) { return a.first < b.first; });
    const std::size_t size = planner.plan(blocks);
    check(blocks, size);
    if (HasFatalFailure()) return;
    EXPECT_GE(size, most_live(blocks));
  }
}

TEST(ArenaPlanner, AChainTakesTheRoomOfTwoNeighbours) {
  ArenaPlanner planner;
  std::vector<Lifetime> blocks;
  for (std::int32_t i = 0; i < 100; ++i)
    blocks.push_back({.bytes = 1000, .first = i, .last = i + 1});
  EXPECT_EQ(planner.plan(blocks), 2 * rounded(1000));
}

TEST(ArenaPlanner, NothingTakesNoRoom) {
  ArenaPlanner planner;
  std::vector<Lifetime> none;
  EXPECT_EQ(planner.plan(none), 0u);
}

}  // namespace
}  // namespace sardonyx
