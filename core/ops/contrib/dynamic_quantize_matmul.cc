// https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md

#include "core/graph/expand.h"
#include "core/graph/op_registry.h"
#include "core/ops/common/dequantized.h"

namespace sardonyx {
namespace {

void expand_dynamic_quantize_matmul(ExpandContext& context) {
  const std::vector<ValueId> a = context.ops("DynamicQuantizeLinear", {context.input(0)}, 3);
  const ValueId sum = context.op("MatMulInteger", {a[0], context.input(1), a[2], context.input(3)});
  const ValueId scale = context.op("Mul", {a[1], context.input(2)});
  const ValueId y = context.op("Mul", {context.cast(sum, DType::kFloat), scale});
  context.set_output(0, context.has_input(4) ? context.op("Add", {y, context.input(4)}) : y);
}

}  // namespace

SARDONYX_OPERATORS(contrib, dynamic_quantize_matmul) {
  registry.add(
      {.domain = "com.microsoft",
       .name = "DynamicQuantizeMatMul",
       .signature = "A: float, B: T, b_scale: float, b_zero_point?: T, bias?: float -> Y: float",
       .types = {{{"T", kByteTypes}}},
       .expand = expand_dynamic_quantize_matmul});
}

}  // namespace sardonyx
