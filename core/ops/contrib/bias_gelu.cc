// https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md

#include "core/graph/expand.h"
#include "core/graph/op_registry.h"

namespace sardonyx {
namespace {

void expand_bias_gelu(ExpandContext& context) {
  context.set_output(0,
                     context.op("Gelu", {context.op("Add", {context.input(0), context.input(1)})}));
}

}  // namespace

SARDONYX_OPERATORS(contrib, bias_gelu) {
  registry.add({.domain = "com.microsoft",
                .name = "BiasGelu",
                .signature = "A: T, B: T -> C: T",
                .types = {{{"T", kFloatTypes}}},
                .expand = expand_bias_gelu});
}

}  // namespace sardonyx
