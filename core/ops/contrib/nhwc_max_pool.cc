// https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md

#include "core/graph/expand.h"
#include "core/graph/op_registry.h"
#include "core/ops/common/channels_last.h"
#include "core/ops/common/dequantized.h"

namespace sardonyx {
namespace {

void expand_nhwc_max_pool(ExpandContext& context) {
  const ValueId x = channels_first(context, context.input(0));
  context.set_output(
      0, channels_last(context, context.op_like_node("MaxPool", {x}), context.input(0)));
}

}  // namespace

SARDONYX_OPERATORS(contrib, nhwc_max_pool) {
  registry.add({.domain = "com.microsoft",
                .name = "NhwcMaxPool",
                .signature = "x: T -> y: T",
                .types = {{{"T", kByteTypes}}},
                .expand = expand_nhwc_max_pool});
}

}  // namespace sardonyx
