// https://onnx.ai/onnx/operators/onnx__ReduceLogSumExp.html

#include "core/graph/op_registry.h"
#include "core/ops/common/reduce.h"

namespace sardonyx {

SARDONYX_OPERATORS(reduce, reduce_log_sum_exp) {
  registry.add({.name = "ReduceLogSumExp",
                .since = 1,
                .signature = "data: T -> reduced: T",
                .types = {{{"T", kNumericTypes}}},
                .make = make_reduce<kernels::Reduction::kLogSumExp, 18>});
  registry.add({.name = "ReduceLogSumExp",
                .since = 18,
                .signature = "data: T, axes?: int64 -> reduced: T",
                .types = {{{"T", kNumericTypes}}},
                .make = make_reduce<kernels::Reduction::kLogSumExp, 18>});
}

}  // namespace sardonyx
