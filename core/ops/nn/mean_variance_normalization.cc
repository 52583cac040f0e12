// https://onnx.ai/onnx/operators/onnx__MeanVarianceNormalization.html

#include "core/graph/expand.h"
#include "core/graph/op_registry.h"

namespace sardonyx {
namespace {

// As the specification's function body, but for the variance, which is taken of centred elements:
// the difference of two large squares would cancel.
void expand_mean_variance_normalization(ExpandContext& context) {
  const ValueId x = context.input(0);
  const Ints axes = context.get_ints("axes", Ints{0, 2, 3});
  const ValueId axes_value =
      context.constant(Tensor::of<std::int64_t>({static_cast<std::int64_t>(axes.size())}, axes));
  const ValueId centred = context.op("Sub", {x, context.op("ReduceMean", {x, axes_value})});
  const ValueId variance =
      context.op("ReduceMean", {context.op("Mul", {centred, centred}), axes_value});
  const ValueId deviation =
      context.op("Add", {context.op("Sqrt", {variance}), context.scalar_like(x, 1e-9)});
  context.set_output(0, context.op("Div", {centred, deviation}));
}

}  // namespace

SARDONYX_OPERATORS(nn, mean_variance_normalization) {
  registry.add({.name = "MeanVarianceNormalization",
                .since = 9,
                .signature = "X: T -> Y: T",
                .types = {{{"T", kFloatTypes}}},
                .expand = expand_mean_variance_normalization});
}

}  // namespace sardonyx
