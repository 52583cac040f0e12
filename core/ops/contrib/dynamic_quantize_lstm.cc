// https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md

#include "core/graph/expand.h"
#include "core/graph/op_registry.h"
#include "core/ops/common/dequantized.h"

namespace sardonyx {
namespace {

enum Input { kX, kW, kR, kB, kLengths, kState, kCell, kPeephole, kWScale, kWZero, kRScale, kRZero };

// Weights [directions, inputs, 4H] as LSTM takes them: [directions, 4H, inputs] of floats. Scale
// and zero point are one per direction, or one per direction and column.
ValueId weights(ExpandContext& context, int w, int scale) {
  const auto beside = [&](int i) {
    const ValueId x = context.cast(context.input(i), DType::kFloat);
    const SymbolicShape& shape = context.type(context.input(i)).shape;
    context.require_supported(shape.ranked(), "the rank of input ", i, " is unknown");
    context.require(shape.rank() == 1 || shape.rank() == 2, "input ", i, " has shape ", shape,
                    ", expected one per direction, or per direction and column");
    const std::vector<std::int64_t> axes =
        shape.rank() == 1 ? std::vector<std::int64_t>{1, 2} : std::vector<std::int64_t>{1};
    const auto count = static_cast<std::int64_t>(axes.size());
    return context.op("Unsqueeze", {x, context.constant(Tensor::of<std::int64_t>({count}, axes))});
  };
  ValueId x = context.cast(context.input(w), DType::kFloat);
  x = context.op("Mul", {context.op("Sub", {x, beside(scale + 1)}), beside(scale)});
  return context.op("Transpose", {x}, {{"perm", std::vector<std::int64_t>{0, 2, 1}}});
}

// X is quantized as a whole, the state at every step.
void expand_dynamic_quantize_lstm(ExpandContext& context) {
  const std::vector<ValueId> bytes = context.ops("DynamicQuantizeLinear", {context.input(kX)}, 3);
  const ValueId x = context.op("DequantizeLinear", {bytes[0], bytes[1], bytes[2]});
  const std::vector<ValueId> results =
      context.ops_like_node("sardonyx::RoundedStateLSTM",
                            {x, weights(context, kW, kWScale), weights(context, kR, kRScale),
                             context.input(kB), context.input(kLengths), context.input(kState),
                             context.input(kCell), context.input(kPeephole)},
                            3);
  for (int i = 0; i < 3; ++i) {
    context.set_output(i, results[static_cast<std::size_t>(i)]);
  }
}

}  // namespace

SARDONYX_OPERATORS(contrib, dynamic_quantize_lstm) {
  registry.add({.domain = "com.microsoft",
                .name = "DynamicQuantizeLSTM",
                .signature = "X: float, W: T, R: T, B?: float, sequence_lens?: int32, initial_h?: "
                             "float, initial_c?: float, P?: float, W_scale: float, W_zero_point: "
                             "T, R_scale: float, R_zero_point: T -> Y?: float, Y_h?: float, Y_c?: "
                             "float",
                .types = {{{"T", kByteTypes}}},
                .expand = expand_dynamic_quantize_lstm});
}

}  // namespace sardonyx
