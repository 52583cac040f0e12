#pragma once

#include <chrono>
#include <map>
#include <span>
#include <vector>

#include "core/graph/graph.h"
#include "core/include/sardonyx/session.h"
#include "core/tensor/value.h"

namespace sardonyx {

/// Adds up how long each node of a session takes.
class Profile {
 public:
  using Clock = std::chrono::steady_clock;

  /// One run of a node, on these inputs (null where one is absent).
  void add(const Node& node, std::span<Value* const> inputs, Clock::duration time);
  /// What was added so far, the longest first.
  std::vector<NodeTime> times() const;

 private:
  std::map<const Node*, NodeTime> nodes_;
};

}  // namespace sardonyx
