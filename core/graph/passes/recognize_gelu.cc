#include <cmath>
#include <numbers>

#include "core/graph/passes/match.h"
#include "core/graph/passes/pass_order.h"

namespace sardonyx {
namespace {

struct Argument {
  bool matches = false;
  int rank = 0;  // of the constants
};

// x / sqrt(2)
Argument erf_argument(const PassContext& context, ValueId id, ValueId x, DType dtype) {
  const Product product = product_of(context, id);
  return {product.is(std::numbers::sqrt2 / 2, {x}, dtype), product.rank};
}

// sqrt(2 / pi) * (x + 0.044715 x^3), or with x taken out of the brackets.
Argument tanh_argument(const PassContext& context, ValueId id, ValueId x, DType dtype) {
  constexpr double kCubic = 0.044715;
  const double factor = std::sqrt(2 * std::numbers::inv_pi);
  const Product product = product_of(context, id);
  for (const ValueId sum : product.values) {
    const Node* add = inner_producer_of(context, sum, "Add");
    if (add == nullptr) {
      continue;
    }
    if (product.is(factor, {sum}, dtype)) {
      const ValueId cube = other_input(*add, x);
      const Product term = cube == kNoValue ? Product{} : product_of(context, cube);
      return {term.is(kCubic, {x, x, x}, dtype), std::max(product.rank, term.rank)};
    }
    const std::optional<Shifted> bracket = shifted(context, sum);
    if (product.is(factor, {sum, x}, dtype) && bracket && bracket->constant == 1) {
      const Product term = product_of(context, bracket->value);
      return {term.is(kCubic, {x, x}, dtype), std::max({product.rank, term.rank, bracket->rank})};
    }
  }
  return {};
}

}  // namespace

/// x / 2 * (1 + erf(x / sqrt(2))) is Gelu, and its approximation by tanh the Gelu of that name, in
/// whatever order the factors stand.
std::optional<Patch> recognize_gelu(PassContext& context, const Node& node) {
  if (!is_op(&node, "Mul") && !is_op(&node, "Div")) {
    return std::nullopt;
  }
  const DType dtype = dtype_of_value(context.graph(), node.outputs[0]);
  const Product product = product_of(context, node.outputs[0]);
  for (const ValueId gate : product.values) {
    const ValueId x = product.beside(gate);
    const std::optional<Shifted> one = shifted(context, gate);
    if (x == kNoValue || !one || one->constant != 1 || context.uses(gate) != 1 ||
        !product.is(0.5, {x, gate}, dtype)) {
      continue;
    }
    const Node* erf = inner_producer_of(context, one->value, "Erf");
    const Node* tanh = inner_producer_of(context, one->value, "Tanh");
    if (erf == nullptr && tanh == nullptr) {
      continue;
    }
    const Argument argument = erf != nullptr ? erf_argument(context, erf->inputs[0], x, dtype)
                                             : tanh_argument(context, tanh->inputs[0], x, dtype);
    const int rank = std::max({product.rank, one->rank, argument.rank});
    if (!argument.matches || !keeps_shape(context.graph(), x, rank)) {
      continue;
    }
    Node gelu = replacement(node, "Gelu", 20, {x}, node.outputs[0]);
    gelu.attributes.add("approximate", std::string(erf != nullptr ? "none" : "tanh"));
    return replace_by(std::move(gelu));
  }
  return std::nullopt;
}

}  // namespace sardonyx
