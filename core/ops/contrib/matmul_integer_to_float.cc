// https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md

#include "core/graph/expand.h"
#include "core/graph/op_registry.h"
#include "core/ops/common/dequantized.h"

namespace sardonyx {
namespace {

void expand_matmul_integer_to_float(ExpandContext& context) {
  const ValueId sum = context.op(
      "MatMulInteger", {context.input(0), context.input(1), context.input(4), context.input(5)});
  const ValueId scale = context.op("Mul", {context.input(2), context.input(3)});
  // In float: a sum may be beyond the range of float16.
  const ValueId real =
      context.op("Mul", {context.cast(sum, DType::kFloat), context.cast(scale, DType::kFloat)});
  const ValueId y = context.op("CastLike", {real, scale});
  context.set_output(0, context.has_input(6) ? context.op("Add", {y, context.input(6)}) : y);
}

}  // namespace

SARDONYX_OPERATORS(contrib, matmul_integer_to_float) {
  registry.add({.domain = "com.microsoft",
                .name = "MatMulIntegerToFloat",
                .signature = "A: T1, B: T2, a_scale: T3, b_scale: T3, a_zero_point?: T1, "
                             "b_zero_point?: T2, bias?: T3 -> Y: T3",
                .types = {{{"T1", kByteTypes},
                           {"T2", kByteTypes},
                           {"T3", DTypeSet{DType::kFloat, DType::kFloat16}}}},
                .expand = expand_matmul_integer_to_float});
}

}  // namespace sardonyx
