// https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md

#include "core/graph/expand.h"
#include "core/graph/op_registry.h"
#include "core/ops/common/dequantized.h"

namespace sardonyx {
namespace {

// Before opset 13, softmax is over all axes from `axis` on.
void expand_qlinear_softmax(ExpandContext& context) {
  const ValueId x = dequantized(context, 0);
  if (context.get_int("opset") >= 13) {
    return set_quantized_output(
        context, context.op("Softmax", {x}, {{"axis", context.get_int("axis", -1)}}), 3);
  }
  const ValueId rows = context.op("Flatten", {x}, {{"axis", context.get_int("axis", 1)}});
  const ValueId shape = context.op("Shape", {x});
  set_quantized_output(context, context.op("Reshape", {context.op("Softmax", {rows}), shape}), 3);
}

}  // namespace

SARDONYX_OPERATORS(contrib, qlinear_softmax) {
  registry.add(
      {.domain = "com.microsoft",
       .name = "QLinearSoftmax",
       .signature =
           "X: T, X_scale: float, x_zero_point?: T, y_scale: float, y_zero_point: T -> Y: T",
       .types = {{{"T", kByteTypes}}},
       .expand = expand_qlinear_softmax});
}

}  // namespace sardonyx
