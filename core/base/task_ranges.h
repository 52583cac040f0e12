#pragma once

#include <atomic>
#include <cstddef>

namespace sardonyx {

/// Tasks divided among threads: each takes those of its own part first, then what others have left.
/// So a thread that comes back for the next kernel of the same shape finds its share of the data in
/// its cache, and one that does not come leaves nothing undone.
class TaskRanges {
 public:
  static constexpr std::size_t kMostParts = 64;

  /// Tasks 0 ... tasks - 1 in parts 0 ... parts - 1. Not while anybody takes.
  void divide(std::size_t tasks, std::size_t parts) {
    parts_ = parts;
    std::size_t begin = 0;
    for (std::size_t part = 0; part < parts; ++part) {
      ranges_[part].next.store(begin, std::memory_order_relaxed);
      begin = (part + 1) * tasks / parts;
      ranges_[part].end = begin;
    }
  }

  /// Calls f(task) for the tasks of `part` and those left of the others, until there are none.
  template <class F>
  void take(std::size_t part, const F& f) {
    for (std::size_t k = 0; k < parts_; ++k) {
      Range& range = ranges_[(part + k) % parts_];
      for (std::size_t task = range.next.fetch_add(1, std::memory_order_relaxed); task < range.end;
           task = range.next.fetch_add(1, std::memory_order_relaxed)) {
        f(task);
      }
    }
  }

 private:
  // Each in a cache line of its own.
  struct alignas(64) Range {
    std::atomic<std::size_t> next{0};
    std::size_t end = 0;
  };

  std::size_t parts_ = 0;
  Range ranges_[kMostParts];
};

}  // namespace sardonyx
