// https://onnx.ai/onnx/operators/onnx__LeakyRelu.html

#include "core/graph/op_registry.h"
#include "core/kernels/elementwise/activation.h"
#include "core/ops/common/unary.h"

namespace sardonyx {
namespace {

std::unique_ptr<Operator> make_leaky_relu(const MakeContext& context) {
  return std::make_unique<UnaryOperator>(
      kernels::kLeakyRelu, kernels::ElementwiseParameters{{context.get_float("alpha", 0.01f)}});
}

}  // namespace

SARDONYX_OPERATORS(nn, leaky_relu) {
  registry.add({.name = "LeakyRelu",
                .since = 1,
                .signature = "X: T -> Y: T",
                .types = {{{"T", kFloatTypes}}},
                .make = make_leaky_relu,
                .in_place = input_bits({0})});
}

}  // namespace sardonyx
