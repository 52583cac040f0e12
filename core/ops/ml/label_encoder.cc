// https://onnx.ai/onnx/operators/onnx_aionnxml_LabelEncoder.html

#include <numeric>
#include <vector>

#include "core/graph/op_registry.h"
#include "core/ops/common/label_map.h"
#include "core/ops/common/list_tensor.h"

namespace sardonyx {
namespace {

Tensor fallback_of(const MakeContext& context, DType dtype) {
  if (const Tensor* tensor = context.get_tensor("default_tensor")) {
    return *tensor;
  }
  switch (dtype) {
    case DType::kString:
      return Tensor::scalar(context.get_string("default_string", "_Unused"));
    case DType::kFloat:
      return Tensor::scalar(context.get_float("default_float", -0.0f));
    case DType::kDouble:
      return Tensor::scalar(static_cast<double>(context.get_float("default_float", -0.0f)));
    case DType::kInt16:
      return Tensor::scalar(static_cast<std::int16_t>(context.get_int("default_int64", -1)));
    case DType::kInt32:
      return Tensor::scalar(static_cast<std::int32_t>(context.get_int("default_int64", -1)));
    default:
      return Tensor::scalar(context.get_int("default_int64", -1));
  }
}

// Version 1 has a list of strings and counts them, in either direction.
LabelMap numbered_strings(const MakeContext& context) {
  const Tensor strings = list_tensor(context.get_strings("classes_strings"));
  std::vector<std::int64_t> numbers(static_cast<std::size_t>(strings.element_count()));
  std::iota(numbers.begin(), numbers.end(), std::int64_t{0});
  if (context.input_dtype(0) == DType::kString) {
    return {strings, list_tensor(numbers), fallback_of(context, DType::kInt64)};
  }
  return {list_tensor(numbers), strings, fallback_of(context, DType::kString)};
}

LabelMap read(const MakeContext& context) {
  if (context.since() == 1) {
    return numbered_strings(context);
  }
  const Tensor values = list_attribute(context, "values");
  return {list_attribute(context, "keys"), values, fallback_of(context, values.dtype())};
}

class LabelEncoder : public LabelMapOperator {
 public:
  explicit LabelEncoder(const MakeContext& context) : LabelMapOperator(read(context)) {}
};

}  // namespace

SARDONYX_OPERATORS(ml, label_encoder) {
  for (const int since : {1, 2}) {
    registry.add({.domain = "ai.onnx.ml",
                  .name = "LabelEncoder",
                  .since = since,
                  .signature = "X: T -> Y: any",
                  .types = {{{"T",
                              {DType::kString, DType::kInt64, DType::kFloat, DType::kInt32,
                               DType::kInt16, DType::kDouble}}}},
                  .make = make<LabelEncoder>});
  }
}

}  // namespace sardonyx
