// https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md

#include "core/graph/expand.h"
#include "core/graph/op_registry.h"
#include "core/ops/common/quantization.h"

namespace sardonyx {
namespace {

void expand_quantize_linear(ExpandContext& context) {
  context.set_output(0, context.op_like_node("QuantizeLinear", {context.input(0), context.input(1),
                                                                context.input(2)}));
}

}  // namespace

SARDONYX_OPERATORS(contrib, quantize_linear) {
  registry.add(
      {.domain = "com.microsoft",
       .name = "QuantizeLinear",
       .signature = "x: T1, y_scale: T1, y_zero_point?: T2 -> y: any",
       .types = {{{"T1", DTypeSet{DType::kFloat, DType::kFloat16}}, {"T2", kQuantizedTypes}}},
       .expand = expand_quantize_linear});
}

}  // namespace sardonyx
