// https://onnx.ai/onnx/operators/onnx__ReduceL1.html

#include "core/graph/op_registry.h"
#include "core/ops/common/reduce.h"

namespace sardonyx {

SARDONYX_OPERATORS(reduce, reduce_l1) {
  registry.add({.name = "ReduceL1",
                .since = 1,
                .signature = "data: T -> reduced: T",
                .types = {{{"T", kNumericTypes}}},
                .make = make_reduce<kernels::Reduction::kL1, 18>});
  registry.add({.name = "ReduceL1",
                .since = 18,
                .signature = "data: T, axes?: int64 -> reduced: T",
                .types = {{{"T", kNumericTypes}}},
                .make = make_reduce<kernels::Reduction::kL1, 18>});
}

}  // namespace sardonyx
