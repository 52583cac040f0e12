// https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md

#include "core/graph/expand.h"
#include "core/graph/op_registry.h"

namespace sardonyx {
namespace {

// Softmax over all axes from `axis` on of data + bias.
void expand_bias_softmax(ExpandContext& context) {
  const ValueId sum = context.op("Add", {context.input(0), context.input(1)});
  const ValueId rows = context.op("Flatten", {sum}, {{"axis", context.get_int("axis", 1)}});
  context.set_output(
      0, context.op("Reshape", {context.op("Softmax", {rows}), context.op("Shape", {sum})}));
}

}  // namespace

SARDONYX_OPERATORS(contrib, bias_softmax) {
  registry.add({.domain = "com.microsoft",
                .name = "BiasSoftmax",
                .signature = "data: T, bias: T -> output: T",
                .types = {{{"T", kFloatTypes}}},
                .expand = expand_bias_softmax});
}

}  // namespace sardonyx
