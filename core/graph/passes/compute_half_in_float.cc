#include <algorithm>
#include <iterator>

#include "core/graph/passes/pass_order.h"

namespace sardonyx {
namespace {

// On the Casts that these passes make: only what the model does not ask for may be left out again.
constexpr std::string_view kMark = "sardonyx_edge";

// Operators that round once per node if they are given halves.
constexpr std::string_view kArithmetic[] = {"Abs",
                                            "Acos",
                                            "Acosh",
                                            "Add",
                                            "ArgMax",
                                            "ArgMin",
                                            "Asin",
                                            "Asinh",
                                            "Atan",
                                            "Atanh",
                                            "AveragePool",
                                            "BatchNormalization",
                                            "Ceil",
                                            "Celu",
                                            "Clip",
                                            "Conv",
                                            "ConvTranspose",
                                            "Cos",
                                            "Cosh",
                                            "CumSum",
                                            "Div",
                                            "Einsum",
                                            "Elu",
                                            "Equal",
                                            "Erf",
                                            "Exp",
                                            "Floor",
                                            "GRU",
                                            "Gelu",
                                            "Gemm",
                                            "GlobalAveragePool",
                                            "GlobalLpPool",
                                            "GlobalMaxPool",
                                            "Greater",
                                            "GreaterOrEqual",
                                            "GridSample",
                                            "GroupNormalization",
                                            "HardSigmoid",
                                            "HardSwish",
                                            "InstanceNormalization",
                                            "LRN",
                                            "LSTM",
                                            "LayerNormalization",
                                            "LeakyRelu",
                                            "Less",
                                            "LessOrEqual",
                                            "Log",
                                            "LogSoftmax",
                                            "LpNormalization",
                                            "LpPool",
                                            "MatMul",
                                            "Max",
                                            "MaxPool",
                                            "Mean",
                                            "MeanVarianceNormalization",
                                            "Min",
                                            "Mish",
                                            "Mod",
                                            "Mul",
                                            "Neg",
                                            "PRelu",
                                            "Pow",
                                            "RMSNormalization",
                                            "RNN",
                                            "Reciprocal",
                                            "ReduceL1",
                                            "ReduceL2",
                                            "ReduceLogSum",
                                            "ReduceLogSumExp",
                                            "ReduceMax",
                                            "ReduceMean",
                                            "ReduceMin",
                                            "ReduceProd",
                                            "ReduceSum",
                                            "ReduceSumSquare",
                                            "Relu",
                                            "Resize",
                                            "RotaryEmbedding",
                                            "Round",
                                            "Selu",
                                            "Sigmoid",
                                            "Sign",
                                            "SimplifiedLayerNormalization",
                                            "Sin",
                                            "Sinh",
                                            "Softmax",
                                            "Softplus",
                                            "Softsign",
                                            "Sqrt",
                                            "Sub",
                                            "Sum",
                                            "Swish",
                                            "Tan",
                                            "Tanh",
                                            "ThresholdedRelu",
                                            "TopK",
                                            "Upsample"};
constexpr std::string_view kMicrosoftArithmetic[] = {"BiasGelu",
                                                     "FastGelu",
                                                     "FusedConv",
                                                     "Gelu",
                                                     "QuickGelu",
                                                     "RotaryEmbedding",
                                                     "SkipLayerNormalization",
                                                     "SkipSimplifiedLayerNormalization"};
// Operators that hand on the elements of their inputs.
constexpr std::string_view kMovement[] = {
    "Concat",  "DepthToSpace",   "Dropout",      "Expand",   "Flatten",
    "Gather",  "GatherElements", "GatherND",     "Identity", "Pad",
    "Reshape", "Slice",          "SpaceToDepth", "Split",    "Squeeze",
    "Tile",    "Transpose",      "Unsqueeze",    "Where"};

template <std::size_t N>
bool contains(const std::string_view (&names)[N], std::string_view name) {
  return std::binary_search(std::begin(names), std::end(names), name);
}

// A bound that is left out is the largest number of the type.
bool clips_at_largest(const Node& node) {
  return node.op_type == "Clip" && node.opset >= 11 &&
         (node.inputs.size() < 3 || node.inputs[1] == kNoValue);
}

bool is_arithmetic(const Node& node) {
  if (clips_at_largest(node)) {
    return false;
  }
  return node.domain.empty()
             ? contains(kArithmetic, node.op_type)
             : node.domain == "com.microsoft" && contains(kMicrosoftArithmetic, node.op_type);
}

bool is_movement(const Node& node) {
  return node.domain.empty() && contains(kMovement, node.op_type);
}

bool is_cast(const Node& node) {
  return node.domain.empty() && node.op_type == "Cast";
}

bool is_half(const Graph& graph, ValueId id) {
  if (id == kNoValue || !graph.value(id).type.is_tensor()) {
    return false;
  }
  const DType dtype = graph.value(id).type.dtype;
  return dtype == DType::kFloat16 || dtype == DType::kBFloat16;
}

// Whether the halves of a value come out of arithmetic, perhaps moved about on the way, so that
// they can be had as floats. What the model is fed or keeps as halves is better moved as such:
// tables of embeddings, caches. `budget` is how many nodes may be looked at.
bool comes_from_arithmetic(const PassContext& context, ValueId id, int& budget) {
  const Node* node = context.producer(id);
  if (node == nullptr || --budget < 0) {
    return false;
  }
  if (is_arithmetic(*node) || (is_cast(*node) && node->attributes.find(kMark) != nullptr)) {
    return true;
  }
  bool any = false;
  const auto fits = [&](ValueId input) {
    if (!is_half(context.graph(), input)) {
      return true;
    }
    const bool from_arithmetic = comes_from_arithmetic(context, input, budget);
    any = any || from_arithmetic;
    return from_arithmetic || context.graph().constant(input) != nullptr;
  };
  return is_movement(*node) && std::all_of(node->inputs.begin(), node->inputs.end(), fits) && any;
}

bool comes_from_arithmetic(const PassContext& context, ValueId id) {
  int budget = 64;
  return comes_from_arithmetic(context, id, budget);
}

Node cast(const Node& near, ValueId from, ValueId to, DType dtype) {
  Node node;
  node.name = near.name + "/Cast";
  node.op_type = "Cast";
  node.opset = 13;
  node.inputs = {from};
  node.outputs = {to};
  node.attributes.add("to", static_cast<std::int64_t>(dtype));
  node.attributes.add(std::string(kMark), std::int64_t{1});
  return node;
}

}  // namespace

/// Computes a node of float16 or bfloat16 in float, between Casts of its inputs and of its results.
/// drop_half_rounding removes the pairs of Casts that then lie between two such nodes.
std::optional<Patch> compute_half_in_float(PassContext& context, const Node& node) {
  Graph& graph = context.graph();
  const auto half = [&](ValueId id) { return is_half(graph, id); };
  if ((std::none_of(node.inputs.begin(), node.inputs.end(), half)) ||
      !(is_arithmetic(node) ||
        std::any_of(node.outputs.begin(), node.outputs.end(),
                    [&](ValueId id) { return half(id) && comes_from_arithmetic(context, id); }))) {
    return std::nullopt;
  }
  Patch patch;
  Node widened = node;
  widened.def = nullptr;
  widened.op = nullptr;
  std::vector<Node> narrowings;
  for (std::size_t i = 0; i < node.inputs.size(); ++i) {
    const auto first = std::find(node.inputs.begin(), node.inputs.end(), node.inputs[i]);
    const auto same = static_cast<std::size_t>(first - node.inputs.begin());
    if (!half(node.inputs[i])) {
      continue;
    }
    if (same < i) {
      widened.inputs[i] = widened.inputs[same];
      continue;
    }
    widened.inputs[i] = graph.add_value({});
    patch.nodes.push_back(cast(node, node.inputs[i], widened.inputs[i], DType::kFloat));
  }
  for (std::size_t i = 0; i < node.outputs.size(); ++i) {
    if (half(node.outputs[i])) {
      const DType dtype = graph.value(node.outputs[i]).type.dtype;
      widened.outputs[i] = graph.add_value({});
      narrowings.push_back(cast(node, widened.outputs[i], node.outputs[i], dtype));
    }
  }
  patch.nodes.push_back(std::move(widened));
  std::move(narrowings.begin(), narrowings.end(), std::back_inserter(patch.nodes));
  return patch;
}

/// Takes the float before it was rounded to a half, where compute_half_in_float made one of the two
/// Casts. Those that the model itself has in pairs mean the rounding.
std::optional<Patch> drop_half_rounding(PassContext& context, const Node& node) {
  const Graph& graph = context.graph();
  if (!is_cast(node) || !is_half(graph, node.inputs[0]) ||
      graph.value(node.outputs[0]).type.dtype != DType::kFloat) {
    return std::nullopt;
  }
  const Node* narrowing = context.producer(node.inputs[0]);
  if (narrowing == nullptr || !is_cast(*narrowing) ||
      graph.value(narrowing->inputs[0]).type.dtype != DType::kFloat ||
      (node.attributes.find(kMark) == nullptr && narrowing->attributes.find(kMark) == nullptr)) {
    return std::nullopt;
  }
  Patch patch;
  patch.redirects.emplace_back(node.outputs[0], narrowing->inputs[0]);
  return patch;
}

}  // namespace sardonyx
