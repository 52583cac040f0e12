// https://onnx.ai/onnx/operators/onnx__HardSwish.html

#include "core/graph/op_registry.h"
#include "core/kernels/elementwise/activation.h"
#include "core/ops/common/unary.h"

namespace sardonyx {

SARDONYX_OPERATORS(nn, hard_swish) {
  registry.add({.name = "HardSwish",
                .since = 14,
                .signature = "X: T -> Y: T",
                .types = {{{"T", kFloatTypes}}},
                .make = make_unary<kernels::kHardSwish>,
                .in_place = input_bits({0})});
}

}  // namespace sardonyx
