// https://onnx.ai/onnx/operators/onnx_aionnxml_CategoryMapper.html

#include "core/graph/op_registry.h"
#include "core/ops/common/label_map.h"
#include "core/ops/common/list_tensor.h"

namespace sardonyx {
namespace {

LabelMap read(const MakeContext& context) {
  const Tensor strings = list_tensor(context.get_strings("cats_strings"));
  const Tensor numbers = list_tensor(context.get_ints("cats_int64s", {}));
  if (context.input_dtype(0) == DType::kString) {
    return {strings, numbers, Tensor::scalar(context.get_int("default_int64", -1))};
  }
  return {numbers, strings, Tensor::scalar(context.get_string("default_string", "_Unused"))};
}

class CategoryMapper : public LabelMapOperator {
 public:
  explicit CategoryMapper(const MakeContext& context) : LabelMapOperator(read(context)) {}
};

}  // namespace

SARDONYX_OPERATORS(ml, category_mapper) {
  registry.add({.domain = "ai.onnx.ml",
                .name = "CategoryMapper",
                .since = 1,
                .signature = "X: T -> Y: any",
                .types = {{{"T", {DType::kString, DType::kInt64}}}},
                .make = make<CategoryMapper>});
}

}  // namespace sardonyx
