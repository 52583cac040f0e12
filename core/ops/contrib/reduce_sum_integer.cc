// https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md

#include "core/graph/expand.h"
#include "core/graph/op_registry.h"
#include "core/ops/common/dequantized.h"

namespace sardonyx {
namespace {

void expand_reduce_sum_integer(ExpandContext& context) {
  const Ints axes = context.get_ints("axes");
  const DType wide = context.input_dtype(0) == DType::kUint8 ? DType::kUint32 : DType::kInt32;
  context.set_output(0, context.op("ReduceSum",
                                   {context.cast(context.input(0), wide),
                                    context.constant(Tensor::of<std::int64_t>(
                                        {static_cast<std::int64_t>(axes.size())}, axes))},
                                   {{"keepdims", context.get_int("keepdims")}}));
}

}  // namespace

SARDONYX_OPERATORS(contrib, reduce_sum_integer) {
  registry.add({.domain = "com.microsoft",
                .name = "ReduceSumInteger",
                .signature = "data: T -> reduced: any",
                .types = {{{"T", kByteTypes}}},
                .expand = expand_reduce_sum_integer});
}

}  // namespace sardonyx
