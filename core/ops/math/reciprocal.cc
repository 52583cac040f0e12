// https://onnx.ai/onnx/operators/onnx__Reciprocal.html

#include "core/graph/op_registry.h"
#include "core/kernels/elementwise/transcendental.h"
#include "core/ops/common/unary.h"

namespace sardonyx {

SARDONYX_OPERATORS(math, reciprocal) {
  registry.add({.name = "Reciprocal",
                .since = 1,
                .signature = "X: T -> Y: T",
                .types = {{{"T", kFloatTypes}}},
                .make = make_unary<kernels::kReciprocal>,
                .in_place = input_bits({0})});
}

}  // namespace sardonyx
