#include "core/runtime/profile.h"

#include <algorithm>

#include "core/base/text.h"

namespace sardonyx {

void Profile::add(const Node& node, std::span<Value* const> inputs, Clock::duration time) {
  NodeTime& entry = nodes_[&node];
  if (entry.runs == 0) {
    entry.name = node.name;
    entry.op_type = node.op_type;
    for (const FusedNode& fused : node.tail) {
      entry.tail.push_back(fused.op_type);
    }
  }
  entry.inputs.clear();
  for (const Value* input : inputs) {
    entry.inputs += entry.inputs.empty() ? "" : ", ";
    entry.inputs += input == nullptr     ? std::string("-")
                    : input->is_tensor() ? concat(input->tensor().dtype(), input->tensor().shape())
                                         : to_text(input->type());
  }
  ++entry.runs;
  entry.milliseconds += std::chrono::duration<double, std::milli>(time).count();
}

std::vector<NodeTime> Profile::times() const {
  std::vector<NodeTime> times;
  for (const auto& [node, time] : nodes_) {
    times.push_back(time);
  }
  std::stable_sort(times.begin(), times.end(), [](const NodeTime& a, const NodeTime& b) {
    return a.milliseconds > b.milliseconds;
  });
  return times;
}

}  // namespace sardonyx
