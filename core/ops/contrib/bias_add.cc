// https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md

#include "core/graph/expand.h"
#include "core/graph/op_registry.h"

namespace sardonyx {
namespace {

void expand_bias_add(ExpandContext& context) {
  const ValueId sum = context.op("Add", {context.input(0), context.input(1)});
  context.set_output(0, context.op("Add", {sum, context.input(2)}));
}

}  // namespace

SARDONYX_OPERATORS(contrib, bias_add) {
  registry.add({.domain = "com.microsoft",
                .name = "BiasAdd",
                .signature = "X: T, bias: T, skip: T -> Y: T",
                .types = {{{"T", kFloatTypes}}},
                .expand = expand_bias_add});
}

}  // namespace sardonyx
