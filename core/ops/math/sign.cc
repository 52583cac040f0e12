// https://onnx.ai/onnx/operators/onnx__Sign.html

#include "core/graph/op_registry.h"
#include "core/kernels/elementwise/arithmetic.h"
#include "core/ops/common/unary.h"

namespace sardonyx {

SARDONYX_OPERATORS(math, sign) {
  registry.add({.name = "Sign",
                .since = 9,
                .signature = "input: T -> output: T",
                .types = {{{"T", kNumericTypes}}},
                .make = make_unary<kernels::kSign>,
                .in_place = input_bits({0})});
}

}  // namespace sardonyx
