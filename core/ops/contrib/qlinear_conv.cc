// https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md

#include "core/graph/expand.h"
#include "core/graph/op_registry.h"
#include "core/ops/common/channels_last.h"
#include "core/ops/common/dequantized.h"

namespace sardonyx {
namespace {

void expand_qlinear_conv(ExpandContext& context) {
  const bool last = context.get_bool("channels_last", false);
  const ValueId x = last ? channels_first(context, context.input(0)) : context.input(0);
  const ValueId y = context.op_like_node(
      "QLinearConv", {x, context.input(1), context.input(2), context.input(3), context.input(4),
                      context.input(5), context.input(6), context.input(7), context.input(8)});
  context.set_output(0, last ? channels_last(context, y, context.input(0)) : y);
}

}  // namespace

SARDONYX_OPERATORS(contrib, qlinear_conv) {
  registry.add({.domain = "com.microsoft",
                .name = "QLinearConv",
                .signature =
                    "x: T1, x_scale: float, x_zero_point: T1, w: T2, w_scale: float, w_zero_point: "
                    "T2, y_scale: float, y_zero_point: T3, B?: int32 -> y: T3",
                .types = {{{"T1", kByteTypes}, {"T2", kByteTypes}, {"T3", kByteTypes}}},
                .expand = expand_qlinear_conv});
}

}  // namespace sardonyx
