// https://onnx.ai/onnx/operators/onnx__Swish.html

#include "core/graph/op_registry.h"
#include "core/kernels/elementwise/activation.h"
#include "core/ops/common/unary.h"

namespace sardonyx {
namespace {

std::unique_ptr<Operator> make_swish(const MakeContext& context) {
  return std::make_unique<UnaryOperator>(
      kernels::kSwish, kernels::ElementwiseParameters{{context.get_float("alpha", 1.0f)}});
}

}  // namespace

SARDONYX_OPERATORS(nn, swish) {
  registry.add({.name = "Swish",
                .since = 24,
                .signature = "X: T -> Y: T",
                .types = {{{"T", kFloatTypes}}},
                .make = make_swish,
                .in_place = input_bits({0})});
}

}  // namespace sardonyx
