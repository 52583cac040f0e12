#include "core/base/thread_pool.h"

#include <gtest/gtest.h>

#include <atomic>
#include <vector>

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

}  // namespace
}  // namespace sardonyx
