// https://onnx.ai/onnx/operators/onnx__ThresholdedRelu.html

#include "core/graph/op_registry.h"
#include "core/kernels/elementwise/activation.h"
#include "core/ops/common/unary.h"

namespace sardonyx {
namespace {

std::unique_ptr<Operator> make_thresholded_relu(const MakeContext& context) {
  return std::make_unique<UnaryOperator>(
      kernels::kThresholdedRelu,
      kernels::ElementwiseParameters{{context.get_float("alpha", 1.0f)}});
}

}  // namespace

SARDONYX_OPERATORS(nn, thresholded_relu) {
  registry.add({.name = "ThresholdedRelu",
                .since = 10,
                .signature = "X: T -> Y: T",
                .types = {{{"T", kFloatTypes}}},
                .make = make_thresholded_relu,
                .in_place = input_bits({0})});
}

}  // namespace sardonyx
