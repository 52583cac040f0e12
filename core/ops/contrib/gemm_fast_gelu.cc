// https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md

#include "core/graph/expand.h"
#include "core/graph/op_registry.h"

namespace sardonyx {
namespace {

void expand_gemm_fast_gelu(ExpandContext& context) {
  const ValueId product = context.op("MatMul", {context.input(0), context.input(1)});
  const ValueId sum =
      context.has_input(2) ? context.op("Add", {product, context.input(2)}) : product;
  context.set_output(0, context.op("Gelu", {sum}, {{"approximate", std::string("tanh")}}));
}

}  // namespace

SARDONYX_OPERATORS(contrib, gemm_fast_gelu) {
  registry.add({.domain = "com.microsoft",
                .name = "GemmFastGelu",
                .signature = "X: T, W: T, bias?: T -> Y: T",
                .types = {{{"T", kFloatTypes}}},
                .expand = expand_gemm_fast_gelu});
}

}  // namespace sardonyx
