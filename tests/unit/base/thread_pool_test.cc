#include "core/base/thread_pool.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <thread>
#include <vector>

#include "core/base/thread_team.h"

namespace sardonyx {
namespace {

TEST(ThreadPool, EveryTaskRunsOnce) {
  for (const std::size_t threads : {1, 2, 4, 7}) {
    ThreadPool pool(threads);
    for (const std::size_t tasks : {0, 1, 2, 3, 5, 64, 1000}) {
      std::vector<std::atomic<int>> calls(tasks);
      pool.parallel_for(tasks, [&](std::size_t task) { ++calls[task]; });
      for (std::size_t i = 0; i < tasks; ++i) EXPECT_EQ(calls[i], 1) << threads << " threads";
    }
  }
}

// What tasks wrote is there when parallel_for returns, call after call.
TEST(ThreadPool, TasksAreDoneWhenTheCallReturns) {
  ThreadPool pool(3);
  std::vector<int> values(8, 0);
  for (int round = 1; round <= 2000; ++round) {
    pool.parallel_for(values.size(), [&](std::size_t task) { values[task] += 1; });
    for (const int value : values) ASSERT_EQ(value, round);
  }
}

TEST(ThreadPool, PoolsComeAndGo) {
  for (int i = 0; i < 50; ++i) {
    ThreadPool idle(4);
    ThreadPool pool(2);
    std::atomic<int> sum = 0;
    pool.parallel_for(3, [&](std::size_t task) { sum += static_cast<int>(task); });
    EXPECT_EQ(sum, 3);
  }
}

// Short calls with more threads than cores: workers come in the middle of a call, at its end, and
// between two. Each call's tasks see its own operands only.
TEST(ThreadPool, WorkersThatComeLateDoNoHarm) {
  ThreadPool pool(6);
  std::vector<std::size_t> out(16);
  for (std::size_t round = 0; round < 20'000; ++round) {
    const std::size_t tasks = 2 + round % 15;
    std::vector<std::size_t>* const target = &out;
    pool.parallel_for(tasks, [target, round](std::size_t task) { (*target)[task] = round + task; });
    for (std::size_t i = 0; i < tasks; ++i) ASSERT_EQ(out[i], round + i);
  }
}

// Workers that sleep wake up, and the caller waits for them.
TEST(ThreadPool, WorkersWakeUp) {
  ThreadPool pool(2);
  // In WebAssembly, JavaScript starts the threads; here nobody does.
  if (pool.threads() == 1) return;
  for (int round = 0; round < 5; ++round) {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    // Both tasks wait until both have begun.
    std::atomic<int> begun = 0;
    pool.parallel_for(2, [&](std::size_t) {
      ++begun;
      while (begun < 2) std::this_thread::yield();
    });
    EXPECT_EQ(begun, 2);
  }
  EXPECT_EQ(pool.tasks_of(0), 5u);
  EXPECT_EQ(pool.tasks_of(1), 5u);
  EXPECT_EQ(pool.tasks_of(2), 0u);
}

// The caller does all tasks when nobody comes.
TEST(ThreadTeam, RunsWithoutItsMembers) {
  ThreadTeam team;
  int sum = 0;
  const auto add = [&](std::size_t task) { sum += static_cast<int>(task); };
  team.run(5, 3, add);
  EXPECT_EQ(sum, 10);
  EXPECT_EQ(team.tasks_of(0), 5u);
  EXPECT_EQ(team.tasks_of(1), 0u);
}

}  // namespace
}  // namespace sardonyx
