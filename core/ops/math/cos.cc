// https://onnx.ai/onnx/operators/onnx__Cos.html

#include "core/graph/op_registry.h"
#include "core/kernels/elementwise/transcendental.h"
#include "core/ops/common/unary.h"

namespace sardonyx {

SARDONYX_OPERATORS(math, cos) {
  registry.add({.name = "Cos",
                .since = 7,
                .signature = "input: T -> output: T",
                .types = {{{"T", kFloatTypes}}},
                .make = make_unary<kernels::kCos>,
                .in_place = input_bits({0})});
}

}  // namespace sardonyx
