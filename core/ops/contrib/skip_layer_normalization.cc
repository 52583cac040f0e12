// https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md

#include "core/graph/op_registry.h"
#include "core/ops/common/skip_normalization.h"

namespace sardonyx {
namespace {

class SkipLayerNormalization : public SkipNormalization {
 public:
  explicit SkipLayerNormalization(const MakeContext& context)
      : SkipNormalization(context, /*centred=*/true) {}
};

}  // namespace

SARDONYX_OPERATORS(contrib, skip_layer_normalization) {
  registry.add({.domain = "com.microsoft",
                .name = "SkipLayerNormalization",
                .signature = "input: T, skip: T, gamma: T, beta?: T, bias?: T "
                             "-> output: T, mean?: float, inv_std_var?: float, "
                             "input_skip_bias_sum?: T",
                .types = {{{"T", kFloatTypes}}},
                .make = make<SkipLayerNormalization>});
}

}  // namespace sardonyx
