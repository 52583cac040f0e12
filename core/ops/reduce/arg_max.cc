// https://onnx.ai/onnx/operators/onnx__ArgMax.html

#include "core/graph/op_registry.h"
#include "core/ops/common/arg_reduce.h"

namespace sardonyx {

SARDONYX_OPERATORS(reduce, arg_max) {
  registry.add({.name = "ArgMax",
                .since = 1,
                .signature = "data: T -> reduced: int64",
                .types = {{{"T", kNumericTypes}}},
                .make = make_arg_reduce<Extreme::kMax>});
}

}  // namespace sardonyx
