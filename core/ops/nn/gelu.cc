// https://onnx.ai/onnx/operators/onnx__Gelu.html

#include "core/graph/op_registry.h"
#include "core/kernels/elementwise/activation.h"
#include "core/ops/common/unary.h"

namespace sardonyx {
namespace {

std::unique_ptr<Operator> make_gelu(const MakeContext& context) {
  const bool approximate = context.get_choice("approximate", {"none", "tanh"}) == 1;
  return std::make_unique<UnaryOperator>(approximate ? kernels::kGeluTanh : kernels::kGelu);
}

}  // namespace

SARDONYX_OPERATORS(nn, gelu) {
  registry.add({.name = "Gelu",
                .since = 20,
                .signature = "X: T -> Y: T",
                .types = {{{"T", kFloatTypes}}},
                .make = make_gelu,
                .in_place = input_bits({0})});
}

}  // namespace sardonyx
