#include "core/runtime/arena_plan.h"

#include <algorithm>

namespace sardonyx {
namespace {

constexpr std::size_t kAlignment = 64;

std::size_t aligned(std::size_t bytes) {
  return (bytes + kAlignment - 1) / kAlignment * kAlignment;
}

}  // namespace

std::size_t ArenaPlanner::plan(std::vector<Lifetime>& blocks) {
  gaps_.clear();
  by_last_.clear();
  end_ = 0;
  const auto later_end = [&](std::int32_t a, std::int32_t b) {
    return blocks[static_cast<std::size_t>(a)].last > blocks[static_cast<std::size_t>(b)].last;
  };
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    Lifetime& block = blocks[i];
    while (!by_last_.empty()) {
      const Lifetime& ended = blocks[static_cast<std::size_t>(by_last_.front())];
      if (ended.last >= block.first) {
        break;
      }
      give_back(ended.offset, aligned(ended.bytes));
      std::pop_heap(by_last_.begin(), by_last_.end(), later_end);
      by_last_.pop_back();
    }
    block.offset = take(aligned(block.bytes));
    if (block.bytes != 0) {
      by_last_.push_back(static_cast<std::int32_t>(i));
      std::push_heap(by_last_.begin(), by_last_.end(), later_end);
    }
  }
  return end_;
}

std::size_t ArenaPlanner::take(std::size_t bytes) {
  if (bytes == 0) {
    return 0;
  }
  auto best = gaps_.end();
  for (auto gap = gaps_.begin(); gap != gaps_.end(); ++gap) {
    if (gap->bytes >= bytes && (best == gaps_.end() || gap->bytes < best->bytes)) {
      best = gap;
    }
  }
  if (best != gaps_.end()) {
    const std::size_t offset = best->offset;
    best->offset += bytes;
    best->bytes -= bytes;
    if (best->bytes == 0) {
      gaps_.erase(best);
    }
    return offset;
  }
  // Grow the arena, starting in the gap at its end if there is one.
  std::size_t offset = end_;
  if (!gaps_.empty() && gaps_.back().offset + gaps_.back().bytes == end_) {
    offset = gaps_.back().offset;
    gaps_.pop_back();
  }
  end_ = offset + bytes;
  return offset;
}

void ArenaPlanner::give_back(std::size_t offset, std::size_t bytes) {
  auto after = std::lower_bound(gaps_.begin(), gaps_.end(), offset,
                                [](const Gap& gap, std::size_t at) { return gap.offset < at; });
  const bool joins_after = after != gaps_.end() && offset + bytes == after->offset;
  if (after != gaps_.begin() && (after - 1)->offset + (after - 1)->bytes == offset) {
    (after - 1)->bytes += bytes;
    if (joins_after) {
      (after - 1)->bytes += after->bytes;
      gaps_.erase(after);
    }
  } else if (joins_after) {
    after->offset = offset;
    after->bytes += bytes;
  } else {
    gaps_.insert(after, {offset, bytes});
  }
}

}  // namespace sardonyx
