#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/tensor/tensor.h"
#include "core/tensor/value.h"

namespace sardonyx {

class Graph;

/// One attribute of a node. Sparse tensors arrive as dense ones, and references to a function's
/// attributes are already replaced by their values.
struct Attribute {
  using Content = std::variant<std::int64_t, float, std::string, Tensor, std::shared_ptr<Graph>,
                               ValueType, std::vector<std::int64_t>, std::vector<float>,
                               std::vector<std::string>, std::vector<Tensor>>;
  std::string name;
  Content content;
};

/// The attributes of a node, few enough that a linear search is the fastest.
class Attributes {
 public:
  void add(std::string name, Attribute::Content content) {
    list_.push_back({std::move(name), std::move(content)});
  }
  const Attribute* find(std::string_view name) const {
    for (const Attribute& attribute : list_) {
      if (attribute.name == name) {
        return &attribute;
      }
    }
    return nullptr;
  }
  auto begin() const { return list_.begin(); }
  auto end() const { return list_.end(); }
  auto begin() { return list_.begin(); }
  auto end() { return list_.end(); }
  std::size_t size() const { return list_.size(); }

 private:
  std::vector<Attribute> list_;
};

}  // namespace sardonyx
