// https://onnx.ai/onnx/operators/onnx__Sin.html

#include "core/graph/op_registry.h"
#include "core/kernels/elementwise/transcendental.h"
#include "core/ops/common/unary.h"

namespace sardonyx {

SARDONYX_OPERATORS(math, sin) {
  registry.add({.name = "Sin",
                .since = 7,
                .signature = "input: T -> output: T",
                .types = {{{"T", kFloatTypes}}},
                .make = make_unary<kernels::kSin>,
                .in_place = input_bits({0})});
}

}  // namespace sardonyx
