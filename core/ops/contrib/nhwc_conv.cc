// https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md

#include "core/graph/expand.h"
#include "core/graph/op_registry.h"
#include "core/ops/common/channels_last.h"
#include "core/ops/common/fused_activation.h"

namespace sardonyx {
namespace {

// Channels are the last axis of all but the weights. activation(Conv(X, W) + B + Z)
void expand_nhwc_conv(ExpandContext& context) {
  const ValueId x = channels_first(context, context.input(0));
  ValueId y = context.op_like_node("Conv", {x, context.input(1), context.input(2)});
  y = channels_last(context, y, context.input(0));
  if (context.has_input(3)) {
    y = context.op("Add", {y, context.input(3)});
  }
  const std::vector<float> parameters = context.get_floats("activation_params");
  context.set_output(
      0, expand_activation(context, context.get_string("activation", ""), parameters, y));
}

}  // namespace

SARDONYX_OPERATORS(contrib, nhwc_conv) {
  registry.add({.domain = "com.microsoft",
                .name = "NhwcConv",
                .signature = "X: T, W: T, B?: T, Z?: T -> Y: T",
                .types = {{{"T", kFloatTypes}}},
                .expand = expand_nhwc_conv});
  registry.add({.domain = "com.microsoft",
                .name = "NhwcFusedConv",
                .signature = "X: T, W: T, B?: T, Z?: T -> Y: T",
                .types = {{{"T", kFloatTypes}}},
                .expand = expand_nhwc_conv});
}

}  // namespace sardonyx
