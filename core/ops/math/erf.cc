// https://onnx.ai/onnx/operators/onnx__Erf.html

#include "core/graph/op_registry.h"
#include "core/kernels/elementwise/transcendental.h"
#include "core/ops/common/unary.h"

namespace sardonyx {

SARDONYX_OPERATORS(math, erf) {
  // Version 9 took integers too, whose results are cut to integers.
  for (const int since : {9, 13}) {
    registry.add({.name = "Erf",
                  .since = since,
                  .signature = "input: T -> output: T",
                  .types = {{{"T", since == 9 ? kNumericTypes : kFloatTypes}}},
                  .make = make_unary<kernels::kErf>,
                  .in_place = input_bits({0})});
  }
}

}  // namespace sardonyx
