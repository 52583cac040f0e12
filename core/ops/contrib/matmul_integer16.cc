// https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md

#include "core/graph/expand.h"
#include "core/graph/op_registry.h"

namespace sardonyx {
namespace {

// uint32 where both operands are unsigned, else int32.
void expand_matmul_integer16(ExpandContext& context) {
  const bool is_unsigned =
      context.input_dtype(0) == DType::kUint16 && context.input_dtype(1) == DType::kUint16;
  const DType wide = is_unsigned ? DType::kUint32 : DType::kInt32;
  const auto widened = [&](int i) { return context.cast(context.input(i), wide); };
  context.set_output(0, context.op("MatMul", {widened(0), widened(1)}));
}

}  // namespace

SARDONYX_OPERATORS(contrib, matmul_integer16) {
  registry.add({.domain = "com.microsoft",
                .name = "MatMulInteger16",
                .signature = "A: T1, B: T2 -> Y: any",
                .types = {{{"T1", {DType::kInt16, DType::kUint16}},
                           {"T2", {DType::kInt16, DType::kUint16}}}},
                .expand = expand_matmul_integer16});
}

}  // namespace sardonyx
