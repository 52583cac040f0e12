#include "core/base/thread_pool.h"

#include <atomic>
#include <cstdint>
#include <limits>

// Who runs the workers differs: natively they are std::threads that the pool starts; in the
// threaded wasm variants JavaScript starts them and they enter through sardonyx_worker_main; the
// single-threaded wasm variants have none, and this file then compiles to a plain loop.
#if defined(SARDONYX_WASM_THREADS)
#define SARDONYX_HAS_WORKERS 1
#elif !defined(__EMSCRIPTEN__)
#define SARDONYX_HAS_WORKERS 1
#include <thread>
#include <vector>
#else
#define SARDONYX_HAS_WORKERS 0
#endif

namespace sardonyx {

#if SARDONYX_HAS_WORKERS

namespace {

void wait_while_equal(std::atomic<std::uint32_t>& word, std::uint32_t value) {
#if defined(SARDONYX_WASM_THREADS)
  while (word.load(std::memory_order_acquire) == value) {
    __builtin_wasm_memory_atomic_wait32(reinterpret_cast<int*>(&word), static_cast<int>(value), -1);
  }
#else
  word.wait(value, std::memory_order_acquire);
#endif
}

void wake_all(std::atomic<std::uint32_t>& word) {
#if defined(SARDONYX_WASM_THREADS)
  __builtin_wasm_memory_atomic_notify(reinterpret_cast<int*>(&word),
                                      std::numeric_limits<std::uint32_t>::max());
#else
  word.notify_all();
#endif
}

}  // namespace

struct ThreadPool::Workers {
  const FunctionRef<void(std::size_t)>* task = nullptr;
  std::size_t tasks = 0;
  std::atomic<std::size_t> next{0};
  std::atomic<std::uint32_t> epoch{0};    // one more for every parallel_for, and for the end
  std::atomic<std::uint32_t> running{0};  // workers that have not finished this epoch
  std::atomic<bool> ending{false};
  std::size_t count = 0;
#if !defined(SARDONYX_WASM_THREADS)
  std::vector<std::thread> threads;
#endif

  void take_tasks() {
    for (std::size_t i = next.fetch_add(1, std::memory_order_relaxed); i < tasks;
         i = next.fetch_add(1, std::memory_order_relaxed)) {
      (*task)(i);
    }
  }

  void serve() {
    std::uint32_t seen = 0;
    for (;;) {
      wait_while_equal(epoch, seen);
      ++seen;
      if (ending.load(std::memory_order_acquire)) {
        return;
      }
      take_tasks();
      if (running.fetch_sub(1, std::memory_order_acq_rel) == 1) {
        wake_all(running);
      }
    }
  }
};

ThreadPool::ThreadPool(std::size_t threads) : threads_(threads < 1 ? 1 : threads) {
  if (threads_ == 1) {
    return;
  }
  workers_ = new Workers;
  workers_->count = threads_ - 1;
#if !defined(SARDONYX_WASM_THREADS)
  for (std::size_t i = 1; i < threads_; ++i) {
    workers_->threads.emplace_back([workers = workers_] { workers->serve(); });
  }
#endif
}

ThreadPool::~ThreadPool() {
  if (workers_ == nullptr) {
    return;
  }
  workers_->ending.store(true, std::memory_order_release);
  workers_->epoch.fetch_add(1, std::memory_order_release);
  wake_all(workers_->epoch);
#if !defined(SARDONYX_WASM_THREADS)
  for (std::thread& thread : workers_->threads) {
    thread.join();
  }
#endif
  delete workers_;
}

void ThreadPool::parallel_for(std::size_t tasks, FunctionRef<void(std::size_t)> task) {
  if (workers_ == nullptr || tasks <= 1) {
    for (std::size_t i = 0; i < tasks; ++i) {
      task(i);
    }
    return;
  }
  Workers& workers = *workers_;
  workers.task = &task;
  workers.tasks = tasks;
  workers.next.store(0, std::memory_order_relaxed);
  workers.running.store(static_cast<std::uint32_t>(workers.count), std::memory_order_relaxed);
  workers.epoch.fetch_add(1, std::memory_order_release);
  wake_all(workers.epoch);
  workers.take_tasks();
  for (std::uint32_t left = workers.running.load(std::memory_order_acquire); left != 0;
       left = workers.running.load(std::memory_order_acquire)) {
    wait_while_equal(workers.running, left);
  }
}

#else

struct ThreadPool::Workers {};

ThreadPool::ThreadPool(std::size_t) : threads_(1) {}
ThreadPool::~ThreadPool() = default;

void ThreadPool::parallel_for(std::size_t tasks, FunctionRef<void(std::size_t)> task) {
  for (std::size_t i = 0; i < tasks; ++i) {
    task(i);
  }
}

#endif

}  // namespace sardonyx
