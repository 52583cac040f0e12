// https://onnx.ai/onnx/operators/onnx__Atanh.html

#include "core/graph/op_registry.h"
#include "core/kernels/elementwise/transcendental.h"
#include "core/ops/common/unary.h"

namespace sardonyx {

SARDONYX_OPERATORS(math, atanh) {
  registry.add({.name = "Atanh",
                .since = 9,
                .signature = "input: T -> output: T",
                .types = {{{"T", kFloatTypes}}},
                .make = make_unary<kernels::kAtanh>,
                .in_place = input_bits({0})});
}

}  // namespace sardonyx
