// https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md

#include "core/graph/expand.h"
#include "core/graph/op_registry.h"

namespace sardonyx {
namespace {

void expand_gated_add(ExpandContext& context) {
  context.set_output(
      0, context.op("Add",
                    {context.input(0), context.op("Mul", {context.input(1), context.input(2)})}));
}

}  // namespace

SARDONYX_OPERATORS(contrib, gated_add) {
  registry.add({.domain = "com.microsoft",
                .name = "GatedAdd",
                .signature = "X: T, Y: T, gate: T -> output: T",
                .types = {{{"T", kFloatTypes}}},
                .expand = expand_gated_add});
}

}  // namespace sardonyx
