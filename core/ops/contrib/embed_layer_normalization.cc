// https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md

#include "core/graph/expand.h"
#include "core/graph/op_registry.h"

namespace sardonyx {
namespace {

enum Input { kIds, kSegments, kWords, kPlaces, kSegmentTable, kGamma, kBeta, kMask, kPositions };
enum Output { kY, kMaskIndex, kSum };

ValueId ints(ExpandContext& context, std::int64_t value) {
  return context.constant(Tensor::of<std::int64_t>(Shape{1}, {value}));
}

// Rows 0 to length - 1 of the table of positions, or those that were asked for.
ValueId position_embedding(ExpandContext& context) {
  if (context.has_input(kPositions)) {
    return context.op("Gather", {context.input(kPlaces), context.input(kPositions)});
  }
  const ValueId length = context.op("Shape", {context.input(kIds)},
                                    {{"start", std::int64_t{1}}, {"end", std::int64_t{2}}});
  const ValueId length_and_width = context.op(
      "Concat",
      {length, context.op("Shape", {context.input(kPlaces)}, {{"start", std::int64_t{1}}})},
      {{"axis", std::int64_t{0}}});
  const ValueId rows = context.op("Slice", {context.input(kPlaces), ints(context, 0), length,
                                            ints(context, 0), ints(context, 1)});
  // Fails where the table has fewer rows than there are positions, which Slice would not notice.
  return context.op("Reshape", {rows, length_and_width});
}

// How many entries of each row of the mask are 1; 0 without a mask.
ValueId mask_index(ExpandContext& context) {
  if (!context.has_input(kMask)) {
    return context.op("ConstantOfShape",
                      {context.op("Shape", {context.input(kIds)}, {{"end", std::int64_t{1}}})},
                      {{"value", Tensor::of<std::int32_t>(Shape{1}, {0})}});
  }
  const ValueId one = context.constant(Tensor::scalar(std::int32_t{1}));
  const ValueId is_one =
      context.cast(context.op("Equal", {context.input(kMask), one}), DType::kInt32);
  return context.op("ReduceSum", {is_one, ints(context, 1)}, {{"keepdims", std::int64_t{0}}});
}

// LayerNormalization of the sum of a word's, its position's and its segment's embedding.
void expand_embed_layer_normalization(ExpandContext& context) {
  context.require(context.has_input(kSegments) == context.has_input(kSegmentTable),
                  "segment_ids and segment_embedding must be given together");
  ValueId sum = context.op("Gather", {context.input(kWords), context.input(kIds)});
  sum = context.op("Add", {sum, position_embedding(context)});
  if (context.has_input(kSegments)) {
    sum = context.op(
        "Add",
        {sum, context.op("Gather", {context.input(kSegmentTable), context.input(kSegments)})});
  }
  context.set_output(
      kY, context.op("LayerNormalization", {sum, context.input(kGamma), context.input(kBeta)},
                     {{"epsilon", context.get_float("epsilon", 1e-12f)}}));
  if (context.has_output(kMaskIndex)) {
    context.set_output(kMaskIndex, mask_index(context));
  }
  context.set_output(kSum, sum);
}

}  // namespace

SARDONYX_OPERATORS(contrib, embed_layer_normalization) {
  registry.add({.domain = "com.microsoft",
                .name = "EmbedLayerNormalization",
                .signature = "input_ids: int32, segment_ids?: int32, word_embedding: T, "
                             "position_embedding: T, segment_embedding?: T, gamma: T, beta: T, "
                             "mask?: int32, position_ids?: int32 "
                             "-> output: T, mask_index?: int32, embedding_sum?: T",
                .types = {{{"T", kFloatTypes}}},
                .expand = expand_embed_layer_normalization});
}

}  // namespace sardonyx
