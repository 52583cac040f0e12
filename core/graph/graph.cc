#include "core/graph/graph.h"

#include "core/base/error.h"

namespace sardonyx {

std::vector<Graph*> Node::subgraphs() const {
  std::vector<Graph*> graphs;
  for (const Attribute& attribute : attributes) {
    if (const auto* graph = std::get_if<std::shared_ptr<Graph>>(&attribute.content)) {
      graphs.push_back(graph->get());
    }
  }
  return graphs;
}

Dim SymbolTable::named(std::string_view name) {
  const auto next = static_cast<std::int32_t>(names_.size());
  const auto [entry, is_new] = ids_.try_emplace(std::string(name), next);
  if (is_new) {
    names_.emplace_back(name);
  }
  return Dim::symbol(entry->second);
}

std::string_view SymbolTable::name_of(Dim symbol) const {
  return names_[static_cast<std::size_t>(symbol.symbol_id())];
}

ValueId Graph::add_value(std::string value_name, ValueType type) {
  GraphValue& added = values_.emplace_back();
  added.name = std::move(value_name);
  added.type = std::move(type);
  return value_count() - 1;
}

ValueId Graph::add_constant(std::string value_name, Tensor tensor) {
  const ValueId id =
      add_value(std::move(value_name), ValueType::tensor(tensor.dtype(), tensor.shape()));
  value(id).constant = std::move(tensor);
  return id;
}

ValueId Graph::find_value(std::string_view value_name) const {
  for (ValueId id = 0; id < value_count(); ++id) {
    if (value(id).name == value_name) {
      return id;
    }
  }
  return kNoValue;
}

namespace {

void broken(const Graph& graph, const std::string& what) {
  fail(ErrorCode::kInternal, "graph '", graph.name, "': ", what);
}

}  // namespace

void Graph::check() const {
  std::vector<bool> available(values_.size(), false);
  const auto define = [&](ValueId id, const std::string& by) {
    if (id == kNoValue) {
      return;
    }
    if (id < 0 || id >= value_count()) {
      broken(*this, concat(by, " defines value ", id, " of ", value_count()));
    }
    if (available[static_cast<std::size_t>(id)]) {
      broken(*this, concat(by, " defines '", value(id).name, "' a second time"));
    }
    available[static_cast<std::size_t>(id)] = true;
  };
  const auto use = [&](ValueId id, const std::string& by) {
    if (id == kNoValue) {
      return;
    }
    if (id < 0 || id >= value_count()) {
      broken(*this, concat(by, " uses value ", id, " of ", value_count()));
    }
    if (!available[static_cast<std::size_t>(id)] && !value(id).constant) {
      broken(*this, concat(by, " uses '", value(id).name, "' before it is computed"));
    }
  };
  for (const ValueId id : inputs) {
    define(id, "the graph's inputs");
  }
  for (const Capture& capture : captures) {
    define(capture.inner, "the captures");
  }
  for (const Node& node : nodes) {
    const std::string by = concat(node.op_type, " '", node.name, "'");
    for (const ValueId id : node.inputs) {
      use(id, by);
    }
    for (const ValueId id : node.captures) {
      use(id, by);
    }
    for (const ValueId id : node.outputs) {
      define(id, by);
    }
    for (const Graph* subgraph : node.subgraphs()) {
      subgraph->check();
      for (const Capture& capture : subgraph->captures) {
        use(capture.outer, concat("a subgraph of ", by));
      }
    }
  }
  for (const ValueId id : outputs) {
    use(id, "the graph's outputs");
  }
}

std::string Graph::dump() const {
  std::string text;
  const auto label = [&](ValueId id) {
    if (id == kNoValue) {
      return std::string("-");
    }
    return value(id).name.empty() ? concat("%", id) : value(id).name;
  };
  const auto typed = [&](ValueId id) {
    return id == kNoValue ? std::string("-") : concat(label(id), ": ", value(id).type);
  };
  const auto list = [](const std::vector<ValueId>& ids, const auto& one) {
    std::string joined;
    for (const ValueId id : ids) {
      joined += joined.empty() ? "" : ", ";
      joined += one(id);
    }
    return joined;
  };
  text += concat("inputs ", list(inputs, typed), "\n");
  for (const Node& node : nodes) {
    text += concat(list(node.outputs, typed), " = ",
                   node.domain.empty() ? "" : node.domain + "::", node.op_type, "(",
                   list(node.inputs, label), ")");
    for (const FusedNode& fused : node.tail) {
      text += concat(" -> ", fused.op_type);
      if (fused.operand >= 0) {
        text += concat("(", label(node.captures[static_cast<std::size_t>(fused.operand)]), ")");
      }
    }
    text += "\n";
  }
  text += concat("outputs ", list(outputs, label), "\n");
  return text;
}

}  // namespace sardonyx
