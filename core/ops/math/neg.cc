// https://onnx.ai/onnx/operators/onnx__Neg.html

#include "core/graph/op_registry.h"
#include "core/kernels/elementwise/arithmetic.h"
#include "core/ops/common/unary.h"

namespace sardonyx {

SARDONYX_OPERATORS(math, neg) {
  registry.add({.name = "Neg",
                .since = 1,
                .signature = "X: T -> Y: T",
                .types = {{{"T", kFloatTypes | kSignedIntTypes}}},
                .make = make_unary<kernels::kNeg>,
                .in_place = input_bits({0})});
}

}  // namespace sardonyx
