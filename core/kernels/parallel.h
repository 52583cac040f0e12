#pragma once

#include <array>
#include <cstddef>

#include "core/base/function_ref.h"
#include "core/base/task_ranges.h"
#include "core/base/thread_pool.h"
#include "core/kernels/element.h"

// How kernels divide their work among the threads of a pool. What a task computes never depends on
// how many threads there are.

namespace sardonyx::kernels {

/// Calls body(first, last) for ranges that together are [0, count), each at least `grain` long but
/// the last; in place when one thread can do.
inline void parallel_ranges(ThreadPool& pool, std::size_t count, std::size_t grain,
                            FunctionRef<void(std::size_t first, std::size_t last)> body) {
  if (count == 0) return;
  // A few ranges per thread, so that a thread that starts late does not hold up the others.
  const std::size_t most = pool.threads() == 1 ? 1 : pool.threads() * 4;
  const std::size_t wanted = (count + most - 1) / most;
  const std::size_t size = wanted < grain ? grain : wanted;
  pool.parallel_for((count + size - 1) / size, [&](std::size_t task) {
    const std::size_t first = task * size;
    body(first, count - first < size ? count : first + size);
  });
}

/// The same for work that assigns elements of `kind`: in place for strings, whose memory only the
/// calling thread may allocate.
inline void parallel_ranges(ThreadPool& pool, ElementKind kind, std::size_t count,
                            std::size_t grain,
                            FunctionRef<void(std::size_t first, std::size_t last)> body) {
  if (kind != ElementKind::kString) return parallel_ranges(pool, count, grain, body);
  if (count > 0) body(0, count);
}

/// How many slots parallel_slots uses at most.
inline std::size_t slot_count(std::size_t tasks, std::size_t threads) {
  return tasks < threads ? tasks : threads;
}

/// Calls body(slot, task) for every task below `tasks`. Two tasks that run at the same time have
/// different slots below slot_count(tasks, pool.threads()): a slot stands for a piece of scratch
/// memory.
inline void parallel_slots(ThreadPool& pool, std::size_t tasks,
                           FunctionRef<void(std::size_t slot, std::size_t task)> body) {
  const std::size_t slots = slot_count(tasks, pool.threads());
  if (slots <= 1) {
    for (std::size_t task = 0; task < tasks; ++task) body(0, task);
    return;
  }
  TaskRanges ranges;
  ranges.divide(tasks, slots);
  pool.parallel_for(slots, [&](std::size_t slot) {
    ranges.take(slot, [&](std::size_t task) { body(slot, task); });
  });
}

/// What the slots of parallel_slots have prepared in their scratch memory: a slot's next task often
/// needs what the one before it left there.
class PreparedSlots {
 public:
  /// Whether the slot has to prepare `what` (not negative), which it has afterwards.
  bool needs(std::size_t slot, std::ptrdiff_t what) {
    if (prepared_[slot] == what + 1) return false;
    prepared_[slot] = what + 1;
    return true;
  }

 private:
  std::array<std::ptrdiff_t, ThreadPool::kMostThreads> prepared_{};
};

}  // namespace sardonyx::kernels
