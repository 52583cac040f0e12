// https://onnx.ai/onnx/operators/onnx__Sigmoid.html

#include "core/graph/op_registry.h"
#include "core/kernels/elementwise/activation.h"
#include "core/ops/common/unary.h"

namespace sardonyx {

SARDONYX_OPERATORS(nn, sigmoid) {
  registry.add({.name = "Sigmoid",
                .since = 1,
                .signature = "X: T -> Y: T",
                .types = {{{"T", kFloatTypes}}},
                .make = make_unary<kernels::kSigmoid>,
                .in_place = input_bits({0})});
}

}  // namespace sardonyx
