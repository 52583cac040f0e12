// https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md

#include "core/graph/expand.h"
#include "core/graph/op_registry.h"
#include "core/ops/common/dequantized.h"

namespace sardonyx {
namespace {

void expand_qlinear_leaky_relu(ExpandContext& context) {
  const ValueId x = dequantized(context, 0);
  set_quantized_output(context, context.op_like_node("LeakyRelu", {x}), 3);
}

}  // namespace

SARDONYX_OPERATORS(contrib, qlinear_leaky_relu) {
  registry.add(
      {.domain = "com.microsoft",
       .name = "QLinearLeakyRelu",
       .signature =
           "X: T, X_scale: float, X_zero_point?: T, Y_scale: float, Y_zero_point?: T -> Y: T",
       .types = {{{"T", kByteTypes}}},
       .expand = expand_qlinear_leaky_relu});
}

}  // namespace sardonyx
