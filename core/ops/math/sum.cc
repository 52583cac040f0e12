// https://onnx.ai/onnx/operators/onnx__Sum.html

#include "core/graph/op_registry.h"
#include "core/kernels/elementwise/arithmetic.h"
#include "core/ops/common/binary.h"

namespace sardonyx {

SARDONYX_OPERATORS(math, sum) {
  registry.add({.name = "Sum",
                .since = 1,
                .signature = "data_0...: T -> sum: T",
                .types = {{{"T", kFloatTypes}}},
                .make = make_variadic<kernels::kAdd>,
                .in_place = input_bits({0, 1})});
}

}  // namespace sardonyx
