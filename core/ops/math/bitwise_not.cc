// https://onnx.ai/onnx/operators/onnx__BitwiseNot.html

#include "core/graph/op_registry.h"
#include "core/kernels/elementwise/bitwise.h"
#include "core/ops/common/unary.h"

namespace sardonyx {

SARDONYX_OPERATORS(math, bitwise_not) {
  registry.add({.name = "BitwiseNot",
                .since = 18,
                .signature = "X: T -> Y: T",
                .types = {{{"T", kIntTypes}}},
                .make = make_unary<kernels::kBitwiseNot>,
                .in_place = input_bits({0})});
}

}  // namespace sardonyx
