// https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md

#include "core/graph/expand.h"
#include "core/graph/op_registry.h"
#include "core/ops/common/dequantized.h"

namespace sardonyx {
namespace {

void expand_qlinear_concat(ExpandContext& context) {
  const int count = context.input_count() - 2;
  context.require(count > 0 && count % 3 == 0, "there are ", count,
                  " inputs behind those of the result, expected three per tensor");
  std::vector<ValueId> parts;
  for (int i = 2; i < context.input_count(); i += 3) {
    context.require(context.has_input(i) && context.has_input(i + 1), "input ", i, " is missing");
    parts.push_back(dequantized(context, i));
  }
  const auto joined = context.ops("Concat", parts, 1, {{"axis", context.get_int("axis")}});
  set_quantized_output(context, joined[0], 0, 2);
}

}  // namespace

SARDONYX_OPERATORS(contrib, qlinear_concat) {
  registry.add({.domain = "com.microsoft",
                .name = "QLinearConcat",
                .signature = "Y_scale: float, Y_zero_point: T, inputs...: any -> Y: T",
                .types = {{{"T", kByteTypes}}},
                .expand = expand_qlinear_concat});
}

}  // namespace sardonyx
