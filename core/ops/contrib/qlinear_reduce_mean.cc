// https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md

#include "core/graph/expand.h"
#include "core/graph/op_registry.h"
#include "core/ops/common/dequantized.h"

namespace sardonyx {
namespace {

void expand_qlinear_reduce_mean(ExpandContext& context) {
  const Ints axes = context.get_ints("axes");
  const ValueId mean = context.op(
      "ReduceMean",
      {dequantized(context, 0),
       context.constant(Tensor::of<std::int64_t>({static_cast<std::int64_t>(axes.size())}, axes))},
      {{"keepdims", context.get_int("keepdims", 1)}});
  set_quantized_output(context, mean, 3);
}

}  // namespace

SARDONYX_OPERATORS(contrib, qlinear_reduce_mean) {
  registry.add({.domain = "com.microsoft",
                .name = "QLinearReduceMean",
                .signature = "data: T, data_scale: float, data_zero_point?: T, reduced_scale: "
                             "float, reduced_zero_point?: T -> reduced: T",
                .types = {{{"T", kByteTypes}}},
                .expand = expand_qlinear_reduce_mean});
}

}  // namespace sardonyx
