// https://onnx.ai/onnx/operators/onnx__ReduceL2.html

#include "core/graph/op_registry.h"
#include "core/ops/common/reduce.h"

namespace sardonyx {

SARDONYX_OPERATORS(reduce, reduce_l2) {
  registry.add({.name = "ReduceL2",
                .since = 1,
                .signature = "data: T -> reduced: T",
                .types = {{{"T", kNumericTypes}}},
                .make = make_reduce<kernels::Reduction::kL2, 18>});
  registry.add({.name = "ReduceL2",
                .since = 18,
                .signature = "data: T, axes?: int64 -> reduced: T",
                .types = {{{"T", kNumericTypes}}},
                .make = make_reduce<kernels::Reduction::kL2, 18>});
}

}  // namespace sardonyx
