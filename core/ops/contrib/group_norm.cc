// https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md

#include "core/graph/expand.h"
#include "core/graph/op_registry.h"
#include "core/ops/common/channels_last.h"

namespace sardonyx {
namespace {

// GroupNormalization of X, or of S = X + skip + bias, with or without SiLU behind it. A skip of
// shape [batch, channels] is the same everywhere.
void expand_group_norm(ExpandContext& context) {
  const bool last = context.get_bool("channels_last", true);
  const auto unsqueezed = [&](int i, std::int64_t rank, std::int64_t axis) {
    const SymbolicShape& shape = context.type(context.input(i)).shape;
    context.require_supported(shape.ranked(), "the rank of input ", i, " is unknown");
    return shape.rank() != rank
               ? context.input(i)
               : context.op("Unsqueeze",
                            {context.input(i),
                             context.constant(Tensor::of<std::int64_t>({2}, {axis, axis + 1}))});
  };
  ValueId x = context.input(0);
  if (context.has_input(3)) {
    x = context.op("Add", {x, unsqueezed(3, 2, last ? 1 : 2)});
  }
  if (context.has_input(4)) {
    x = context.op("Add", {x, last ? context.input(4) : unsqueezed(4, 1, 1)});
  }
  context.set_output(1, x);
  const ValueId planes = last ? channels_first(context, x, context.input(0)) : x;
  ValueId y = context.op("GroupNormalization",
                         {planes, context.op("CastLike", {context.input(1), x}),
                          context.op("CastLike", {context.input(2), x})},
                         {{"epsilon", context.get_float("epsilon", 1e-5f)},
                          {"num_groups", context.get_int("groups")}});
  if (context.get_int("activation") != 0) {
    y = context.op("Swish", {y});
  }
  context.set_output(0, last ? channels_last(context, y, context.input(0)) : y);
}

}  // namespace

SARDONYX_OPERATORS(contrib, group_norm) {
  registry.add({.domain = "com.microsoft",
                .name = "GroupNorm",
                .signature = "X: T, gamma: M, beta: M, skip?: T, bias?: T -> Y: T, S?: T",
                .types = {{{"T", kFloatTypes}, {"M", kFloatTypes}}},
                .expand = expand_group_norm});
  registry.add({.domain = "com.microsoft",
                .name = "SkipGroupNorm",
                .signature = "X: T, gamma: M, beta: M, skip?: T, bias?: T -> Y: T, S?: T",
                .types = {{{"T", kFloatTypes}, {"M", kFloatTypes}}},
                .expand = expand_group_norm});
}

}  // namespace sardonyx
