// https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md

#include "core/graph/expand.h"
#include "core/graph/op_registry.h"

namespace sardonyx {
namespace {

void expand_bias_split_gelu(ExpandContext& context) {
  const ValueId sum = context.op("Add", {context.input(0), context.input(1)});
  const std::vector<ValueId> halves = context.ops(
      "Split", {sum}, 2, {{"axis", std::int64_t{-1}}, {"num_outputs", std::int64_t{2}}});
  context.set_output(0, context.op("Mul", {halves[0], context.op("Gelu", {halves[1]})}));
}

}  // namespace

SARDONYX_OPERATORS(contrib, bias_split_gelu) {
  registry.add({.domain = "com.microsoft",
                .name = "BiasSplitGelu",
                .signature = "X: T, bias: T -> Y: T",
                .types = {{{"T", kFloatTypes}}},
                .expand = expand_bias_split_gelu});
}

}  // namespace sardonyx
