#include "core/graph/infer.h"

#include <algorithm>
#include <atomic>
#include <iterator>
#include <set>

#include "core/graph/expand.h"
#include "core/graph/signature.h"
#include "core/graph/tail.h"

namespace sardonyx {
namespace {

// Functions are defined by functions, but never deeper than this unless in a circle.
constexpr int kMaxExpansionDepth = 16;

// Begins the names of extents that no rule can tell. No exporter begins a name so.
constexpr char kUntold = '\n';

// A symbol that no other extent has.
Dim untold(SymbolTable& symbols) {
  static std::atomic<std::uint64_t> next{0};
  return symbols.named(concat(kUntold, next.fetch_add(1, std::memory_order_relaxed)));
}

std::string label(const Node& node) {
  return concat(node.domain.empty() ? std::string("ai.onnx") : node.domain, "::", node.op_type, "-",
                node.opset);
}

void collect_missing(const Graph& graph, const OpRegistry& registry,
                     std::set<std::string>& missing) {
  for (const Node& node : graph.nodes) {
    if (registry.find(node.domain, node.op_type, node.opset) == nullptr) {
      missing.insert(label(node));
    }
    for (const Graph* subgraph : node.subgraphs()) {
      collect_missing(*subgraph, registry, missing);
    }
  }
}

bool is_same(Dim a, Dim b) {
  const auto unknown = [](Dim dim) { return !dim.known() && !dim.is_symbol(); };
  return a == b || (unknown(a) && unknown(b));
}

bool is_same(std::span<const Dim> a, std::span<const Dim> b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](Dim x, Dim y) { return is_same(x, y); });
}

// Whether as much is known, and the same. Sequences and their like are never the same.
bool is_same(const ValueType& a, const ValueType& b) {
  return a.is_tensor() && b.is_tensor() && a.dtype == b.dtype &&
         a.shape.ranked() == b.shape.ranked() &&
         (!a.shape.ranked() || is_same(a.shape.dims(), b.shape.dims()));
}

class Inference {
 public:
  Inference(Graph& graph, const OpRegistry& registry) : graph_(graph), registry_(registry) {}
  Inference(Graph& graph, const OpRegistry& registry, std::vector<bool> changed)
      : graph_(graph), registry_(registry), all_(false), changed_(std::move(changed)) {}

  void run() {
    if (all_) {
      forget();
    }
    std::vector<Node> nodes = std::move(graph_.nodes);
    graph_.nodes.clear();
    graph_.nodes.reserve(nodes.size());
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      const std::size_t placed = graph_.nodes.size();
      try {
        place(nodes[i], 0);
      } catch (...) {
        // The graph stays whole: a branch that fails now may fit when more is known.
        graph_.nodes.resize(placed);
        std::move(nodes.begin() + static_cast<std::ptrdiff_t>(i), nodes.end(),
                  std::back_inserter(graph_.nodes));
        throw;
      }
    }
  }

 private:
  // Moves the node into the graph, or its expansion; leaves it alone when it throws.
  void place(Node& node, int depth) {
    if (node.op != nullptr && !reads_changes(node)) {
      graph_.nodes.push_back(std::move(node));
      return;
    }
    try {
      const OpDef* def = registry_.find(node.domain, node.op_type, node.opset);
      require_that(ErrorCode::kUnsupported, def != nullptr, "there is no operator ", label(node));
      if (def->expand != nullptr) {
        require_that(ErrorCode::kInternal, depth < kMaxExpansionDepth,
                     "the expansion does not end");
        check_arity(Signature::parse(*def), node);
        std::vector<Node> body;
        ExpandContext context(node, graph_, def->since, body);
        def->expand(context);
        for (Node& part : body) {
          place(part, depth + 1);
        }
        return;
      }
      node.def = def;
      name_outputs(Signature::parse(*def), node);
      infer(node);
    } catch (Error& error) {
      error.add_node(node.op_type, node.name);
      throw;
    }
    graph_.nodes.push_back(std::move(node));
  }

  // An output that the specification does not call optional is computed even if the node leaves its
  // name empty.
  void name_outputs(const Signature& signature, Node& node) {
    for (std::size_t i = 0; i < node.outputs.size(); ++i) {
      const Signature::Parameter* parameter = Signature::at(signature.outputs, i);
      if (node.outputs[i] == kNoValue && parameter != nullptr && !parameter->optional &&
          !parameter->variadic) {
        node.outputs[i] = graph_.add_value({});
      }
    }
  }

  bool reads_changes(const Node& node) const {
    const auto changed = [&](ValueId id) {
      return id != kNoValue && static_cast<std::size_t>(id) < changed_.size() &&
             changed_[static_cast<std::size_t>(id)];
    };
    return all_ || std::any_of(node.inputs.begin(), node.inputs.end(), changed) ||
           std::any_of(node.captures.begin(), node.captures.end(), changed);
  }

  // What was learned from other types of the inputs.
  void forget() {
    for (const Node& node : graph_.nodes) {
      for (const ValueId id : node.outputs) {
        if (id != kNoValue) {
          graph_.value(id).type.shape = {};
        }
      }
    }
  }

  // Gives every unknown extent a symbol of its own, the one that it had already where it had one:
  // whatever is computed from the extent is then known to be equal.
  void name_extents(const SymbolicShape& before, SymbolicShape& shape) {
    const bool comparable = before.ranked() && before.rank() == shape.rank();
    for (int axis = 0; axis < shape.rank(); ++axis) {
      Dim& dim = shape[axis];
      if (!dim.known() && !dim.is_symbol()) {
        dim = comparable && before[axis].is_symbol() ? before[axis] : untold(*graph_.symbols);
      }
    }
  }

  void learn(ValueId id, InferContext::Output& output) {
    GraphValue& value = graph_.value(id);
    if (!all_) {
      const bool same_contents =
          value.symbolic_contents.has_value() == output.symbolic.has_value() &&
          (!output.symbolic || is_same(*value.symbolic_contents, *output.symbolic));
      if (!same_contents || !is_same(value.type, output.type)) {
        changed_.resize(std::max(changed_.size(), static_cast<std::size_t>(id) + 1));
        changed_[static_cast<std::size_t>(id)] = true;
      }
    }
    value.type = std::move(output.type);
    value.symbolic_contents = std::move(output.symbolic);
  }

  void infer(Node& node) {
    const Signature signature = Signature::parse(*node.def);
    if (node.op == nullptr) {
      check_arity(signature, node);
      node.op = node.def->make(MakeContext(node, graph_, node.def->since));
    }
    std::vector<InferContext::Input> inputs;
    bool ranked = true;
    for (const ValueId id : node.inputs) {
      InferContext::Input& input = inputs.emplace_back();
      if (id != kNoValue) {
        const GraphValue& value = graph_.value(id);
        input.type = &value.type;
        input.contents = value.constant ? &*value.constant : nullptr;
        input.symbolic = value.symbolic_contents ? &*value.symbolic_contents : nullptr;
        ranked = ranked && value.type.kind != ValueType::Kind::kUnknown &&
                 (!value.type.is_tensor() || value.type.shape.ranked());
      }
    }
    const TypeBindings bindings = bind_types(signature, inputs);
    std::vector<InferContext::Output> outputs(node.outputs.size());
    for (std::size_t i = 0; i < outputs.size(); ++i) {
      outputs[i].wanted = node.outputs[i] != kNoValue;
      outputs[i].type.dtype = output_dtype(Signature::at(signature.outputs, i), bindings);
      if (outputs[i].type.dtype != DType::kUndefined) {
        outputs[i].type.kind = ValueType::Kind::kTensor;
      }
    }
    const std::vector<Graph*> subgraphs = node.subgraphs();
    for (Graph* subgraph : subgraphs) {
      sink_constants(*subgraph);
    }
    if (!subgraphs.empty()) {
      drop_unused_captures(node, subgraphs);
    }
    const auto infer_one = [&](int which, std::span<const ValueType> types) {
      return infer_subgraph(*subgraphs[static_cast<std::size_t>(which)], types);
    };
    if (ranked || node.def->infers_unranked) {
      const InferContext::InferSubgraph callback(infer_one);
      InferContext context(inputs, outputs, &callback);
      node.op->infer(context);
    }
    for (std::size_t i = 0; i < outputs.size(); ++i) {
      if (outputs[i].wanted && outputs[i].type.is_tensor() && outputs[i].type.shape.ranked() &&
          graph_.symbols != nullptr) {
        name_extents(graph_.value(node.outputs[i]).type.shape, outputs[i].type.shape);
      }
    }
    if (!node.tail.empty()) {
      check_tail_of(node, outputs[0].type.shape);
    }
    for (std::size_t i = 0; i < outputs.size(); ++i) {
      if (outputs[i].wanted) {
        learn(node.outputs[i], outputs[i]);
      }
    }
  }

  void check_tail_of(const Node& node, const SymbolicShape& result) const {
    std::vector<const ValueType*> operands;
    for (const ValueId id : node.captures) {
      operands.push_back(&graph_.value(id).type);
    }
    check_tail(node, result, operands);
  }

  // A captured constant becomes a constant of the subgraph, where it can be folded and packed.
  void sink_constants(Graph& subgraph) {
    std::erase_if(subgraph.captures, [&](const Capture& capture) {
      const GraphValue& outer = graph_.value(capture.outer);
      if (!outer.constant) {
        return false;
      }
      GraphValue& inner = subgraph.value(capture.inner);
      inner.constant = outer.constant;
      inner.type = outer.type;
      return true;
    });
  }

  static void drop_unused_captures(Node& node, const std::vector<Graph*>& subgraphs) {
    std::erase_if(node.captures, [&](ValueId id) {
      return std::none_of(subgraphs.begin(), subgraphs.end(), [&](const Graph* subgraph) {
        return std::any_of(subgraph->captures.begin(), subgraph->captures.end(),
                           [&](const Capture& capture) { return capture.outer == id; });
      });
    });
  }

  std::vector<ValueType> infer_subgraph(Graph& subgraph, std::span<const ValueType> types) {
    require(types.size() == subgraph.inputs.size(), "the subgraph '", subgraph.name, "' has ",
            subgraph.inputs.size(), " inputs, expected ", types.size());
    for (std::size_t i = 0; i < types.size(); ++i) {
      subgraph.value(subgraph.inputs[i]).type = types[i];
    }
    for (const Capture& capture : subgraph.captures) {
      const GraphValue& outer = graph_.value(capture.outer);
      GraphValue& inner = subgraph.value(capture.inner);
      inner.type = outer.type;
      inner.symbolic_contents = outer.symbolic_contents;
    }
    subgraph.unusable = nullptr;
    try {
      infer_types(subgraph, registry_);
    } catch (const Error& error) {
      subgraph.unusable = std::make_shared<Error>(error);
      throw;
    }
    std::vector<ValueType> results;
    for (const ValueId id : subgraph.outputs) {
      results.push_back(subgraph.value(id).type);
    }
    return results;
  }

  Graph& graph_;
  const OpRegistry& registry_;
  bool all_ = true;
  std::vector<bool> changed_;  ///< read unless all_
};

}  // namespace

void check_operators(const Graph& graph, const OpRegistry& registry) {
  std::set<std::string> missing;
  collect_missing(graph, registry, missing);
  if (missing.empty()) {
    return;
  }
  std::string list;
  for (const std::string& one : missing) {
    list += list.empty() ? "" : ", ";
    list += one;
  }
  fail(ErrorCode::kUnsupported, "the model uses ", missing.size(),
       missing.size() == 1 ? " operator" : " operators", " that this build does not have: ", list);
}

bool is_untold(std::string_view symbol_name) {
  return !symbol_name.empty() && symbol_name.front() == kUntold;
}

void infer_types(Graph& graph, const OpRegistry& registry) {
  Inference(graph, registry).run();
}

void infer_changes(Graph& graph, const OpRegistry& registry, std::vector<bool> changed) {
  Inference(graph, registry, std::move(changed)).run();
}

}  // namespace sardonyx
