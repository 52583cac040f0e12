// https://onnx.ai/onnx/operators/onnx__HardSigmoid.html

#include "core/graph/op_registry.h"
#include "core/kernels/elementwise/activation.h"
#include "core/ops/common/unary.h"

namespace sardonyx {
namespace {

std::unique_ptr<Operator> make_hard_sigmoid(const MakeContext& context) {
  return std::make_unique<UnaryOperator>(
      kernels::kHardSigmoid, kernels::ElementwiseParameters{{context.get_float("alpha", 0.2f),
                                                             context.get_float("beta", 0.5f)}});
}

}  // namespace

SARDONYX_OPERATORS(nn, hard_sigmoid) {
  registry.add({.name = "HardSigmoid",
                .since = 1,
                .signature = "X: T -> Y: T",
                .types = {{{"T", kFloatTypes}}},
                .make = make_hard_sigmoid,
                .in_place = input_bits({0})});
}

}  // namespace sardonyx
