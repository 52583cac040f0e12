// https://onnx.ai/onnx/operators/onnx__ReduceMax.html

#include "core/graph/op_registry.h"
#include "core/ops/common/reduce.h"

namespace sardonyx {

SARDONYX_OPERATORS(reduce, reduce_max) {
  registry.add({.name = "ReduceMax",
                .since = 1,
                .signature = "data: T -> reduced: T",
                .types = {{{"T", kNumericTypes | DTypeSet(DType::kBool)}}},
                .make = make_reduce<kernels::Reduction::kMax, 18>});
  registry.add({.name = "ReduceMax",
                .since = 18,
                .signature = "data: T, axes?: int64 -> reduced: T",
                .types = {{{"T", kNumericTypes | DTypeSet(DType::kBool)}}},
                .make = make_reduce<kernels::Reduction::kMax, 18>});
}

}  // namespace sardonyx
