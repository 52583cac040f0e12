// https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md

#include "core/graph/expand.h"
#include "core/graph/op_registry.h"

namespace sardonyx {
namespace {

void expand_irfft(ExpandContext& context) {
  context.require_supported(context.get_int("signal_ndim", 1) == 1 &&
                                context.get_int("onesided", 1) == 1 &&
                                context.get_int("normalized", 0) == 0,
                            "expected signal_ndim 1, onesided 1 and normalized 0");
  const ValueId axis = context.constant(Tensor::scalar(std::int64_t{-2}));
  const ValueId y = context.op("DFT", {context.input(0), kNoValue, axis},
                               {{"onesided", std::int64_t{1}}, {"inverse", std::int64_t{1}}});
  context.set_output(
      0, context.op("Squeeze", {y, context.constant(Tensor::of<std::int64_t>({1}, {-1}))}));
}

}  // namespace

SARDONYX_OPERATORS(contrib, irfft) {
  registry.add({.domain = "com.microsoft",
                .name = "Irfft",
                .signature = "X: T -> Y: T",
                .types = {{{"T", {DType::kFloat, DType::kDouble, DType::kFloat16}}}},
                .expand = expand_irfft});
}

}  // namespace sardonyx
