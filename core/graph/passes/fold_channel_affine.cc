#include <algorithm>
#include <cmath>

#include "core/graph/passes/match.h"
#include "core/graph/passes/pass_order.h"

namespace sardonyx {
namespace {

// y = scale[c] * x + shift[c] for channel c, axis 1.
struct ChannelAffine {
  ValueId x = kNoValue;
  std::vector<double> scale;
  std::vector<double> shift;
};

bool is_inference(const Node& batch_norm) {
  const bool one_output = std::all_of(batch_norm.outputs.begin() + 1, batch_norm.outputs.end(),
                                      [](ValueId id) { return id == kNoValue; });
  return one_output && int_attribute(batch_norm, "training_mode", 0) == 0 &&
         int_attribute(batch_norm, "spatial", 1) == 1;
}

std::optional<ChannelAffine> of_batch_norm(const Graph& graph, const Node& node) {
  std::vector<double> parts[4];
  for (std::size_t i = 0; i < 4; ++i) {
    const Tensor* part = graph.constant(input_of(node, i + 1));
    if (part == nullptr) {
      return std::nullopt;
    }
    parts[i] = numbers_of(*part);
  }
  const auto& [scale, bias, mean, variance] = parts;
  const auto epsilon = static_cast<double>(float_attribute(node, "epsilon", 1e-5f));
  ChannelAffine affine;
  affine.x = node.inputs[0];
  for (std::size_t c = 0; c < scale.size(); ++c) {
    affine.scale.push_back(scale[c] / std::sqrt(variance[c] + epsilon));
    affine.shift.push_back(bias[c] - mean[c] * affine.scale[c]);
  }
  return affine;
}

// The elements of a constant with one for each channel of `shape`, or one for all.
std::optional<std::vector<double>> per_channel(const Tensor& constant, const SymbolicShape& shape) {
  const int rank = constant.rank();
  if (rank > shape.rank() || !shape[1].known()) {
    return std::nullopt;
  }
  const auto channels = static_cast<std::size_t>(shape[1].value());
  for (int axis = 0; axis < rank; ++axis) {
    const std::int64_t extent = constant.dim(axis);
    const bool is_channel = axis + shape.rank() - rank == 1;
    if (extent != 1 && !(is_channel && extent == shape[1].value())) {
      return std::nullopt;
    }
  }
  std::vector<double> numbers = numbers_of(constant);
  if (numbers.empty()) {
    return std::nullopt;
  }
  numbers.resize(channels, numbers[0]);
  return numbers;
}

std::optional<ChannelAffine> of_arithmetic(const Graph& graph, const Node& node) {
  const bool swapped = graph.constant(node.inputs[0]) != nullptr;
  const bool commutes = node.op_type == "Add" || node.op_type == "Mul";
  const ValueId x = node.inputs[swapped ? 1 : 0];
  const Tensor* constant = graph.constant(node.inputs[swapped ? 0 : 1]);
  const SymbolicShape* shape = ranked_shape(graph, x);
  if (constant == nullptr || shape == nullptr || shape->rank() < 2 || (swapped && !commutes)) {
    return std::nullopt;
  }
  const std::optional<std::vector<double>> numbers = per_channel(*constant, *shape);
  if (!numbers) {
    return std::nullopt;
  }
  ChannelAffine affine{x, std::vector<double>(numbers->size(), 1.0),
                       std::vector<double>(numbers->size(), 0.0)};
  for (std::size_t c = 0; c < numbers->size(); ++c) {
    const double number = (*numbers)[c];
    if (node.op_type == "Mul" || node.op_type == "Div") {
      affine.scale[c] = node.op_type == "Mul" ? number : 1 / number;
    } else {
      affine.shift[c] = node.op_type == "Add" ? number : -number;
    }
  }
  return affine;
}

std::optional<ChannelAffine> channel_affine(const Graph& graph, const Node& node) {
  if (is_op(&node, "BatchNormalization")) {
    return is_inference(node) ? of_batch_norm(graph, node) : std::nullopt;
  }
  const bool arithmetic =
      is_op(&node, "Mul") || is_op(&node, "Add") || is_op(&node, "Div") || is_op(&node, "Sub");
  return arithmetic ? of_arithmetic(graph, node) : std::nullopt;
}

bool all_finite(const std::vector<double>& numbers) {
  return std::all_of(numbers.begin(), numbers.end(), [](double v) { return std::isfinite(v); });
}

// Which output channel each run of `length` weights belongs to.
struct WeightLayout {
  std::size_t channels = 0;
  std::size_t length = 0;
  // Conv, Gemm with transB: run r is of channel r. ConvTranspose: its groups of input channels
  // have output channels of their own.
  std::size_t runs_per_group = 0;
  std::size_t channels_per_group = 0;

  std::size_t channel_of(std::size_t run) const {
    return run / runs_per_group * channels_per_group + run % channels_per_group;
  }
};

std::optional<WeightLayout> layout_of(const Node& node, const Tensor& w) {
  const auto extent = [&](int axis) { return static_cast<std::size_t>(w.dim(axis)); };
  if (w.rank() < 2 || w.element_count() == 0) {
    return std::nullopt;
  }
  const auto inner = static_cast<std::size_t>(w.shape().count(2, w.rank()));
  if (is_op(&node, "Conv")) {
    return WeightLayout{extent(0), extent(1) * inner, extent(0), extent(0)};
  }
  if (is_op(&node, "ConvTranspose")) {
    const auto groups = static_cast<std::size_t>(int_attribute(node, "group", 1));
    return WeightLayout{extent(1) * groups, inner, extent(0) / groups * extent(1), extent(1)};
  }
  if (is_op(&node, "Gemm") && w.rank() == 2) {
    const bool transposed = int_attribute(node, "transB", 0) != 0;
    return transposed ? WeightLayout{extent(0), extent(1), extent(0), extent(0)}
                      : WeightLayout{extent(1), 1, extent(0) * extent(1), extent(1)};
  }
  return std::nullopt;
}

// The bias of all channels as it is added now; nullopt when it is not constant or more than a row.
std::optional<std::vector<double>> bias_of(const Graph& graph, const Node& node,
                                           std::size_t channels) {
  const ValueId id = input_of(node, 2);
  if (id == kNoValue) {
    return std::vector<double>(channels, 0.0);
  }
  const Tensor* constant = graph.constant(id);
  if (constant == nullptr || constant->rank() > 2 ||
      (constant->rank() == 2 && constant->dim(0) != 1)) {
    return std::nullopt;
  }
  std::vector<double> bias = numbers_of(*constant);
  if (bias.size() != channels && bias.size() != 1) {
    return std::nullopt;
  }
  bias.resize(channels, bias[0]);
  const bool scaled = is_op(&node, "Gemm");
  for (double& number : bias) {
    number *= scaled ? static_cast<double>(float_attribute(node, "beta", 1.0f)) : 1.0;
  }
  return bias;
}

template <class T>
void scale_runs(const WeightLayout& layout, const std::vector<double>& scale, Tensor& w) {
  T* values = w.data<T>();
  const std::size_t runs = static_cast<std::size_t>(w.element_count()) / layout.length;
  for (std::size_t run = 0; run < runs; ++run) {
    const auto factor = static_cast<T>(scale[layout.channel_of(run)]);
    std::for_each(values + run * layout.length, values + (run + 1) * layout.length,
                  [=](T& value) { value *= factor; });
  }
}

}  // namespace

/// A constant scale and shift per channel behind a Conv, ConvTranspose or Gemm with constant
/// weights goes into its weights and bias: BatchNormalization outside of training, and Mul, Div,
/// Add and Sub of constants.
std::optional<Patch> fold_channel_affine(PassContext& context, const Node& node) {
  Graph& graph = context.graph();
  const std::optional<ChannelAffine> affine = channel_affine(graph, node);
  if (!affine || context.uses(affine->x) != 1 || !all_finite(affine->scale) ||
      !all_finite(affine->shift)) {
    return std::nullopt;
  }
  const Node* product = context.producer(affine->x);
  const Tensor* w = product == nullptr ? nullptr : graph.constant(input_of(*product, 1));
  const DType dtype = w == nullptr ? DType::kUndefined : w->dtype();
  if (dtype != DType::kFloat && dtype != DType::kDouble) {
    return std::nullopt;
  }
  const std::optional<WeightLayout> layout = layout_of(*product, *w);
  if (!layout || layout->channels != affine->scale.size()) {
    return std::nullopt;
  }
  std::optional<std::vector<double>> bias = bias_of(graph, *product, layout->channels);
  if (!bias) {
    return std::nullopt;
  }
  for (std::size_t c = 0; c < bias->size(); ++c) {
    (*bias)[c] = (*bias)[c] * affine->scale[c] + affine->shift[c];
  }
  ValueId weights = product->inputs[1];
  if (std::any_of(affine->scale.begin(), affine->scale.end(), [](double v) { return v != 1; })) {
    Tensor scaled = w->clone();
    if (dtype == DType::kFloat) {
      scale_runs<float>(*layout, affine->scale, scaled);
    } else {
      scale_runs<double>(*layout, affine->scale, scaled);
    }
    weights = graph.add_constant({}, std::move(scaled));
  }
  const ValueId new_bias = graph.add_constant(
      {}, tensor_of_numbers(dtype, {static_cast<std::int64_t>(layout->channels)}, *bias));
  Node folded = replacement(*product, product->op_type, product->opset,
                            {product->inputs[0], weights, new_bias}, node.outputs[0]);
  for (const Attribute& attribute : product->attributes) {
    if (attribute.name != "beta") {
      folded.attributes.add(attribute.name, attribute.content);
    }
  }
  return replace_by(std::move(folded));
}

}  // namespace sardonyx
