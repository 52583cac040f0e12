#include <algorithm>

#include "core/graph/passes/match.h"
#include "core/graph/passes/pass_order.h"

namespace sardonyx {
namespace {

// Constants that a rule adds are at most this large.
constexpr std::int64_t kMostOnes = 1 << 20;

// 1 / sqrt(mean(square) + epsilon).
struct InverseDeviation {
  ValueId square = kNoValue;
  Ints axes;
  double epsilon = 0;
};

// A mean over the last axes that keeps them; empty axes for anything else.
Ints trailing_mean(const Graph& graph, const Node* mean) {
  if (mean == nullptr || int_attribute(*mean, "keepdims", 1) == 0) {
    return {};
  }
  const SymbolicShape* x = ranked_shape(graph, mean->inputs[0]);
  Ints axes = reduced_axes(graph, *mean);
  for (std::size_t i = 0; i < axes.size(); ++i) {
    if (axes[i] != x->rank() - static_cast<std::int64_t>(axes.size() - i)) {
      return {};
    }
  }
  return axes;
}

std::optional<InverseDeviation> deviation(const PassContext& context, ValueId id) {
  const Node* sqrt = inner_producer_of(context, id, "Sqrt");
  const std::optional<Shifted> sum =
      sqrt == nullptr ? std::nullopt : shifted(context, sqrt->inputs[0]);
  if (!sum || sum->constant < 0 || context.uses(sqrt->inputs[0]) != 1 ||
      !keeps_shape(context.graph(), sum->value, sum->rank)) {
    return std::nullopt;
  }
  const Node* mean = inner_producer_of(context, sum->value, "ReduceMean");
  const Ints axes = trailing_mean(context.graph(), mean);
  if (axes.empty()) {
    return std::nullopt;
  }
  return InverseDeviation{mean->inputs[0], axes, sum->constant};
}

// id = 1 / deviation, in one of its spellings.
std::optional<InverseDeviation> inverse_deviation(const PassContext& context, ValueId id) {
  if (const Node* reciprocal = inner_producer_of(context, id, "Reciprocal")) {
    return deviation(context, reciprocal->inputs[0]);
  }
  if (const Node* div = inner_producer_of(context, id, "Div")) {
    const std::optional<Scalar> one = scalar_constant(context.graph(), div->inputs[0]);
    return one && one->value == 1 && keeps_shape(context.graph(), div->inputs[1], one->rank)
               ? deviation(context, div->inputs[1])
               : std::nullopt;
  }
  return std::nullopt;
}

bool is_square_of(const PassContext& context, ValueId square, ValueId x) {
  const Product product = product_of(context, square);
  return context.uses(square) == 1 && product.factor == 1 &&
         product.values == std::vector<ValueId>{x, x} &&
         keeps_shape(context.graph(), x, product.rank);
}

// x of x - mean(x) over those axes; kNoValue otherwise.
ValueId centred(const PassContext& context, ValueId id, const Ints& axes) {
  const Node* sub = producer_of(context, id, "Sub");
  const Node* mean = sub == nullptr ? nullptr : producer_of(context, sub->inputs[1], "ReduceMean");
  const bool matches = mean != nullptr && mean->inputs[0] == sub->inputs[0] &&
                       trailing_mean(context.graph(), mean) == axes;
  return matches ? sub->inputs[0] : kNoValue;
}

// A constant of ones with the extents of those axes; kNoValue where they are not known.
ValueId ones(Graph& graph, ValueId x, const Ints& axes) {
  const SymbolicShape& shape = graph.value(x).type.shape;
  Shape extents;
  for (const std::int64_t axis : axes) {
    const Dim dim = shape[static_cast<int>(axis)];
    if (!dim.known()) {
      return kNoValue;
    }
    extents.push_back(dim.value());
  }
  if (extents.element_count() > kMostOnes) {
    return kNoValue;
  }
  const std::vector<double> numbers(static_cast<std::size_t>(extents.element_count()), 1.0);
  return graph.add_constant({}, tensor_of_numbers(dtype_of_value(graph, x), extents, numbers));
}

std::optional<Patch> normalization(Graph& graph, const Node& node, std::string_view op_type,
                                   std::vector<ValueId> inputs, const InverseDeviation& inverse) {
  const DType dtype = dtype_of_value(graph, inputs[0]);
  if (!kFloatTypes.contains(dtype) || dtype == DType::kDouble) {
    return std::nullopt;
  }
  if (inputs.size() == 1) {
    inputs.push_back(ones(graph, inputs[0], inverse.axes));
  }
  if (inputs[1] == kNoValue) {
    return std::nullopt;
  }
  Node made = replacement(node, op_type, op_type == "RMSNormalization" ? 23 : 17, std::move(inputs),
                          node.outputs[0]);
  made.attributes.add("axis", -static_cast<std::int64_t>(inverse.axes.size()));
  made.attributes.add("epsilon", static_cast<float>(inverse.epsilon));
  return replace_by(std::move(made));
}

// x / deviation: x less its mean makes a LayerNormalization, else it is RMSNormalization.
std::optional<Patch> of_quotient(PassContext& context, const Node& node) {
  std::optional<InverseDeviation> inverse;
  ValueId x = kNoValue;
  if (is_op(&node, "Div")) {
    x = node.inputs[0];
    inverse = deviation(context, node.inputs[1]);
  } else {
    for (std::size_t i = 0; i < 2 && !inverse; ++i) {
      x = node.inputs[i];
      inverse = inverse_deviation(context, node.inputs[1 - i]);
    }
  }
  if (!inverse || !is_square_of(context, inverse->square, x)) {
    return std::nullopt;
  }
  const ValueId whole = centred(context, x, inverse->axes);
  return whole == kNoValue
             ? normalization(context.graph(), node, "RMSNormalization", {x}, *inverse)
             : normalization(context.graph(), node, "LayerNormalization", {whole}, *inverse);
}

// x * factor + (bias - mean(x) * factor), where factor = scale / deviation: how TensorFlow writes
// batch normalisation, which it uses over the last axis too.
std::optional<Patch> of_affine_sum(PassContext& context, const Node& node) {
  const Graph& graph = context.graph();
  for (const ValueId id : node.inputs) {
    const Node* scaled = inner_producer_of(context, id, "Mul");
    const Node* rest = inner_producer_of(context, other_input(node, id), "Sub");
    const Node* shift =
        rest == nullptr ? nullptr : inner_producer_of(context, rest->inputs[1], "Mul");
    if (scaled == nullptr || shift == nullptr || graph.constant(rest->inputs[0]) == nullptr) {
      continue;
    }
    for (const ValueId factor : scaled->inputs) {
      const ValueId x = other_input(*scaled, factor);
      const Node* mean = producer_of(context, other_input(*shift, factor), "ReduceMean");
      const Node* weighted = producer_of(context, factor, "Mul");
      if (mean == nullptr || mean->inputs[0] != x || weighted == nullptr ||
          context.uses(factor) != 2) {
        continue;
      }
      for (const ValueId scale : weighted->inputs) {
        const std::optional<InverseDeviation> inverse =
            graph.constant(scale) == nullptr
                ? std::nullopt
                : inverse_deviation(context, other_input(*weighted, scale));
        if (!inverse || inverse->axes.size() != 1 || trailing_mean(graph, mean) != inverse->axes) {
          continue;
        }
        const Product square = product_of(context, inverse->square);
        const bool matches = square.factor == 1 && square.values.size() == 2 &&
                             square.values[0] == square.values[1] &&
                             centred(context, square.values[0], inverse->axes) == x;
        const SymbolicShape& shape = graph.value(x).type.shape;
        const Dim width = shape[shape.rank() - 1];
        const auto fits = [&](ValueId constant) {
          const Shape& extents = graph.constant(constant)->shape();
          return extents.rank() == 1 && width.is(extents[0]);
        };
        if (matches && fits(scale) && fits(rest->inputs[0])) {
          return normalization(context.graph(), node, "LayerNormalization",
                               {x, scale, rest->inputs[0]}, *inverse);
        }
      }
    }
  }
  return std::nullopt;
}

}  // namespace

/// Means, differences, squares and roots that make up LayerNormalization or RMSNormalization.
std::optional<Patch> recognize_normalization(PassContext& context, const Node& node) {
  if (is_op(&node, "Div") || is_op(&node, "Mul")) {
    return of_quotient(context, node);
  }
  return is_op(&node, "Add") ? of_affine_sum(context, node) : std::nullopt;
}

}  // namespace sardonyx
