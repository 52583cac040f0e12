// https://onnx.ai/onnx/operators/onnx__Erf.html

#include "core/graph/op_registry.h"
#include "core/kernels/elementwise/transcendental.h"
#include "core/ops/common/unary.h"

namespace sardonyx {

SARDONYX_OPERATORS(math, erf) {
  registry.add({.name = "Erf",
                .since = 9,
                .signature = "input: T -> output: T",
                .types = {{{"T", kFloatTypes}}},
                .make = make_unary<kernels::kErf>,
                .in_place = input_bits({0})});
}

}  // namespace sardonyx
