// https://onnx.ai/onnx/operators/onnx__Selu.html

#include "core/graph/op_registry.h"
#include "core/kernels/elementwise/activation.h"
#include "core/ops/common/unary.h"

namespace sardonyx {
namespace {

std::unique_ptr<Operator> make_selu(const MakeContext& context) {
  const bool first = context.since() < 6;
  const float alpha = context.get_float("alpha", first ? 1.6732f : 1.67326319217681884765625f);
  const float gamma = context.get_float("gamma", first ? 1.0507f : 1.05070102214813232421875f);
  return std::make_unique<UnaryOperator>(kernels::kSelu,
                                         kernels::ElementwiseParameters{{alpha, gamma}});
}

}  // namespace

SARDONYX_OPERATORS(nn, selu) {
  // Version 6 has more digits in the defaults.
  for (const int since : {1, 6}) {
    registry.add({.name = "Selu",
                  .since = since,
                  .signature = "X: T -> Y: T",
                  .types = {{{"T", kFloatTypes}}},
                  .make = make_selu,
                  .in_place = input_bits({0})});
  }
}

}  // namespace sardonyx
