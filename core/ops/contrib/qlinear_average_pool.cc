// https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md

#include "core/graph/expand.h"
#include "core/graph/op_registry.h"
#include "core/ops/common/dequantized.h"

namespace sardonyx {
namespace {

void expand_qlinear_average_pool(ExpandContext& context) {
  context.require_supported(!context.get_bool("channels_last", false),
                            "attribute 'channels_last' is set");
  const ValueId x = dequantized(context, 0);
  set_quantized_output(context, context.op_like_node("AveragePool", {x}), 3);
}

}  // namespace

SARDONYX_OPERATORS(contrib, qlinear_average_pool) {
  registry.add(
      {.domain = "com.microsoft",
       .name = "QLinearAveragePool",
       .signature =
           "X: T, X_scale: float, X_zero_point?: T, Y_scale: float, Y_zero_point?: T -> Y: T",
       .types = {{{"T", kByteTypes}}},
       .expand = expand_qlinear_average_pool});
}

}  // namespace sardonyx
