// https://onnx.ai/onnx/operators/onnx__Abs.html

#include "core/graph/op_registry.h"
#include "core/kernels/elementwise/arithmetic.h"
#include "core/ops/common/unary.h"

namespace sardonyx {

SARDONYX_OPERATORS(math, abs) {
  registry.add({.name = "Abs",
                .since = 1,
                .signature = "X: T -> Y: T",
                .types = {{{"T", kNumericTypes}}},
                .make = make_unary<kernels::kAbs>,
                .in_place = input_bits({0})});
}

}  // namespace sardonyx
