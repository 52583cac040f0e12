// https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md

#include "core/graph/expand.h"
#include "core/graph/op_registry.h"

namespace sardonyx {
namespace {

// The approximation by tanh of X + bias.
void expand_fast_gelu(ExpandContext& context) {
  ValueId x = context.input(0);
  if (context.has_input(1)) {
    x = context.op("Add", {x, context.input(1)});
  }
  context.set_output(0, context.op("Gelu", {x}, {{"approximate", std::string("tanh")}}));
}

}  // namespace

SARDONYX_OPERATORS(contrib, fast_gelu) {
  registry.add({.domain = "com.microsoft",
                .name = "FastGelu",
                .signature = "X: T, bias?: T -> Y: T",
                .types = {{{"T", kFloatTypes}}},
                .expand = expand_fast_gelu});
}

}  // namespace sardonyx
