// https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md

#include "core/graph/expand.h"
#include "core/graph/op_registry.h"
#include "core/ops/common/quantization.h"

namespace sardonyx {
namespace {

void expand_dequantize_linear(ExpandContext& context) {
  context.set_output(0,
                     context.op_like_node("DequantizeLinear",
                                          {context.input(0), context.input(1), context.input(2)}));
}

}  // namespace

SARDONYX_OPERATORS(contrib, dequantize_linear) {
  registry.add({.domain = "com.microsoft",
                .name = "DequantizeLinear",
                .signature = "x: T1, x_scale: T2, x_zero_point?: T1 -> y: T2",
                .types = {{{"T1", kQuantizedTypes | DType::kInt32},
                           {"T2", DTypeSet{DType::kFloat, DType::kFloat16}}}},
                .expand = expand_dequantize_linear});
}

}  // namespace sardonyx
