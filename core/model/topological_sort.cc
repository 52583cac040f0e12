#include "core/model/topological_sort.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "core/model/wire.h"

namespace sardonyx {
namespace {

constexpr std::int32_t kNoNode = -1;

class Sorter {
 public:
  explicit Sorter(const Graph& graph)
      : nodes_(graph.nodes),
        producers_(static_cast<std::size_t>(graph.value_count()), kNoNode),
        states_(graph.nodes.size(), State::kNew) {
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      for (const ValueId id : nodes_[i].outputs) {
        if (id != kNoValue) {
          producers_[static_cast<std::size_t>(id)] = static_cast<std::int32_t>(i);
        }
      }
    }
  }

  bool is_sorted() const {
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      for (std::size_t k = 0; k < need_count(i); ++k) {
        if (need(i, k) >= static_cast<std::int32_t>(i)) {
          return false;
        }
      }
    }
    return true;
  }

  // Depth first, without recursion: chains of nodes may be long.
  std::vector<std::size_t> order() {
    for (std::size_t root = 0; root < nodes_.size(); ++root) {
      visit(root);
      while (!path_.empty()) {
        Step& step = path_.back();
        if (step.next_need < need_count(step.node)) {
          const std::int32_t needed = need(step.node, step.next_need++);
          if (needed != kNoNode) {
            visit(static_cast<std::size_t>(needed));
          }
        } else {
          states_[step.node] = State::kDone;
          order_.push_back(step.node);
          path_.pop_back();
        }
      }
    }
    return std::move(order_);
  }

 private:
  enum class State : std::uint8_t { kNew, kOnPath, kDone };
  struct Step {
    std::size_t node;
    std::size_t next_need;
  };

  std::size_t need_count(std::size_t i) const {
    return nodes_[i].inputs.size() + nodes_[i].captures.size();
  }
  // The node that computes the k-th value that node i reads.
  std::int32_t need(std::size_t i, std::size_t k) const {
    const Node& node = nodes_[i];
    const ValueId id =
        k < node.inputs.size() ? node.inputs[k] : node.captures[k - node.inputs.size()];
    return id == kNoValue ? kNoNode : producers_[static_cast<std::size_t>(id)];
  }

  void visit(std::size_t node) {
    if (states_[node] == State::kOnPath) {
      fail_cycle(node);
    }
    if (states_[node] == State::kNew) {
      states_[node] = State::kOnPath;
      path_.push_back({node, 0});
    }
  }

  [[noreturn]] void fail_cycle(std::size_t again) const {
    constexpr std::ptrdiff_t kShown = 8;
    const auto start = std::find_if(path_.begin(), path_.end(),
                                    [&](const Step& step) { return step.node == again; });
    std::string text;
    for (auto step = start; step != path_.end() && step - start < kShown; ++step) {
      text += label(step->node) + " needs ";
    }
    if (path_.end() - start > kShown) {
      text += "... needs ";
    }
    fail(ErrorCode::kInvalidModel, "the nodes form a cycle: ", text, label(again));
  }
  std::string label(std::size_t i) const {
    return concat(nodes_[i].op_type, " ", quote(nodes_[i].name));
  }

  const std::vector<Node>& nodes_;
  std::vector<std::int32_t> producers_;
  std::vector<State> states_;
  std::vector<Step> path_;
  std::vector<std::size_t> order_;
};

}  // namespace

void sort_nodes(Graph& graph) {
  Sorter sorter(graph);
  if (sorter.is_sorted()) {
    return;
  }
  std::vector<Node> sorted;
  sorted.reserve(graph.nodes.size());
  for (const std::size_t i : sorter.order()) {
    sorted.push_back(std::move(graph.nodes[i]));
  }
  graph.nodes = std::move(sorted);
}

}  // namespace sardonyx
