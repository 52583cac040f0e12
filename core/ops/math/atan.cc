// https://onnx.ai/onnx/operators/onnx__Atan.html

#include "core/graph/op_registry.h"
#include "core/kernels/elementwise/transcendental.h"
#include "core/ops/common/unary.h"

namespace sardonyx {

SARDONYX_OPERATORS(math, atan) {
  registry.add({.name = "Atan",
                .since = 7,
                .signature = "input: T -> output: T",
                .types = {{{"T", kFloatTypes}}},
                .make = make_unary<kernels::kAtan>,
                .in_place = input_bits({0})});
}

}  // namespace sardonyx
