#include "core/graph/passes/pass.h"

#include <algorithm>
#include <unordered_map>

#include "core/graph/infer.h"
#include "core/graph/passes/pass_order.h"
#include "core/graph/uses.h"

namespace sardonyx {

PassContext::PassContext(Graph& graph, const OpRegistry& registry)
    : graph_(graph), registry_(registry) {
  refresh();
}

const Node* PassContext::producer(ValueId id) const {
  return id == kNoValue ? nullptr : producers_[static_cast<std::size_t>(id)];
}

bool PassContext::is_output(ValueId id) const {
  return std::find(graph_.outputs.begin(), graph_.outputs.end(), id) != graph_.outputs.end();
}

void PassContext::announce(const Node& node, std::size_t place) {
  for (const ValueId id : node.outputs) {
    if (id != kNoValue && static_cast<std::size_t>(id) < producers_.size()) {
      producers_[static_cast<std::size_t>(id)] = &node;
      places_[static_cast<std::size_t>(id)] = place;
    }
  }
}

void PassContext::refresh() {
  const auto count = static_cast<std::size_t>(graph_.value_count());
  producers_.assign(count, nullptr);
  places_.assign(count, 0);
  uses_ = use_counts(graph_);
  readers_.assign(count, {});
  for (std::size_t i = 0; i < graph_.nodes.size(); ++i) {
    const Node& node = graph_.nodes[i];
    for (const ValueId id : node.inputs) {
      if (id != kNoValue) {
        readers_[static_cast<std::size_t>(id)].push_back(&node);
      }
    }
    announce(node, i);
  }
}

void remove_dead_nodes(Graph& graph) {
  std::vector<bool> live(static_cast<std::size_t>(graph.value_count()), false);
  const auto mark = [&](ValueId id) {
    if (id != kNoValue) {
      live[static_cast<std::size_t>(id)] = true;
    }
  };
  std::for_each(graph.outputs.begin(), graph.outputs.end(), mark);
  std::vector<Node> kept;
  for (std::size_t i = graph.nodes.size(); i-- > 0;) {
    Node& node = graph.nodes[i];
    const bool needed = std::any_of(node.outputs.begin(), node.outputs.end(), [&](ValueId id) {
      return id != kNoValue && live[static_cast<std::size_t>(id)];
    });
    if (needed) {
      std::for_each(node.inputs.begin(), node.inputs.end(), mark);
      std::for_each(node.captures.begin(), node.captures.end(), mark);
      kept.push_back(std::move(node));
    }
  }
  std::reverse(kept.begin(), kept.end());
  graph.nodes = std::move(kept);
}

namespace {

// Follows redirects of redirects.
ValueId resolve(const std::unordered_map<ValueId, ValueId>& redirects, ValueId id) {
  for (auto found = redirects.find(id); found != redirects.end(); found = redirects.find(id)) {
    id = found->second;
  }
  return id;
}

void redirect_uses(Graph& graph, const std::unordered_map<ValueId, ValueId>& redirects) {
  const auto redirect = [&](ValueId& id) { id = resolve(redirects, id); };
  for (Node& node : graph.nodes) {
    std::for_each(node.inputs.begin(), node.inputs.end(), redirect);
    std::for_each(node.captures.begin(), node.captures.end(), redirect);
    for (Graph* subgraph : node.subgraphs()) {
      for (Capture& capture : subgraph->captures) {
        redirect(capture.outer);
      }
    }
  }
  std::for_each(graph.outputs.begin(), graph.outputs.end(), redirect);
}

class Driver {
 public:
  Driver(const OpRegistry& registry, const PassOptions& options, std::vector<std::string>& log)
      : registry_(registry), options_(options), log_(log) {}

  void run(Graph& graph, std::span<const Pass> passes) {
    for (const Pass& pass : passes) {
      std::vector<bool> changed;
      while (sweep(graph, pass, changed)) {
        remove_dead_nodes(graph);
        // New nodes need operators, and what the patch learned reaches the nodes behind it.
        infer_changes(graph, registry_, std::move(changed));
        check(graph, pass);
      }
    }
    remove_dead_nodes(graph);
    for (Node& node : graph.nodes) {
      for (Graph* subgraph : node.subgraphs()) {
        if (!subgraph->unusable) {
          run(*subgraph, passes);
        }
      }
    }
  }

 private:
  // Looks at every node once. Returns whether anything changed; `changed` says which values became
  // constant or have new readers.
  bool sweep(Graph& graph, const Pass& pass, std::vector<bool>& changed) {
    PassContext context(graph, registry_);
    std::unordered_map<ValueId, ValueId> redirects;
    std::vector<ValueId> constants;
    std::vector<std::pair<std::size_t, std::vector<Node>>> replacements;
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
      if (static_cast<std::int64_t>(log_.size()) >= options_.max_patches) {
        break;
      }
      const Node& node = graph.nodes[i];
      std::optional<Patch> patch = pass.rule(context, node);
      if (!patch || !can_run(*patch)) {
        continue;
      }
      log_.push_back(concat(log_.size(), " ", pass.name, ": ", node.op_type, " '", node.name, "'"));
      for (const auto& [from, to] : patch->redirects) {
        redirects[from] = to;
      }
      for (auto& [id, tensor] : patch->constants) {
        GraphValue& value = graph.value(id);
        value.type = ValueType::tensor(tensor.dtype(), tensor.shape());
        value.constant = std::move(tensor);
        constants.push_back(id);
      }
      replacements.emplace_back(i, std::move(patch->nodes));
      if (pass.builds_on_itself) {
        // Nodes stay where they are when the list of their vectors grows.
        for (const Node& added : replacements.back().second) {
          context.announce(added, i);
        }
      }
    }
    if (replacements.empty()) {
      return false;
    }
    std::vector<Node> nodes;
    nodes.reserve(graph.nodes.size());
    std::size_t next = 0;
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
      if (next < replacements.size() && replacements[next].first == i) {
        std::move(replacements[next].second.begin(), replacements[next].second.end(),
                  std::back_inserter(nodes));
        ++next;
      } else {
        nodes.push_back(std::move(graph.nodes[i]));
      }
    }
    graph.nodes = std::move(nodes);
    redirect_uses(graph, redirects);
    changed.assign(static_cast<std::size_t>(graph.value_count()), false);
    for (const ValueId id : constants) {
      changed[static_cast<std::size_t>(id)] = true;
    }
    for (const auto& [from, to] : redirects) {
      changed[static_cast<std::size_t>(resolve(redirects, to))] = true;
    }
    return true;
  }

  // A build for other models may lack the operator that a pass would like to use.
  bool can_run(const Patch& patch) const {
    return std::all_of(patch.nodes.begin(), patch.nodes.end(), [&](const Node& node) {
      return registry_.find(node.domain, node.op_type, node.opset) != nullptr;
    });
  }

  static void check(const Graph& graph, const Pass& pass) {
    try {
      graph.check();
    } catch (Error& error) {
      error.add_context(concat("after pass ", pass.name));
      throw;
    }
  }

  const OpRegistry& registry_;
  const PassOptions& options_;
  std::vector<std::string>& log_;
};

}  // namespace

std::vector<std::string> run_passes(Graph& graph, const OpRegistry& registry,
                                    const PassOptions& options) {
  return run_passes(graph, registry, options, passes_for(options.optimize));
}

std::vector<std::string> run_passes(Graph& graph, const OpRegistry& registry,
                                    const PassOptions& options, std::span<const Pass> passes) {
  std::vector<std::string> log;
  Driver(registry, options, log).run(graph, passes);
  return log;
}

}  // namespace sardonyx
