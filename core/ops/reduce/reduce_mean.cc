// https://onnx.ai/onnx/operators/onnx__ReduceMean.html

#include "core/graph/op_registry.h"
#include "core/ops/common/reduce.h"

namespace sardonyx {

SARDONYX_OPERATORS(reduce, reduce_mean) {
  registry.add({.name = "ReduceMean",
                .since = 1,
                .signature = "data: T -> reduced: T",
                .types = {{{"T", kNumericTypes}}},
                .make = make_reduce<kernels::Reduction::kMean, 18>});
  registry.add({.name = "ReduceMean",
                .since = 18,
                .signature = "data: T, axes?: int64 -> reduced: T",
                .types = {{{"T", kNumericTypes}}},
                .make = make_reduce<kernels::Reduction::kMean, 18>});
}

}  // namespace sardonyx
