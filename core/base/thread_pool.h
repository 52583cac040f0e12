#pragma once

#include <cstddef>

#include "core/base/function_ref.h"

namespace sardonyx {

class ThreadTeam;

/// Runs the independent tasks of one kernel call. Work is split by the caller, so results do not
/// depend on how many threads there are. Tasks run kernel code only: they must not allocate, throw
/// or touch reference counts, because all of Sardonyx outside of this class is single-threaded.
///
/// Threads come to help when they can: the caller never waits for one that has not begun. So a pool
/// whose threads start late, or not at all, is correct and as fast as one without them.
///
/// In a threaded wasm module, JavaScript starts the threads, and all pools of the instance share
/// them; only one thread may call parallel_for.
class ThreadPool {
 public:
  /// Threads beyond these are not used.
  static constexpr std::size_t kMostThreads = 64;

  /// A pool of `threads` threads, the calling one included. 1 starts none.
  explicit ThreadPool(std::size_t threads = 1);
  ~ThreadPool();
  ThreadPool(const ThreadPool&) = delete;
  ThreadPool& operator=(const ThreadPool&) = delete;

  std::size_t threads() const { return threads_; }

  /// Calls task(0) ... task(tasks - 1), each once, in any order, and returns when all are done.
  /// Not reentrant: a task must not call parallel_for of the same pool.
  void parallel_for(std::size_t tasks, FunctionRef<void(std::size_t task)> task);

  /// How many tasks `thread` has done so far; 0 is the calling thread. Tasks of calls that needed
  /// no other thread are not counted.
  std::size_t tasks_of(std::size_t thread) const;

 private:
  std::size_t threads_;
  ThreadTeam* team_ = nullptr;
};

}  // namespace sardonyx
