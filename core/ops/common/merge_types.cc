#include "core/ops/common/merge_types.h"

namespace sardonyx {

ValueType merge_types(const ValueType& a, const ValueType& b) {
  if (a.kind == ValueType::Kind::kUnknown || b.kind == ValueType::Kind::kUnknown) {
    ValueType known = a.kind == ValueType::Kind::kUnknown ? b : a;
    known.shape = {};
    return known;
  }
  if (a.kind != b.kind) {
    return {};
  }
  ValueType merged = a;
  merged.dtype = a.dtype == b.dtype ? a.dtype : DType::kUndefined;
  merged.shape = merge(a.shape, b.shape);
  if (a.element && b.element) {
    merged.element = std::make_shared<ValueType>(merge_types(*a.element, *b.element));
  }
  return merged;
}

}  // namespace sardonyx
