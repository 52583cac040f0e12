// https://onnx.ai/onnx/operators/onnx__Celu.html

#include "core/graph/op_registry.h"
#include "core/kernels/elementwise/activation.h"
#include "core/ops/common/unary.h"

namespace sardonyx {
namespace {

std::unique_ptr<Operator> make_celu(const MakeContext& context) {
  return std::make_unique<UnaryOperator>(
      kernels::kCelu, kernels::ElementwiseParameters{{context.get_float("alpha", 1.0f)}});
}

}  // namespace

SARDONYX_OPERATORS(nn, celu) {
  registry.add({.name = "Celu",
                .since = 12,
                .signature = "X: T -> Y: T",
                .types = {{{"T", kFloatTypes}}},
                .make = make_celu,
                .in_place = input_bits({0})});
}

}  // namespace sardonyx
