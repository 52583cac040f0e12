// https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md

#include "core/graph/expand.h"
#include "core/graph/op_registry.h"
#include "core/ops/common/dequantized.h"

namespace sardonyx {
namespace {

void expand_qlinear_add(ExpandContext& context) {
  const ValueId a = dequantized(context, 0);
  const ValueId b = dequantized(context, 3);
  set_quantized_output(context, context.op("Add", {a, b}), 6);
}

}  // namespace

SARDONYX_OPERATORS(contrib, qlinear_add) {
  registry.add({.domain = "com.microsoft",
                .name = "QLinearAdd",
                .signature = "A: T, A_scale: float, A_zero_point?: T, B: T, B_scale: float, "
                             "B_zero_point?: T, C_scale: float, C_zero_point?: T -> C: T",
                .types = {{{"T", kByteTypes}}},
                .expand = expand_qlinear_add});
}

}  // namespace sardonyx
