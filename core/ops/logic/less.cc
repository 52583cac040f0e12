// https://onnx.ai/onnx/operators/onnx__Less.html

#include "core/graph/op_registry.h"
#include "core/kernels/elementwise/comparison.h"
#include "core/ops/common/binary.h"

namespace sardonyx {

SARDONYX_OPERATORS(logic, less) {
  registry.add({.name = "Less",
                .since = 1,
                .signature = "A: T, B: T -> C: bool",
                .types = {{{"T", kNumericTypes}}},
                .make = make_binary<kernels::kLess>});
}

}  // namespace sardonyx
