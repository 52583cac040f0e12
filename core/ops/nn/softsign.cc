// https://onnx.ai/onnx/operators/onnx__Softsign.html

#include "core/graph/op_registry.h"
#include "core/kernels/elementwise/activation.h"
#include "core/ops/common/unary.h"

namespace sardonyx {

SARDONYX_OPERATORS(nn, softsign) {
  registry.add({.name = "Softsign",
                .since = 1,
                .signature = "input: T -> output: T",
                .types = {{{"T", kFloatTypes}}},
                .make = make_unary<kernels::kSoftsign>,
                .in_place = input_bits({0})});
}

}  // namespace sardonyx
