#include "core/ops/common/map_input.h"

namespace sardonyx {

const Map& read_map(const RunContext& context, int i, DType key, DType value) {
  const Map& map = context.input_value(i).map();
  const Tensor& values = map.values->tensor();
  context.require(map.keys.dtype() == key && values.dtype() == value, "input ", i,
                  " is a map from ", map.keys.dtype(), " to ", values.dtype(), ", expected from ",
                  key, " to ", value);
  context.require(map.keys.element_count() == values.element_count(), "the map at input ", i,
                  " has ", map.keys.element_count(), " keys and ", values.element_count(),
                  " values");
  return map;
}

DType mapped_dtype(const InferContext& context, int i, DType key) {
  const ValueType& type = context.type(i);
  context.require(type.kind == ValueType::Kind::kMap && type.dtype == key && type.element &&
                      type.element->is_tensor(),
                  "input ", i, " is a ", type, ", expected a map from ", key);
  return type.element->dtype;
}

}  // namespace sardonyx
