// https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md

#include "core/graph/expand.h"
#include "core/graph/op_registry.h"
#include "core/ops/common/dequantized.h"

namespace sardonyx {
namespace {

enum Input {
  kX,
  kWeights,
  kBias,
  kXScale,
  kWeightScale,
  kMask,
  kXZeroPoint,
  kWeightZeroPoint,
  kPast
};

// The projection to queries, keys and values in integers, then MultiHeadAttention.
void expand_q_attention(ExpandContext& context) {
  context.require_supported(!context.get_bool("do_rotary", false), "attribute 'do_rotary' is set");
  const ValueId sum =
      context.op("MatMulInteger", {context.input(kX), context.input(kWeights),
                                   context.input(kXZeroPoint), context.input(kWeightZeroPoint)});
  const ValueId scale = context.op("Mul", {context.input(kXScale), context.input(kWeightScale)});
  const ValueId real = context.op("Mul", {context.cast(sum, DType::kFloat), scale});
  const auto qkv = context.ops("Split", {context.op("Add", {real, context.input(kBias)})}, 3,
                               {{"axis", std::int64_t{-1}}, {"num_outputs", std::int64_t{3}}});
  std::vector<ValueId> past(2, kNoValue);
  if (context.has_input(kPast)) {
    for (std::int64_t i = 0; i < 2; ++i) {
      past[static_cast<std::size_t>(i)] =
          context.op("Gather", {context.input(kPast), context.constant(Tensor::scalar(i))});
    }
  }
  const bool keeps = context.has_output(1);
  const auto results = context.ops(
      "com.microsoft::MultiHeadAttention",
      {qkv[0], qkv[1], qkv[2], kNoValue, context.input(kMask), kNoValue, past[0], past[1]},
      keeps ? 3 : 1,
      {{"num_heads", context.get_int("num_heads")},
       {"unidirectional", context.get_int("unidirectional", 0)},
       {"scale", context.get_float("scale", 0)},
       {"mask_filter_value", context.get_float("mask_filter_value", -10000.0f)}});
  context.set_output(0, results[0]);
  if (keeps) {
    const ValueId front = context.constant(Tensor::of<std::int64_t>({1}, {0}));
    context.set_output(1, context.op("Concat",
                                     {context.op("Unsqueeze", {results[1], front}),
                                      context.op("Unsqueeze", {results[2], front})},
                                     {{"axis", std::int64_t{0}}}));
  }
}

}  // namespace

SARDONYX_OPERATORS(contrib, q_attention) {
  registry.add({.domain = "com.microsoft",
                .name = "QAttention",
                .signature =
                    "input: T1, weight: T2, bias: float, input_scale: float, weight_scale: float, "
                    "mask_index?: int32, input_zero_point?: T1, weight_zero_point?: T2, past?: "
                    "float -> output: float, present?: float",
                .types = {{{"T1", kByteTypes}, {"T2", kByteTypes}}},
                .expand = expand_q_attention});
}

}  // namespace sardonyx
