// https://onnx.ai/onnx/operators/onnx__Elu.html

#include "core/graph/op_registry.h"
#include "core/kernels/elementwise/activation.h"
#include "core/ops/common/unary.h"

namespace sardonyx {
namespace {

std::unique_ptr<Operator> make_elu(const MakeContext& context) {
  return std::make_unique<UnaryOperator>(
      kernels::kElu, kernels::ElementwiseParameters{{context.get_float("alpha", 1.0f)}});
}

}  // namespace

SARDONYX_OPERATORS(nn, elu) {
  registry.add({.name = "Elu",
                .since = 1,
                .signature = "X: T -> Y: T",
                .types = {{{"T", kFloatTypes}}},
                .make = make_elu,
                .in_place = input_bits({0})});
}

}  // namespace sardonyx
