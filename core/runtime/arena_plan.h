#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace sardonyx {

/// A block that must exist during the steps [first, last] of a program.
struct Lifetime {
  std::size_t bytes = 0;
  std::int32_t first = 0;
  std::int32_t last = 0;
  /// Where the block lies in the arena; set by plan_arena.
  std::size_t offset = 0;
};

/// Places blocks in one arena so that blocks whose lifetimes overlap do not overlap in memory:
/// in the order of their first use, each into the smallest free gap that holds it. One sweep over
/// time, because a decoder plans anew at every step; placing by size would pack a little tighter
/// and compare all pairs. Keeps its working memory from call to call.
class ArenaPlanner {
 public:
  /// Sets the offsets (multiples of 64) and returns the arena's size.
  /// REQUIRES: blocks are sorted by `first`.
  std::size_t plan(std::vector<Lifetime>& blocks);

 private:
  struct Gap {
    std::size_t offset;
    std::size_t bytes;
  };
  std::size_t take(std::size_t bytes);
  void give_back(std::size_t offset, std::size_t bytes);

  std::vector<Gap> gaps_;              // sorted by offset, never adjacent
  std::vector<std::int32_t> by_last_;  // heap of live blocks, the earliest end on top
  std::size_t end_ = 0;
};

}  // namespace sardonyx
