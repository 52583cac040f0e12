// https://onnx.ai/onnx/operators/onnx__Shrink.html

#include "core/graph/op_registry.h"
#include "core/kernels/elementwise/activation.h"
#include "core/ops/common/unary.h"

namespace sardonyx {
namespace {

std::unique_ptr<Operator> make_shrink(const MakeContext& context) {
  return std::make_unique<UnaryOperator>(
      kernels::kShrink, kernels::ElementwiseParameters{
                            {context.get_float("lambd", 0.5f), context.get_float("bias", 0.0f)}});
}

}  // namespace

SARDONYX_OPERATORS(nn, shrink) {
  registry.add({.name = "Shrink",
                .since = 9,
                .signature = "input: T -> output: T",
                .types = {{{"T", kNumericTypes}}},
                .make = make_shrink,
                .in_place = input_bits({0})});
}

}  // namespace sardonyx
