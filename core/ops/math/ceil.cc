// https://onnx.ai/onnx/operators/onnx__Ceil.html

#include "core/graph/op_registry.h"
#include "core/kernels/elementwise/rounding.h"
#include "core/ops/common/unary.h"

namespace sardonyx {

SARDONYX_OPERATORS(math, ceil) {
  registry.add({.name = "Ceil",
                .since = 1,
                .signature = "X: T -> Y: T",
                .types = {{{"T", kFloatTypes}}},
                .make = make_unary<kernels::kCeil>,
                .in_place = input_bits({0})});
}

}  // namespace sardonyx
