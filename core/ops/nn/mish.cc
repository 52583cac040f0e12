// https://onnx.ai/onnx/operators/onnx__Mish.html

#include "core/graph/op_registry.h"
#include "core/kernels/elementwise/activation.h"
#include "core/ops/common/unary.h"

namespace sardonyx {

SARDONYX_OPERATORS(nn, mish) {
  registry.add({.name = "Mish",
                .since = 18,
                .signature = "X: T -> Y: T",
                .types = {{{"T", kFloatTypes}}},
                .make = make_unary<kernels::kMish>,
                .in_place = input_bits({0})});
}

}  // namespace sardonyx
