// https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md

#include "core/graph/expand.h"
#include "core/graph/op_registry.h"

namespace sardonyx {
namespace {

void expand_grid_sample(ExpandContext& context) {
  context.set_output(0, context.op_like_node("GridSample", {context.input(0), context.input(1)}));
}

}  // namespace

SARDONYX_OPERATORS(contrib, grid_sample) {
  registry.add({.domain = "com.microsoft",
                .name = "GridSample",
                .signature = "X: T1, Grid: T2 -> Y: T1",
                .types = {{{"T1", kBasicTypes - DTypeSet(DType::kString)}, {"T2", kFloatTypes}}},
                .expand = expand_grid_sample});
}

}  // namespace sardonyx
