#include "core/ops/common/list_tensor.h"

#include <optional>
#include <string>

namespace sardonyx {

Tensor list_attribute(const MakeContext& context, std::string_view stem) {
  std::optional<Tensor> found;
  const auto take = [&](Tensor tensor) {
    context.require(!found, "only one of the attributes '", stem, "_*' may be given");
    found = std::move(tensor);
  };
  if (const std::string name = concat(stem, "_floats"); context.has(name)) {
    take(list_tensor(context.get_floats(name)));
  }
  if (const std::string name = concat(stem, "_int64s"); context.has(name)) {
    take(list_tensor(context.get_ints(name)));
  }
  if (const std::string name = concat(stem, "_strings"); context.has(name)) {
    take(list_tensor(context.get_strings(name)));
  }
  if (const Tensor* tensor = context.get_tensor(concat(stem, "_tensor"))) {
    take(tensor->reshaped({tensor->element_count()}));
  }
  context.require(found.has_value(), "one of the attributes '", stem, "_*' must be given");
  return *found;
}

}  // namespace sardonyx
