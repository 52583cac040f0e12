// https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md

#include "core/graph/op_registry.h"
#include "core/ops/common/skip_normalization.h"

namespace sardonyx {
namespace {

class SkipSimplifiedLayerNormalization : public SkipNormalization {
 public:
  explicit SkipSimplifiedLayerNormalization(const MakeContext& context)
      : SkipNormalization(context, /*centred=*/false) {}
};

}  // namespace

SARDONYX_OPERATORS(contrib, skip_simplified_layer_normalization) {
  registry.add({.domain = "com.microsoft",
                .name = "SkipSimplifiedLayerNormalization",
                .signature = "input: T, skip: T, gamma: T, bias?: T "
                             "-> output: T, mean?: float, inv_std_var?: float, "
                             "input_skip_bias_sum?: T",
                .types = {{{"T", kFloatTypes}}},
                .make = make<SkipSimplifiedLayerNormalization>});
}

}  // namespace sardonyx
