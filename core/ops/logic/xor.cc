// https://onnx.ai/onnx/operators/onnx__Xor.html

#include "core/graph/op_registry.h"
#include "core/kernels/elementwise/bitwise.h"
#include "core/ops/common/binary.h"

namespace sardonyx {

SARDONYX_OPERATORS(logic, xor) {
  registry.add({.name = "Xor",
                .since = 1,
                .signature = "A: T, B: T -> C: T",
                .types = {{{"T", DType::kBool}}},
                .make = make_binary<kernels::kLogicalXor>,
                .in_place = input_bits({0, 1}),
                .commutative = true});
}

}  // namespace sardonyx
