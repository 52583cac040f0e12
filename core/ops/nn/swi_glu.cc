// https://onnx.ai/onnx/operators/onnx__SwiGLU.html

#include "core/graph/expand.h"
#include "core/graph/op_registry.h"

namespace sardonyx {
namespace {

void expand_swi_glu(ExpandContext& context) {
  const ValueId gate =
      context.op("Swish", {context.input(0)}, {{"alpha", context.get_float("alpha", 1.0f)}});
  context.set_output(0, context.op("Mul", {gate, context.input(1)}));
}

}  // namespace

SARDONYX_OPERATORS(nn, swi_glu) {
  registry.add({.name = "SwiGLU",
                .since = 28,
                .signature = "A: T, B: T -> Y: T",
                .types = {{{"T", kFloatTypes}}},
                .expand = expand_swi_glu});
}

}  // namespace sardonyx
