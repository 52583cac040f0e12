// https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md

#include "core/graph/expand.h"
#include "core/graph/op_registry.h"
#include "core/ops/common/dequantized.h"

namespace sardonyx {
namespace {

// The first of five quantized inputs in a row, of their scales and of their zero points.
enum Input { kIds, kSegments, kTables, kMask = 7, kScales, kZeroPoints = 13 };

void expand_q_embed_layer_normalization(ExpandContext& context) {
  std::vector<ValueId> tables;
  for (int i = 0; i < 5; ++i) {
    tables.push_back(context.has_input(kTables + i)
                         ? context.op("DequantizeLinear",
                                      {context.input(kTables + i), context.input(kScales + i),
                                       context.input(kZeroPoints + i)})
                         : kNoValue);
  }
  const auto results =
      context.ops("com.microsoft::EmbedLayerNormalization",
                  {context.input(kIds), context.input(kSegments), tables[0], tables[1], tables[2],
                   tables[3], tables[4], context.input(kMask)},
                  2, {{"epsilon", context.get_float("epsilon", 1e-12f)}});
  context.set_output(0, results[0]);
  context.set_output(1, results[1]);
}

}  // namespace

SARDONYX_OPERATORS(contrib, q_embed_layer_normalization) {
  registry.add(
      {.domain = "com.microsoft",
       .name = "QEmbedLayerNormalization",
       .signature =
           "input_ids: int32, segment_ids?: int32, word_embedding_quant: T, "
           "position_embedding_quant: T, segment_embedding?: T, gamma_quant: T, beta_quant: T, "
           "mask?: int32, word_embedding_scale: float, position_embedding_scale: float, "
           "segment_embedding_scale?: float, gamma_scale: float, beta_scale: float, "
           "word_embedding_zero_point: T, position_embedding_zero_point: T, "
           "segment_embedding_zero_point?: T, gamma_zero_point: T, beta_zero_point: T -> "
           "layernorm_out: float, mask_index_out?: int32",
       .types = {{{"T", kByteTypes}}},
       .expand = expand_q_embed_layer_normalization});
}

}  // namespace sardonyx
