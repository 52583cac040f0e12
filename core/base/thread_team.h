#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <limits>

#include "core/base/function_ref.h"
#include "core/base/task_ranges.h"

namespace sardonyx {

/// How the threads of a pool share the tasks of one call, without knowing who started them: member
/// 0 calls run(), all others sit in serve().
class ThreadTeam {
 public:
  static constexpr std::size_t kMostMembers = TaskRanges::kMostParts;

  /// Runs work(0) ... work(tasks - 1) with the help of at most `helpers` others, fewer than
  /// kMostMembers.
  void run(std::size_t tasks, std::size_t helpers, const FunctionRef<void(std::size_t)>& work) {
    work_ = &work;
    ranges_.divide(tasks, helpers + 1);
    const std::uint32_t last = generation(state_.load(std::memory_order_relaxed));
    state_.store((last + 1) << kGenerationShift | kOpen |
                 static_cast<std::uint32_t>(helpers) << kRoomShift);
    // Either this sees a sleeper, or the sleeper sees the state before it sleeps.
    if (sleepers_.load() != 0) wake_all(state_);
    take_tasks(0);
    if ((state_.fetch_and(~kOpen, std::memory_order_acquire) & kJoined) != 0) wait_for_departure();
    // A worker trapped in the middle of a task: the result is lost, and so is the instance.
    if (broken_.load(std::memory_order_relaxed)) [[unlikely]]
      __builtin_trap();
  }

  /// Takes part in calls of run() as member `index`, from 1, until end().
  void serve(std::size_t index) {
    Member& self = members_[index];
    // No generation: whatever is open when the thread arrives, it may join.
    std::uint32_t served = std::numeric_limits<std::uint32_t>::max();
    for (;;) {
      std::uint32_t now = wait_for_work(served);
      if ((now & kEnding) != 0) return;
      if (!state_.compare_exchange_strong(now, now + 1, std::memory_order_acquire,
                                          std::memory_order_relaxed)) {
        continue;
      }
      self.joined = true;
      served = generation(now);
      take_tasks(index);
      leave(self);
    }
  }

  /// Lets every serve() return.
  void end() {
    state_.fetch_or(kEnding);
    wake_all(state_);
  }

  /// To be called for a member that will not return from serve(): run() traps instead of waiting
  /// for it.
  void give_up(std::size_t index) {
    broken_.store(true, std::memory_order_relaxed);
    if (members_[index].joined) leave(members_[index]);
  }

  /// Whether run() may sleep while it waits for others, which a window's main thread must not.
  void set_may_sleep(bool may) { may_sleep_ = may; }

  std::size_t tasks_of(std::size_t index) const { return members_[index].tasks; }

 private:
  // What several threads write lies in cache lines of its own.
  static constexpr std::size_t kCacheLine = 64;

  // What one thread keeps for itself.
  struct alignas(kCacheLine) Member {
    std::size_t tasks = 0;
    bool joined = false;
  };

  // How long a worker looks out for work before it sleeps, some 200 us: a few times what waking it
  // up takes, so that it stays awake from kernel to kernel.
  static constexpr int kIdleSpins = 200'000;
  // How long run() looks out for the end of tasks that others have begun before it sleeps.
  static constexpr int kEndSpins = 100'000;

  // The state is one word, so that a worker joins the work at hand in one step or not at all:
  //   bits 0-7    workers that have joined and not left
  //   bits 8-15   how many may
  //   bit 16      open: there is work to join
  //   bit 17      the end
  //   bits 18-31  generation: which call of run() this is
  static constexpr std::uint32_t kJoined = 0xff;
  static constexpr std::uint32_t kOpen = 1U << 16;
  static constexpr std::uint32_t kEnding = 1U << 17;
  static constexpr int kRoomShift = 8;
  static constexpr int kGenerationShift = 18;

  static std::uint32_t generation(std::uint32_t state) { return state >> kGenerationShift; }

  static bool wanted(std::uint32_t state, std::uint32_t served) {
    if ((state & kEnding) != 0) return true;
    const std::uint32_t room = (state >> kRoomShift) & 0xff;
    return (state & kOpen) != 0 && generation(state) != served && (state & kJoined) < room;
  }

  static void wait_while_equal(std::atomic<std::uint32_t>& word, std::uint32_t value) {
#ifdef __wasm__
    __builtin_wasm_memory_atomic_wait32(reinterpret_cast<int*>(&word), static_cast<int>(value), -1);
#else
    word.wait(value);
#endif
  }

  static void wake_all(std::atomic<std::uint32_t>& word) {
#ifdef __wasm__
    __builtin_wasm_memory_atomic_notify(reinterpret_cast<int*>(&word),
                                        std::numeric_limits<std::uint32_t>::max());
#else
    word.notify_all();
#endif
  }

  // V8 replaces what its baseline compiler made of a function by optimised code at the next call.
  // A worker never leaves serve(), so the loops that take time are functions of their own.
  [[gnu::noinline, gnu::used]] void take_tasks(std::size_t index) {
    Member& self = members_[index];
    ranges_.take(index, [&](std::size_t task) {
      (*work_)(task);
      ++self.tasks;
    });
  }

  // Returns a state with work of another generation than `served`, or the end.
  [[gnu::noinline, gnu::used]] std::uint32_t wait_for_work(std::uint32_t served) {
    for (int i = 0; i < kIdleSpins; ++i) {
      const std::uint32_t now = state_.load(std::memory_order_relaxed);
      if (wanted(now, served)) return now;
    }
    sleepers_.fetch_add(1);
    std::uint32_t now = state_.load();
    while (!wanted(now, served)) {
      wait_while_equal(state_, now);
      now = state_.load();
    }
    sleepers_.fetch_sub(1);
    return now;
  }

  void leave(Member& self) {
    self.joined = false;
    if ((state_.fetch_sub(1) & kJoined) == 1 && caller_sleeps_.load()) {
      departures_.fetch_add(1);
      wake_all(departures_);
    }
  }

  [[gnu::noinline, gnu::used]] void wait_for_departure() {
    for (int i = 0; i < kEndSpins || !may_sleep_; ++i) {
      if ((state_.load(std::memory_order_acquire) & kJoined) == 0) return;
    }
    caller_sleeps_.store(true);
    for (;;) {
      const std::uint32_t seen = departures_.load();
      if ((state_.load() & kJoined) == 0) break;
      wait_while_equal(departures_, seen);
    }
    caller_sleeps_.store(false);
  }

  alignas(kCacheLine) std::atomic<std::uint32_t> state_{0};
  alignas(kCacheLine) std::atomic<std::uint32_t> sleepers_{0};
  std::atomic<std::uint32_t> departures_{0};
  std::atomic<bool> caller_sleeps_{false};
  std::atomic<bool> broken_{false};
  bool may_sleep_ = true;
  // The work at hand, written while nobody has joined.
  const FunctionRef<void(std::size_t)>* work_ = nullptr;
  TaskRanges ranges_;
  Member members_[kMostMembers];
};

}  // namespace sardonyx
