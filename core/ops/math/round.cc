// https://onnx.ai/onnx/operators/onnx__Round.html

#include "core/graph/op_registry.h"
#include "core/kernels/elementwise/rounding.h"
#include "core/ops/common/unary.h"

namespace sardonyx {

SARDONYX_OPERATORS(math, round) {
  registry.add({.name = "Round",
                .since = 11,
                .signature = "X: T -> Y: T",
                .types = {{{"T", kFloatTypes}}},
                .make = make_unary<kernels::kRound>,
                .in_place = input_bits({0})});
}

}  // namespace sardonyx
