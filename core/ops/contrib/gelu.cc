// https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md

#include "core/graph/op_registry.h"
#include "core/kernels/elementwise/activation.h"
#include "core/ops/common/unary.h"

namespace sardonyx {

SARDONYX_OPERATORS(contrib, gelu) {
  registry.add({.domain = "com.microsoft",
                .name = "Gelu",
                .signature = "X: T -> Y: T",
                .types = {{{"T", kFloatTypes}}},
                .make = make_unary<kernels::kGelu>,
                .in_place = input_bits({0})});
}

}  // namespace sardonyx
