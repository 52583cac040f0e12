// https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md

#include "core/graph/expand.h"
#include "core/graph/op_registry.h"
#include "core/ops/common/dequantized.h"

namespace sardonyx {
namespace {

enum Input { kA, kAScale, kAZeroPoint, kB, kBScale, kBZeroPoint, kC, kYScale, kYZeroPoint };

// C is of the sum's own scale. Without a scale for the result that is a tensor of floats.
void expand_qgemm(ExpandContext& context) {
  const auto operand = [&](int i, std::string_view transposed) {
    return context.get_bool(transposed, false)
               ? context.op("Transpose", {context.input(i)},
                            {{"perm", std::vector<std::int64_t>{1, 0}}})
               : context.input(i);
  };
  ValueId sum =
      context.op("MatMulInteger", {operand(kA, "transA"), operand(kB, "transB"),
                                   context.input(kAZeroPoint), context.input(kBZeroPoint)});
  if (context.has_input(kC)) {
    sum = context.op("Add", {sum, context.input(kC)});
  }
  const ValueId alpha = context.constant(Tensor::scalar(context.get_float("alpha", 1)));
  const ValueId scale = context.op(
      "Mul", {alpha, context.op("Mul", {context.input(kAScale), context.input(kBScale)})});
  const ValueId y = context.op("Mul", {context.cast(sum, DType::kFloat), scale});
  if (context.has_input(kYScale)) {
    set_quantized_output(context, y, kYScale, kA);
  } else {
    context.set_output(0, y);
  }
}

}  // namespace

SARDONYX_OPERATORS(contrib, qgemm) {
  registry.add({.domain = "com.microsoft",
                .name = "QGemm",
                .signature =
                    "A: TA, a_scale: float, a_zero_point: TA, B: TB, b_scale: float, b_zero_point: "
                    "TB, C?: int32, y_scale?: float, y_zero_point?: TY -> Y: any",
                .types = {{{"TA", kByteTypes}, {"TB", kByteTypes}, {"TY", kByteTypes}}},
                .expand = expand_qgemm});
}

}  // namespace sardonyx
