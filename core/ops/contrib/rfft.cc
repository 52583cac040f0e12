// https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md

#include "core/graph/expand.h"
#include "core/graph/op_registry.h"

namespace sardonyx {
namespace {

void expand_rfft(ExpandContext& context) {
  context.require_supported(context.get_int("signal_ndim", 1) == 1 &&
                                context.get_int("onesided", 1) == 1 &&
                                context.get_int("normalized", 0) == 0,
                            "expected signal_ndim 1, onesided 1 and normalized 0");
  const ValueId last = context.constant(Tensor::of<std::int64_t>({1}, {-1}));
  const ValueId x = context.op("Unsqueeze", {context.input(0), last});
  const ValueId axis = context.constant(Tensor::scalar(std::int64_t{-2}));
  context.set_output(0, context.op("DFT", {x, kNoValue, axis}, {{"onesided", std::int64_t{1}}}));
}

}  // namespace

SARDONYX_OPERATORS(contrib, rfft) {
  registry.add({.domain = "com.microsoft",
                .name = "Rfft",
                .signature = "X: T -> Y: T",
                .types = {{{"T", {DType::kFloat, DType::kDouble, DType::kFloat16}}}},
                .expand = expand_rfft});
}

}  // namespace sardonyx
