#include "core/runtime/fixed_inputs.h"

#include <utility>

namespace sardonyx {

std::vector<std::string> fix_inputs(Graph& graph) {
  std::vector<std::string> names;
  std::erase_if(graph.inputs, [&](ValueId id) {
    GraphValue& value = graph.value(id);
    if (!value.default_value) {
      return false;
    }
    names.push_back(value.name);
    value.constant = std::move(value.default_value);
    value.default_value.reset();
    value.type = ValueType::tensor(value.constant->dtype(), value.constant->shape());
    return true;
  });
  return names;
}

}  // namespace sardonyx
