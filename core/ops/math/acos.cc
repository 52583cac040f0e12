// https://onnx.ai/onnx/operators/onnx__Acos.html

#include "core/graph/op_registry.h"
#include "core/kernels/elementwise/transcendental.h"
#include "core/ops/common/unary.h"

namespace sardonyx {

SARDONYX_OPERATORS(math, acos) {
  registry.add({.name = "Acos",
                .since = 7,
                .signature = "input: T -> output: T",
                .types = {{{"T", kFloatTypes}}},
                .make = make_unary<kernels::kAcos>,
                .in_place = input_bits({0})});
}

}  // namespace sardonyx
