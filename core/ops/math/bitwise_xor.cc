// https://onnx.ai/onnx/operators/onnx__BitwiseXor.html

#include "core/graph/op_registry.h"
#include "core/kernels/elementwise/bitwise.h"
#include "core/ops/common/binary.h"

namespace sardonyx {

SARDONYX_OPERATORS(math, bitwise_xor) {
  registry.add({.name = "BitwiseXor",
                .since = 18,
                .signature = "A: T, B: T -> C: T",
                .types = {{{"T", kIntTypes}}},
                .make = make_binary<kernels::kBitwiseXor>,
                .in_place = input_bits({0, 1}),
                .commutative = true});
}

}  // namespace sardonyx
