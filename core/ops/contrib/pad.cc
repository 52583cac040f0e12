// https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md

#include "core/graph/expand.h"
#include "core/graph/op_registry.h"

namespace sardonyx {
namespace {

// The pads may be a matrix of one row.
void expand_pad(ExpandContext& context) {
  const ValueId pads = context.op(
      "Reshape", {context.input(1), context.constant(Tensor::of<std::int64_t>({1}, {-1}))});
  context.set_output(0, context.op_like_node("Pad", {context.input(0), pads, context.input(2)}));
}

}  // namespace

SARDONYX_OPERATORS(contrib, pad) {
  registry.add({.domain = "com.microsoft",
                .name = "Pad",
                .signature = "data: T, pads: int64, value?: T -> output: T",
                .types = {{{"T", kBasicTypes}}},
                .expand = expand_pad});
}

}  // namespace sardonyx
