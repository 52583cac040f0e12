// https://onnx.ai/onnx/operators/onnx__ReduceMin.html

#include "core/graph/op_registry.h"
#include "core/ops/common/reduce.h"

namespace sardonyx {

SARDONYX_OPERATORS(reduce, reduce_min) {
  registry.add({.name = "ReduceMin",
                .since = 1,
                .signature = "data: T -> reduced: T",
                .types = {{{"T", kNumericTypes | DTypeSet(DType::kBool)}}},
                .make = make_reduce<kernels::Reduction::kMin, 18>});
  registry.add({.name = "ReduceMin",
                .since = 18,
                .signature = "data: T, axes?: int64 -> reduced: T",
                .types = {{{"T", kNumericTypes | DTypeSet(DType::kBool)}}},
                .make = make_reduce<kernels::Reduction::kMin, 18>});
}

}  // namespace sardonyx
