// https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md

#include "core/graph/expand.h"
#include "core/graph/op_registry.h"
#include "core/ops/common/dequantized.h"

namespace sardonyx {
namespace {

void expand_qlinear_sigmoid(ExpandContext& context) {
  set_quantized_output(context, context.op("Sigmoid", {dequantized(context, 0)}), 3);
}

}  // namespace

SARDONYX_OPERATORS(contrib, qlinear_sigmoid) {
  registry.add(
      {.domain = "com.microsoft",
       .name = "QLinearSigmoid",
       .signature =
           "X: T, X_scale: float, X_zero_point?: T, Y_scale: float, Y_zero_point?: T -> Y: T",
       .types = {{{"T", kByteTypes}}},
       .expand = expand_qlinear_sigmoid});
}

}  // namespace sardonyx
