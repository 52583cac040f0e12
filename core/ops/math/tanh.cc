// https://onnx.ai/onnx/operators/onnx__Tanh.html

#include "core/graph/op_registry.h"
#include "core/kernels/elementwise/transcendental.h"
#include "core/ops/common/unary.h"

namespace sardonyx {

SARDONYX_OPERATORS(math, tanh) {
  registry.add({.name = "Tanh",
                .since = 1,
                .signature = "input: T -> output: T",
                .types = {{{"T", kFloatTypes}}},
                .make = make_unary<kernels::kTanh>,
                .in_place = input_bits({0})});
}

}  // namespace sardonyx
