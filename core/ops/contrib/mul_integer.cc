// https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md

#include "core/graph/expand.h"
#include "core/graph/op_registry.h"
#include "core/ops/common/dequantized.h"

namespace sardonyx {
namespace {

void expand_mul_integer(ExpandContext& context) {
  const auto centred = [&](int i) {
    const auto wide = [&](int k) { return context.cast(context.input(k), DType::kInt32); };
    return context.has_input(i + 1) ? context.op("Sub", {wide(i), wide(i + 1)}) : wide(i);
  };
  context.set_output(0, context.op("Mul", {centred(0), centred(2)}));
}

}  // namespace

SARDONYX_OPERATORS(contrib, mul_integer) {
  registry.add({.domain = "com.microsoft",
                .name = "MulInteger",
                .signature = "A: T, A_zero_point?: T, B: T, B_zero_point?: T -> C: int32",
                .types = {{{"T", kByteTypes}}},
                .expand = expand_mul_integer});
}

}  // namespace sardonyx
