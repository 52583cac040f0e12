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
  const ValueId y = context.op_like_node("Conv", {x, context.input(1), context.input(2)});
  expand_conv_end(context, channels_last(context, y, context.input(0)));
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
