// https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md

#include "core/graph/expand.h"
#include "core/graph/op_registry.h"

namespace sardonyx {
namespace {

// In the order in which elements come first; `idx` says which of them an element of x is.
void expand_unique(ExpandContext& context) {
  const auto results = context.ops("Unique", {context.input(0)}, 4, {{"sorted", std::int64_t{0}}});
  context.set_output(0, results[0]);
  context.set_output(1, results[2]);
  context.set_output(2, results[3]);
}

}  // namespace

SARDONYX_OPERATORS(contrib, unique) {
  registry.add({.domain = "com.microsoft",
                .name = "Unique",
                .signature = "x: T -> y: T, idx?: int64, counts?: int64",
                .types = {{{"T", kBasicTypes - kComplexTypes}}},
                .expand = expand_unique});
}

}  // namespace sardonyx
