#include "core/graph/packing_memory.h"

#include <algorithm>
#include <cstring>

#include "core/graph/uses.h"

namespace sardonyx {

PackingMemory::PackingMemory(const Graph& graph) {
  note(graph);
  std::sort(ranges_.begin(), ranges_.end(),
            [](const Range& a, const Range& b) { return a.first < b.first; });
  std::vector<Range> joined;
  for (const Range& range : ranges_) {
    if (joined.empty() || joined.back().last <= range.first) {
      joined.push_back(range);
    } else {
      joined.back().last = std::max(joined.back().last, range.last);
      joined.back().readers += range.readers;
    }
  }
  ranges_ = std::move(joined);
}

void PackingMemory::note(const Tensor& tensor, int readers) {
  const std::size_t bytes = tensor.has_data() ? tensor.byte_size() : 0;
  if (bytes > 0) {
    const auto first = reinterpret_cast<std::uintptr_t>(tensor.raw());
    ranges_.push_back({first, first + bytes, readers});
  }
}

void PackingMemory::note(const Graph& graph) {
  const std::vector<int> readers = use_counts(graph);
  for (const Node& node : graph.nodes) {
    for (const Attribute& attribute : node.attributes) {
      if (const auto* tensor = std::get_if<Tensor>(&attribute.content)) {
        note(*tensor, 1);
      } else if (const auto* tensors = std::get_if<std::vector<Tensor>>(&attribute.content)) {
        for (const Tensor& one : *tensors) {
          note(one, 1);
        }
      }
    }
    for (const Graph* subgraph : node.subgraphs()) {
      note(*subgraph);
    }
  }
  for (ValueId id = 0; id < graph.value_count(); ++id) {
    const GraphValue& value = graph.value(id);
    if (value.constant) {
      note(*value.constant, readers[static_cast<std::size_t>(id)]);
    }
    if (value.default_value) {
      note(*value.default_value, 1);
    }
  }
}

bool PackingMemory::is_exclusive(const Tensor& tensor) const {
  const auto first = reinterpret_cast<std::uintptr_t>(tensor.raw());
  const auto found =
      std::lower_bound(ranges_.begin(), ranges_.end(), first,
                       [](const Range& range, std::uintptr_t at) { return range.first < at; });
  return found != ranges_.end() && found->first == first &&
         found->last == first + tensor.byte_size() && found->readers == 1;
}

std::span<float> PackingMemory::workspace(std::size_t count) {
  if (workspace_.size < count * sizeof(float)) {
    workspace_ = {};
    workspace_ = allocate_bytes(count * sizeof(float));
  }
  return {reinterpret_cast<float*>(workspace_.data), count};
}

Tensor PackingMemory::keep(const Tensor& original, std::span<const float> packed) {
  const Shape shape{static_cast<std::int64_t>(packed.size())};
  const bool in_place = original.owner() && packed.size_bytes() <= original.byte_size() &&
                        reinterpret_cast<std::uintptr_t>(original.raw()) % alignof(float) == 0 &&
                        is_exclusive(original);
  Tensor kept =
      in_place ? Tensor(DType::kFloat, shape, const_cast<void*>(original.raw()), original.owner())
               : Tensor::allocate(DType::kFloat, shape);
  if (kept.raw() != packed.data()) {
    std::memcpy(kept.raw(), packed.data(), packed.size_bytes());
  }
  return kept;
}

}  // namespace sardonyx
