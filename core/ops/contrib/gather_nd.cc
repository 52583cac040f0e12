// https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md

#include "core/graph/expand.h"
#include "core/graph/op_registry.h"

namespace sardonyx {
namespace {

void expand_gather_nd(ExpandContext& context) {
  const ValueId indices = context.cast(context.input(1), DType::kInt64);
  context.set_output(0, context.op("GatherND", {context.input(0), indices}));
}

}  // namespace

SARDONYX_OPERATORS(contrib, gather_nd) {
  registry.add({.domain = "com.microsoft",
                .name = "GatherND",
                .signature = "data: T, indices: I -> output: T",
                .types = {{{"T", kBasicTypes}, {"I", kIndexTypes}}},
                .expand = expand_gather_nd});
}

}  // namespace sardonyx
