// https://onnx.ai/onnx/operators/onnx__ReduceSumSquare.html

#include "core/graph/op_registry.h"
#include "core/ops/common/reduce.h"

namespace sardonyx {

SARDONYX_OPERATORS(reduce, reduce_sum_square) {
  registry.add({.name = "ReduceSumSquare",
                .since = 1,
                .signature = "data: T -> reduced: T",
                .types = {{{"T", kNumericTypes}}},
                .make = make_reduce<kernels::Reduction::kSumSquare, 18>});
  registry.add({.name = "ReduceSumSquare",
                .since = 18,
                .signature = "data: T, axes?: int64 -> reduced: T",
                .types = {{{"T", kNumericTypes}}},
                .make = make_reduce<kernels::Reduction::kSumSquare, 18>});
}

}  // namespace sardonyx
