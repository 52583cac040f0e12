// https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md

#include "core/graph/expand.h"
#include "core/graph/op_registry.h"
#include "core/ops/common/fused_activation.h"

namespace sardonyx {
namespace {

// activation(Conv(X, W) + B + Z)
void expand_fused_conv(ExpandContext& context) {
  ValueId y = context.op_like_node("Conv", {context.input(0), context.input(1), context.input(2)});
  if (context.has_input(3)) {
    y = context.op("Add", {y, context.input(3)});
  }
  const std::vector<float> parameters = context.get_floats("activation_params");
  context.set_output(
      0, expand_activation(context, context.get_string("activation", ""), parameters, y));
}

}  // namespace

SARDONYX_OPERATORS(contrib, fused_conv) {
  registry.add({.domain = "com.microsoft",
                .name = "FusedConv",
                .signature = "X: T, W: T, B?: T, Z?: T -> Y: T",
                .types = {{{"T", kFloatTypes}}},
                .expand = expand_fused_conv});
}

}  // namespace sardonyx
