// https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md

#include "core/graph/op_registry.h"
#include "core/kernels/elementwise/activation.h"
#include "core/ops/common/unary.h"

namespace sardonyx {
namespace {

std::unique_ptr<Operator> make_quick_gelu(const MakeContext& context) {
  return std::make_unique<UnaryOperator>(
      kernels::kSwish, kernels::ElementwiseParameters{{context.get_float("alpha", 1.702f)}});
}

}  // namespace

SARDONYX_OPERATORS(contrib, quick_gelu) {
  registry.add({.domain = "com.microsoft",
                .name = "QuickGelu",
                .signature = "X: T -> Y: T",
                .types = {{{"T", kFloatTypes}}},
                .make = make_quick_gelu,
                .in_place = input_bits({0})});
}

}  // namespace sardonyx
