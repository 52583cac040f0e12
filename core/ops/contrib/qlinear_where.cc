// https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md

#include "core/graph/expand.h"
#include "core/graph/op_registry.h"
#include "core/ops/common/dequantized.h"

namespace sardonyx {
namespace {

void expand_qlinear_where(ExpandContext& context) {
  const ValueId chosen =
      context.op("Where", {context.input(0), dequantized(context, 1), dequantized(context, 4)});
  set_quantized_output(context, chosen, 7, 1);
}

}  // namespace

SARDONYX_OPERATORS(contrib, qlinear_where) {
  registry.add({.domain = "com.microsoft",
                .name = "QLinearWhere",
                .signature =
                    "condition: bool, X: T, x_scale: float, x_zero_point: T, Y: T, y_scale: float, "
                    "y_zero_point: T, z_scale: float, z_zero_point: T -> Z: T",
                .types = {{{"T", kByteTypes}}},
                .expand = expand_qlinear_where});
}

}  // namespace sardonyx
