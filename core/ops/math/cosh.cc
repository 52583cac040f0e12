// https://onnx.ai/onnx/operators/onnx__Cosh.html

#include "core/graph/op_registry.h"
#include "core/kernels/elementwise/transcendental.h"
#include "core/ops/common/unary.h"

namespace sardonyx {

SARDONYX_OPERATORS(math, cosh) {
  registry.add({.name = "Cosh",
                .since = 9,
                .signature = "input: T -> output: T",
                .types = {{{"T", kFloatTypes}}},
                .make = make_unary<kernels::kCosh>,
                .in_place = input_bits({0})});
}

}  // namespace sardonyx
