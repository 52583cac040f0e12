// https://onnx.ai/onnx/operators/onnx__LessOrEqual.html

#include "core/graph/op_registry.h"
#include "core/kernels/elementwise/comparison.h"
#include "core/ops/common/binary.h"

namespace sardonyx {

SARDONYX_OPERATORS(logic, less_or_equal) {
  registry.add({.name = "LessOrEqual",
                .since = 12,
                .signature = "A: T, B: T -> C: bool",
                .types = {{{"T", kNumericTypes}}},
                .make = make_binary<kernels::kLessOrEqual>});
}

}  // namespace sardonyx
