// https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md

#include <algorithm>
#include <numeric>
#include <vector>

#include "core/graph/expand.h"
#include "core/graph/op_registry.h"

namespace sardonyx {
namespace {

// The operand with its axes in the order in which MatMul takes them. `batch_first`: axis 0 moves to
// just before the last one; `transposed`: then the last two are exchanged.
ValueId arranged(ExpandContext& context, int i, bool batch_first, bool transposed) {
  const ValueId x = context.input(i);
  if (!batch_first && !transposed) {
    return x;
  }
  const SymbolicShape& shape = context.type(x).shape;
  context.require_supported(shape.ranked(), "the rank of input ", i, " is unknown");
  const int rank = shape.rank();
  // A vector has nothing to exchange.
  if (rank < 2) {
    return x;
  }
  std::vector<std::int64_t> axes(static_cast<std::size_t>(rank));
  std::iota(axes.begin(), axes.end(), std::int64_t{0});
  if (batch_first) {
    std::rotate(axes.begin(), axes.begin() + 1, axes.end() - 1);
  }
  if (transposed) {
    std::swap(axes[axes.size() - 1], axes[axes.size() - 2]);
  }
  return context.op("Transpose", {x}, {{"perm", axes}});
}

void expand_fused_matmul(ExpandContext& context) {
  const ValueId a = arranged(context, 0, context.get_bool("transBatchA", false),
                             context.get_bool("transA", false));
  const ValueId b = arranged(context, 1, context.get_bool("transBatchB", false),
                             context.get_bool("transB", false));
  const ValueId product = context.op("MatMul", {a, b});
  const float alpha = context.get_float("alpha", 1);
  context.set_output(
      0, alpha == 1 ? product
                    : context.op("Mul", {product, context.scalar_like(context.input(0), alpha)}));
}

}  // namespace

SARDONYX_OPERATORS(contrib, fused_matmul) {
  for (const std::string_view name : {"FusedMatMul", "TransposeMatMul"}) {
    registry.add({.domain = "com.microsoft",
                  .name = name,
                  .signature = "A: T, B: T -> Y: T",
                  .types = {{{"T", kFloatTypes}}},
                  .expand = expand_fused_matmul});
  }
}

}  // namespace sardonyx
