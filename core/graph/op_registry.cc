#include "core/graph/op_registry.h"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace sardonyx {

const OpDef* OpRegistry::find(std::string_view domain, std::string_view name, int opset) const {
  const auto key = [this](std::uint32_t i) {
    return std::tuple(defs_[i].name, defs_[i].domain, defs_[i].since);
  };
  if (sorted_.size() != defs_.size()) {
    sorted_.resize(defs_.size());
    std::iota(sorted_.begin(), sorted_.end(), 0u);
    std::sort(sorted_.begin(), sorted_.end(),
              [&](std::uint32_t a, std::uint32_t b) { return key(a) < key(b); });
  }
  const auto after =
      std::upper_bound(sorted_.begin(), sorted_.end(), std::tuple(name, domain, opset),
                       [&](const auto& wanted, std::uint32_t i) { return wanted < key(i); });
  if (after == sorted_.begin()) {
    return nullptr;
  }
  const OpDef& def = defs_[*(after - 1)];
  return def.name == name && def.domain == domain ? &def : nullptr;
}

}  // namespace sardonyx
