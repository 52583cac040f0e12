#include "core/base/thread_pool.h"

#include <algorithm>

#include "core/base/thread_team.h"

// Who starts the threads differs: natively the pool does; in the threaded wasm variants JavaScript
// does, and they enter through sx_worker_main; the single-threaded wasm variants have none.
#if !defined(__wasm__)
#include <thread>
#endif

namespace sardonyx {

static_assert(ThreadPool::kMostThreads == ThreadTeam::kMostMembers);

#if defined(SARDONYX_WASM_THREADS)

namespace {

// All threads of the instance, of which each pool uses as many as it was made for. It is there
// before the first pool, as workers may come early.
constinit ThreadTeam team;

}  // namespace

// What web/src/worker.ts and web/src/threads.ts call.
extern "C" {

/// Serves as thread `index`, from 1, and does not return.
[[clang::export_name("sx_worker_main")]] void sx_worker_main(std::size_t index) {
  team.serve(index);
}

/// To be called after sx_worker_main of `index` has trapped; the caller of parallel_for traps, too.
[[clang::export_name("sx_worker_failed")]] void sx_worker_failed(std::size_t index) {
  team.give_up(index);
}

/// Whether the thread that runs sessions may sleep; a window's main thread must not.
[[clang::export_name("sx_threads_may_sleep")]] void sx_threads_may_sleep(int may) {
  team.set_may_sleep(may != 0);
}

/// How many tasks thread `index` has done.
[[clang::export_name("sx_thread_tasks")]] std::size_t sx_thread_tasks(std::size_t index) {
  return index < ThreadTeam::kMostMembers ? team.tasks_of(index) : 0;
}
}

ThreadPool::ThreadPool(std::size_t threads)
    : threads_(std::clamp<std::size_t>(threads, 1, kMostThreads)),
      team_(threads_ == 1 ? nullptr : &team) {}

ThreadPool::~ThreadPool() = default;

#elif defined(__wasm__)

ThreadPool::ThreadPool(std::size_t) : threads_(1) {}
ThreadPool::~ThreadPool() = default;

#else

namespace {

struct NativeTeam : ThreadTeam {
  std::thread threads[kMostMembers];
};

}  // namespace

ThreadPool::ThreadPool(std::size_t threads)
    : threads_(std::clamp<std::size_t>(threads, 1, kMostThreads)) {
  if (threads_ == 1) return;
  auto* team = new NativeTeam;
  for (std::size_t i = 1; i < threads_; ++i) {
    team->threads[i] = std::thread([team, i] { team->serve(i); });
  }
  team_ = team;
}

ThreadPool::~ThreadPool() {
  if (team_ == nullptr) return;
  auto* team = static_cast<NativeTeam*>(team_);
  team->end();
  for (std::size_t i = 1; i < threads_; ++i) team->threads[i].join();
  delete team;
}

#endif

void ThreadPool::parallel_for(std::size_t tasks, FunctionRef<void(std::size_t)> task) {
#if !defined(__wasm__) || defined(SARDONYX_WASM_THREADS)
  if (team_ != nullptr && tasks > 1) {
    team_->run(tasks, std::min(threads_, tasks) - 1, task);
    return;
  }
#endif
  for (std::size_t i = 0; i < tasks; ++i) task(i);
}

std::size_t ThreadPool::tasks_of(std::size_t thread) const {
  return team_ == nullptr || thread >= threads_ ? 0 : team_->tasks_of(thread);
}

}  // namespace sardonyx
