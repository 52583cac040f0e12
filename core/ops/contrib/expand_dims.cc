// https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md

#include "core/graph/expand.h"
#include "core/graph/op_registry.h"

namespace sardonyx {
namespace {

void expand_expand_dims(ExpandContext& context) {
  const ValueId axis = context.cast(context.input(1), DType::kInt64);
  const ValueId axes =
      context.op("Reshape", {axis, context.constant(Tensor::of<std::int64_t>({1}, {1}))});
  context.set_output(0, context.op("Unsqueeze", {context.input(0), axes}));
}

}  // namespace

SARDONYX_OPERATORS(contrib, expand_dims) {
  registry.add({.domain = "com.microsoft",
                .name = "ExpandDims",
                .signature = "X: T, axis: int32 -> Y: T",
                .types = {{{"T", kAllTypes}}},
                .expand = expand_expand_dims});
}

}  // namespace sardonyx
