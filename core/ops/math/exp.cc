// https://onnx.ai/onnx/operators/onnx__Exp.html

#include "core/graph/op_registry.h"
#include "core/kernels/elementwise/transcendental.h"
#include "core/ops/common/unary.h"

namespace sardonyx {

SARDONYX_OPERATORS(math, exp) {
  registry.add({.name = "Exp",
                .since = 1,
                .signature = "input: T -> output: T",
                .types = {{{"T", kFloatTypes}}},
                .make = make_unary<kernels::kExp>,
                .in_place = input_bits({0})});
}

}  // namespace sardonyx
