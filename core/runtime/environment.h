#pragma once

#include <atomic>
#include <cstdint>
#include <optional>
#include <random>

#include "core/base/bytes.h"
#include "core/graph/op.h"
#include "core/runtime/buffer_pool.h"
#include "core/runtime/profile.h"

namespace sardonyx {

/// What the graph of a session and all its subgraphs share during a run.
class SessionEnvironment : public RunEnvironment {
 public:
  SessionEnvironment(std::size_t threads, std::uint64_t seed) : threads_(threads), random_(seed) {}

  Tensor allocate(DType dtype, const Shape& shape) override { return pool_.allocate(dtype, shape); }
  std::span<std::byte> scratch(std::size_t bytes) override;
  ThreadPool& threads() override { return threads_; }
  std::uint64_t random() override { return random_(); }
  void check_cancelled() override {
    if (cancelled_.load(std::memory_order_relaxed)) [[unlikely]] {
      fail(ErrorCode::kCancelled, "the run was cancelled");
    }
  }

  void set_cancelled(bool cancelled) { cancelled_.store(cancelled, std::memory_order_relaxed); }
  BufferPool& pool() { return pool_; }
  /// Where nodes report their times; empty when nobody wants to know.
  std::optional<Profile>& profile() { return profile_; }

 private:
  BufferPool pool_;
  Bytes scratch_;
  ThreadPool threads_;
  std::mt19937_64 random_;
  std::atomic<bool> cancelled_{false};
  std::optional<Profile> profile_;
};

}  // namespace sardonyx
