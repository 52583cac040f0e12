// https://onnx.ai/onnx/operators/onnx__ArgMin.html

#include "core/graph/op_registry.h"
#include "core/ops/common/arg_reduce.h"

namespace sardonyx {

SARDONYX_OPERATORS(reduce, arg_min) {
  registry.add({.name = "ArgMin",
                .since = 1,
                .signature = "data: T -> reduced: int64",
                .types = {{{"T", kNumericTypes}}},
                .make = make_arg_reduce<Extreme::kMin>});
}

}  // namespace sardonyx
