// https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md

#include "core/graph/expand.h"
#include "core/graph/op_registry.h"

namespace sardonyx {
namespace {

// The operands may be vectors of one element.
void expand_range(ExpandContext& context) {
  const ValueId scalar = context.constant(Tensor::allocate(DType::kInt64, {0}));
  const auto number = [&](int i) { return context.op("Reshape", {context.input(i), scalar}); };
  const ValueId delta = context.has_input(2) ? number(2) : context.scalar_like(context.input(0), 1);
  context.set_output(0, context.op("Range", {number(0), number(1), delta}));
}

}  // namespace

SARDONYX_OPERATORS(contrib, range) {
  registry.add(
      {.domain = "com.microsoft",
       .name = "Range",
       .signature = "start: T, limit: T, delta?: T -> Y: T",
       .types = {{{"T",
                   {DType::kFloat, DType::kDouble, DType::kInt16, DType::kInt32, DType::kInt64}}}},
       .expand = expand_range});
}

}  // namespace sardonyx
