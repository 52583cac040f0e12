// https://onnx.ai/onnx/operators/onnx__LpNormalization.html

#include "core/graph/expand.h"
#include "core/graph/op_registry.h"

namespace sardonyx {
namespace {

// Where the norm is 0, all elements are: dividing them by 1 gives the 0 that is asked for.
void expand_lp_normalization(ExpandContext& context) {
  const std::int64_t p = context.get_int("p", 2);
  context.require(p == 1 || p == 2, "attribute 'p' is ", p, ", expected 1 or 2");
  const ValueId x = context.input(0);
  const ValueId axes =
      context.constant(Tensor::of<std::int64_t>({1}, {context.get_int("axis", -1)}));
  const ValueId norm = context.op(p == 1 ? "ReduceL1" : "ReduceL2", {x, axes});
  const ValueId is_zero = context.op("Equal", {norm, context.scalar_like(x, 0)});
  const ValueId divisor = context.op("Where", {is_zero, context.scalar_like(x, 1), norm});
  context.set_output(0, context.op("Div", {x, divisor}));
}

}  // namespace

SARDONYX_OPERATORS(nn, lp_normalization) {
  registry.add({.name = "LpNormalization",
                .since = 1,
                .signature = "input: T -> output: T",
                .types = {{{"T", kFloatTypes}}},
                .expand = expand_lp_normalization});
}

}  // namespace sardonyx
