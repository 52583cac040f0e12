// https://onnx.ai/onnx/operators/onnx_aionnxpreview_FlexAttention.html

#include <cmath>
#include <memory>
#include <vector>

#include "core/graph/expand.h"
#include "core/graph/op_registry.h"

namespace sardonyx {
namespace {

ValueId ints(ExpandContext& context, const std::vector<std::int64_t>& values) {
  return context.constant(Tensor::of(Shape{static_cast<std::int64_t>(values.size())},
                                     std::span<const std::int64_t>(values)));
}

// The extent of an axis as a tensor of one element.
ValueId extent(ExpandContext& context, ValueId x, std::int64_t axis) {
  return context.op("Shape", {x}, {{"start", axis}, {"end", axis + 1}});
}

// x, of rank 4, with this many heads; the rows of its matrices are divided among them.
ValueId with_heads(ExpandContext& context, ValueId x, ValueId heads) {
  const ValueId shape =
      context.op("Concat", {ints(context, {0}), heads, ints(context, {-1}), extent(context, x, 3)},
                 {{"axis", std::int64_t{0}}});
  return context.op("Reshape", {x, shape});
}

// What a subgraph makes of a tensor: the body of a SequenceMap over a sequence of one element.
ValueId modified(ExpandContext& context, std::string_view attribute, ValueId x) {
  const Attribute* found = context.node().attributes.find(attribute);
  if (found == nullptr) {
    return x;
  }
  const auto* body = std::get_if<std::shared_ptr<Graph>>(&found->content);
  context.require(body != nullptr, "attribute '", attribute, "' is no graph");
  context.require((*body)->inputs.size() == 1 && (*body)->outputs.size() == 1, "'", attribute,
                  "' has ", (*body)->inputs.size(), " inputs and ", (*body)->outputs.size(),
                  " outputs, expected one of each");
  const ValueId sequence = context.op("SequenceConstruct", {x});
  const ValueId results = context.op("SequenceMap", {sequence}, {{"body", *body}});
  return context.op("SequenceAt", {results, context.constant(Tensor::scalar(std::int64_t{0}))});
}

// The factor for queries or keys: the square root of the scale, so that products of halves do not
// overflow. A negative scale is the queries' business.
ValueId factor(ExpandContext& context, ValueId like, bool of_queries) {
  const ValueId q = context.input(0);
  if (context.has("scale")) {
    const float scale = context.get_float("scale");
    const double root = std::sqrt(std::fabs(static_cast<double>(scale)));
    return context.scalar_like(like, of_queries && scale < 0 ? -root : root);
  }
  const ValueId size = context.cast(extent(context, q, 3), DType::kFloat);
  const ValueId root = context.op("Pow", {size, context.constant(Tensor::scalar(-0.25f))});
  return context.op("CastLike", {root, like});
}

void check_ranks(const ExpandContext& context) {
  for (int i = 0; i < 3; ++i) {
    const SymbolicShape& shape = context.type(context.input(i)).shape;
    context.require(!shape.ranked() || shape.rank() == 4, "input ", i, " has shape ", shape,
                    ", expected rank 4");
  }
}

// Query heads that share a head of keys and values become rows of one matrix.
void expand_flex_attention(ExpandContext& context) {
  check_ranks(context);
  const ValueId q = context.input(0);
  const ValueId k = context.input(1);
  const ValueId v = context.input(2);
  const DType dtype = context.type(q).dtype;
  const DType precision = context.get_dtype(
      "softmax_precision", dtype == DType::kDouble ? DType::kDouble : DType::kFloat);
  const ValueId query_heads = extent(context, q, 1);
  const ValueId heads = extent(context, k, 1);
  const ValueId queries =
      with_heads(context, context.op("Mul", {q, factor(context, q, /*of_queries=*/true)}), heads);
  const ValueId keys =
      context.op("Transpose", {context.op("Mul", {k, factor(context, k, /*of_queries=*/false)})},
                 {{"perm", std::vector<std::int64_t>{0, 1, 3, 2}}});
  ValueId scores = context.cast(context.op("MatMul", {queries, keys}), precision);
  scores = modified(context, "score_mod", with_heads(context, scores, query_heads));
  ValueId probabilities = context.op("Softmax", {scores}, {{"axis", std::int64_t{-1}}});
  probabilities = with_heads(context, modified(context, "prob_mod", probabilities), heads);
  const ValueId values = context.cast(v, precision);
  const ValueId y = context.op("MatMul", {probabilities, values});
  context.set_output(0, context.op("CastLike", {with_heads(context, y, query_heads), v}));
}

}  // namespace

SARDONYX_OPERATORS(nn, flex_attention) {
  registry.add({.domain = "ai.onnx.preview",
                .name = "FlexAttention",
                .since = 1,
                .signature = "Q: T1, K: T1, V: T1 -> Y: T1",
                .types = {{{"T1", kFloatTypes}}},
                .expand = expand_flex_attention});
}

}  // namespace sardonyx
