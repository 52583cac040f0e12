#include "core/model/scope.h"

#include <utility>

namespace sardonyx {

std::string Level::unique_name(std::string_view name) {
  std::string unique(name);
  auto [known, is_new] = names_.try_emplace(unique, 2);
  while (!is_new) {
    unique = concat(name, "_", known->second++);
    is_new = names_.try_emplace(unique, 2).second;
  }
  return unique;
}

ValueId Level::add_value(std::string_view name, ValueType type) {
  return graph_.add_value(unique_name(name), std::move(type));
}

ValueId Level::add_constant(std::string_view name, Tensor tensor) {
  return graph_.add_constant(unique_name(name), std::move(tensor));
}

ValueId Level::import(ValueId id, const Level& home) {
  if (this == &home) {
    return id;
  }
  const ValueId outer = parent_->import(id, home);
  const auto known = imported_.find(outer);
  if (known != imported_.end()) {
    return known->second;
  }
  const GraphValue& value = parent_->graph_.value(outer);
  ValueId inner;
  if (value.constant) {
    inner = add_constant(value.name, *value.constant);
  } else {
    inner = add_value(value.name, value.type);
    graph_.captures.push_back({outer, inner});
    captured_.insert(inner);
  }
  imported_.emplace(outer, inner);
  return inner;
}

std::optional<ValueId> Scope::resolve(std::string_view name) const {
  for (const Scope* scope = this; scope != nullptr; scope = scope->outer) {
    const auto found = scope->names.find(name);
    if (found != scope->names.end()) {
      return found->second == kNoValue ? kNoValue : level.import(found->second, scope->level);
    }
  }
  return std::nullopt;
}

}  // namespace sardonyx
