// https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md

#include "core/graph/expand.h"
#include "core/graph/op_registry.h"
#include "core/ops/common/fused_activation.h"

namespace sardonyx {
namespace {

// activation(Conv(X, W) + B + Z)
void expand_fused_conv(ExpandContext& context) {
  expand_conv_end(context, context.op_like_node(
                               "Conv", {context.input(0), context.input(1), context.input(2)}));
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
