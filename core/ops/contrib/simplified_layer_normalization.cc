// Root mean square normalisation, as onnxruntime's optimizer writes it (in the default domain).

#include "core/graph/expand.h"
#include "core/graph/op_registry.h"

namespace sardonyx {
namespace {

void expand_simplified_layer_normalization(ExpandContext& context) {
  context.require_supported(!context.has_output(1),
                            "output 1 ('inv_std_var') is for training only");
  context.set_output(
      0, context.op_like_node("RMSNormalization", {context.input(0), context.input(1)}));
}

}  // namespace

SARDONYX_OPERATORS(contrib, simplified_layer_normalization) {
  for (const std::string_view domain : {"", "com.microsoft"}) {
    registry.add({.domain = domain,
                  .name = "SimplifiedLayerNormalization",
                  .signature = "X: T, scale: V -> Y: V, inv_std_var?: any",
                  .types = {{{"T", kFloatTypes}, {"V", kFloatTypes}}},
                  .expand = expand_simplified_layer_normalization});
  }
}

}  // namespace sardonyx
