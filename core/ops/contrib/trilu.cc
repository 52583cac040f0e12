// https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md

#include "core/graph/expand.h"
#include "core/graph/op_registry.h"

namespace sardonyx {
namespace {

void expand_trilu(ExpandContext& context) {
  context.set_output(0, context.op_like_node("Trilu", {context.input(0), context.input(1)}));
}

}  // namespace

SARDONYX_OPERATORS(contrib, trilu) {
  registry.add({.domain = "com.microsoft",
                .name = "Trilu",
                .signature = "X: T, k?: int64 -> Y: T",
                .types = {{{"T", kBasicTypes}}},
                .expand = expand_trilu});
}

}  // namespace sardonyx
