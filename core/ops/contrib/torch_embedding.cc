// https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md

#include "core/graph/expand.h"
#include "core/graph/op_registry.h"

namespace sardonyx {
namespace {

// The optional inputs are for training.
void expand_torch_embedding(ExpandContext& context) {
  context.set_output(0, context.op("Gather", {context.input(0), context.input(1)}));
}

}  // namespace

SARDONYX_OPERATORS(contrib, torch_embedding) {
  registry.add(
      {.domain = "com.microsoft",
       .name = "TorchEmbedding",
       .signature =
           "weight: T, indices: int64, padding_idx?: int64, scale_grad_by_freq?: bool -> Y: T",
       .types = {{{"T", kBasicTypes}}},
       .expand = expand_torch_embedding});
}

}  // namespace sardonyx
