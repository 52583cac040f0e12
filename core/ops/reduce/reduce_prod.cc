// https://onnx.ai/onnx/operators/onnx__ReduceProd.html

#include "core/graph/op_registry.h"
#include "core/ops/common/reduce.h"

namespace sardonyx {

SARDONYX_OPERATORS(reduce, reduce_prod) {
  registry.add({.name = "ReduceProd",
                .since = 1,
                .signature = "data: T -> reduced: T",
                .types = {{{"T", kNumericTypes}}},
                .make = make_reduce<kernels::Reduction::kProd, 18>});
  registry.add({.name = "ReduceProd",
                .since = 18,
                .signature = "data: T, axes?: int64 -> reduced: T",
                .types = {{{"T", kNumericTypes}}},
                .make = make_reduce<kernels::Reduction::kProd, 18>});
}

}  // namespace sardonyx
