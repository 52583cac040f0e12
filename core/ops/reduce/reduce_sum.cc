// https://onnx.ai/onnx/operators/onnx__ReduceSum.html

#include "core/graph/op_registry.h"
#include "core/ops/common/reduce.h"

namespace sardonyx {

SARDONYX_OPERATORS(reduce, reduce_sum) {
  registry.add({.name = "ReduceSum",
                .since = 1,
                .signature = "data: T -> reduced: T",
                .types = {{{"T", kNumericTypes}}},
                .make = make_reduce<kernels::Reduction::kSum, 13>});
  registry.add({.name = "ReduceSum",
                .since = 13,
                .signature = "data: T, axes?: int64 -> reduced: T",
                .types = {{{"T", kNumericTypes}}},
                .make = make_reduce<kernels::Reduction::kSum, 13>});
}

}  // namespace sardonyx
