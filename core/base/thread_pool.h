#pragma once

#include <cstddef>

#include "core/base/function_ref.h"

namespace sardonyx {

/// Runs the independent tasks of one kernel call. Work is split by the caller, so results do not
/// depend on how many threads there are. Tasks run kernel code only: they must not allocate, throw
/// or touch reference counts, because all of Sardonyx outside of this class is single-threaded.
class ThreadPool {
 public:
  /// A pool of `threads` threads, the calling one included. 1 starts none.
  explicit ThreadPool(std::size_t threads = 1);
  ~ThreadPool();
  ThreadPool(const ThreadPool&) = delete;
  ThreadPool& operator=(const ThreadPool&) = delete;

  std::size_t threads() const { return threads_; }

  /// Calls task(0) ... task(tasks - 1), each once, in any order, and returns when all are done.
  /// Not reentrant: a task must not call parallel_for of the same pool.
  void parallel_for(std::size_t tasks, FunctionRef<void(std::size_t task)> task);

 private:
  struct Workers;
  std::size_t threads_;
  [[maybe_unused]] Workers* workers_ = nullptr;
};

}  // namespace sardonyx
