// https://onnx.ai/onnx/operators/onnx__Relu.html

#include "core/graph/op_registry.h"
#include "core/kernels/elementwise/activation.h"
#include "core/ops/common/unary.h"

namespace sardonyx {

SARDONYX_OPERATORS(nn, relu) {
  registry.add({.name = "Relu",
                .since = 1,
                .signature = "X: T -> Y: T",
                .types = {{{"T", kFloatTypes | kSignedIntTypes}}},
                .make = make_unary<kernels::kRelu>,
                .in_place = input_bits({0})});
}

}  // namespace sardonyx
