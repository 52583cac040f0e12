// https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md

#include "core/graph/expand.h"
#include "core/graph/op_registry.h"
#include "core/ops/common/fused_activation.h"

namespace sardonyx {
namespace {

void expand_fused_gemm(ExpandContext& context) {
  const ValueId y =
      context.op_like_node("Gemm", {context.input(0), context.input(1), context.input(2)});
  // In the order in which expand_activation takes them. No activation has both beta and gamma.
  std::vector<float> parameters;
  const bool has_gamma = context.has("activation_gamma");
  const bool has_second = has_gamma || context.has("activation_beta");
  if (has_second || context.has("activation_alpha")) {
    parameters.push_back(context.get_float("activation_alpha", has_gamma ? 1.67326319f : 0.2f));
  }
  if (has_second) {
    parameters.push_back(context.get_float(has_gamma ? "activation_gamma" : "activation_beta"));
  }
  context.set_output(
      0, expand_activation(context, context.get_string("activation", ""), parameters, y));
}

}  // namespace

SARDONYX_OPERATORS(contrib, fused_gemm) {
  registry.add({.domain = "com.microsoft",
                .name = "FusedGemm",
                .signature = "A: T, B: T, C?: T -> Y: T",
                .types = {{{"T", kFloatTypes}}},
                .expand = expand_fused_gemm});
}

}  // namespace sardonyx
