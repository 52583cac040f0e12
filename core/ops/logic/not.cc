// https://onnx.ai/onnx/operators/onnx__Not.html

#include "core/graph/op_registry.h"
#include "core/kernels/elementwise/bitwise.h"
#include "core/ops/common/unary.h"

namespace sardonyx {

SARDONYX_OPERATORS(logic, not ) {
  registry.add({.name = "Not",
                .since = 1,
                .signature = "X: T -> Y: T",
                .types = {{{"T", DType::kBool}}},
                .make = make_unary<kernels::kLogicalNot>,
                .in_place = input_bits({0})});
}

}  // namespace sardonyx
