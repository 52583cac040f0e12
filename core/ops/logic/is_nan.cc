// https://onnx.ai/onnx/operators/onnx__IsNaN.html

#include "core/graph/op_registry.h"
#include "core/kernels/elementwise/comparison.h"
#include "core/ops/common/unary.h"

namespace sardonyx {

SARDONYX_OPERATORS(logic, is_nan) {
  registry.add({.name = "IsNaN",
                .since = 9,
                .signature = "X: T -> Y: bool",
                .types = {{{"T", kFloatTypes | kFloat8Types}}},
                .make = make_unary<kernels::kIsNaN>});
}

}  // namespace sardonyx
