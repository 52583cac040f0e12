#include "core/graph/passes/match.h"

#include <algorithm>
#include <cmath>
#include <iterator>

#include "core/base/half.h"

namespace sardonyx {
namespace {

// Deep enough for what exporters write; patterns have no more factors.
constexpr std::size_t kMostFactors = 8;

template <class T>
const T* attribute(const Node& node, std::string_view name) {
  const Attribute* found = node.attributes.find(name);
  return found == nullptr ? nullptr : std::get_if<T>(&found->content);
}

template <class T>
void append_numbers(const Tensor& tensor, std::vector<double>& numbers) {
  for (const T value : tensor.span<T>()) {
    if constexpr (std::is_same_v<T, Float16> || std::is_same_v<T, BFloat16>) {
      numbers.push_back(static_cast<double>(to_float(value)));
    } else {
      numbers.push_back(static_cast<double>(value));
    }
  }
}

void multiply_by(const PassContext& context, ValueId id, bool last, Product& product) {
  const Node* node = context.producer(id);
  const bool open = last || context.uses(id) == 1;
  const auto constant = [&](std::size_t i) {
    return scalar_constant(context.graph(), input_of(*node, i));
  };
  if (!open || product.values.size() >= kMostFactors) {
    product.values.push_back(id);
  } else if (const std::optional<Scalar> scalar = scalar_constant(context.graph(), id)) {
    product.factor *= scalar->value;
    product.rank = std::max(product.rank, scalar->rank);
  } else if (is_op(node, "Mul")) {
    for (const ValueId factor : node->inputs) {
      multiply_by(context, factor, scalar_constant(context.graph(), factor).has_value(), product);
    }
  } else if (is_op(node, "Div") && constant(1)) {
    product.factor /= constant(1)->value;
    product.rank = std::max(product.rank, constant(1)->rank);
    multiply_by(context, node->inputs[0], false, product);
  } else if (is_op(node, "Neg")) {
    product.factor = -product.factor;
    multiply_by(context, node->inputs[0], false, product);
  } else if (is_op(node, "Pow") && constant(1) &&
             (constant(1)->value == 2 || constant(1)->value == 3)) {
    product.values.insert(product.values.end(), static_cast<std::size_t>(constant(1)->value),
                          node->inputs[0]);
    product.rank = std::max(product.rank, constant(1)->rank);
  } else {
    product.values.push_back(id);
  }
}

// Until version 6, arithmetic could line its second operand up with the axes of the first from
// `axis` on. Patterns mean the broadcasting of today.
bool lines_up_at_axis(const Node& node) {
  constexpr std::string_view kArithmetic[] = {"Add", "Sub", "Mul", "Div", "Pow"};
  return node.opset < 7 && node.attributes.find("axis") != nullptr &&
         std::find(std::begin(kArithmetic), std::end(kArithmetic), node.op_type) !=
             std::end(kArithmetic);
}

}  // namespace

bool is_op(const Node* node, std::string_view op_type) {
  return node != nullptr && node->domain.empty() && node->op_type == op_type &&
         !lines_up_at_axis(*node);
}

const Node* producer_of(const PassContext& context, ValueId id, std::string_view op_type) {
  const Node* node = context.producer(id);
  return is_op(node, op_type) && node->outputs[0] == id ? node : nullptr;
}

const Node* inner_producer_of(const PassContext& context, ValueId id, std::string_view op_type) {
  const Node* node = producer_of(context, id, op_type);
  return node != nullptr && context.uses(id) == 1 ? node : nullptr;
}

ValueId input_of(const Node& node, std::size_t i) {
  return i < node.inputs.size() ? node.inputs[i] : kNoValue;
}

ValueId other_input(const Node& node, ValueId id) {
  if (node.inputs.size() != 2) {
    return kNoValue;
  }
  return node.inputs[0] == id ? node.inputs[1] : node.inputs[1] == id ? node.inputs[0] : kNoValue;
}

std::int64_t int_attribute(const Node& node, std::string_view name, std::int64_t fallback) {
  const auto* found = attribute<std::int64_t>(node, name);
  return found == nullptr ? fallback : *found;
}

float float_attribute(const Node& node, std::string_view name, float fallback) {
  const auto* found = attribute<float>(node, name);
  return found == nullptr ? fallback : *found;
}

const std::vector<std::int64_t>* ints_attribute(const Node& node, std::string_view name) {
  return attribute<std::vector<std::int64_t>>(node, name);
}

Ints reduced_axes(const Graph& graph, const Node& node) {
  const SymbolicShape* x = ranked_shape(graph, node.inputs[0]);
  Ints axes;
  if (const auto* listed = ints_attribute(node, "axes")) {
    axes.assign(*listed);
  } else if (const Tensor* constant = graph.constant(input_of(node, 1))) {
    axes = ints_of(*constant);
  }
  if (x == nullptr) {
    return {};
  }
  for (std::int64_t& axis : axes) {
    axis += axis < 0 ? x->rank() : 0;
  }
  std::sort(axes.begin(), axes.end());
  return axes;
}

const SymbolicShape* ranked_shape(const Graph& graph, ValueId id) {
  if (id == kNoValue) {
    return nullptr;
  }
  const ValueType& type = graph.value(id).type;
  return type.is_tensor() && type.shape.ranked() ? &type.shape : nullptr;
}

DType dtype_of_value(const Graph& graph, ValueId id) {
  return id == kNoValue ? DType::kUndefined : graph.value(id).type.dtype;
}

std::vector<double> numbers_of(const Tensor& tensor) {
  std::vector<double> numbers;
  switch (tensor.dtype()) {
    case DType::kFloat:
      append_numbers<float>(tensor, numbers);
      break;
    case DType::kDouble:
      append_numbers<double>(tensor, numbers);
      break;
    case DType::kFloat16:
      append_numbers<Float16>(tensor, numbers);
      break;
    case DType::kBFloat16:
      append_numbers<BFloat16>(tensor, numbers);
      break;
    case DType::kInt32:
      append_numbers<std::int32_t>(tensor, numbers);
      break;
    case DType::kInt64:
      append_numbers<std::int64_t>(tensor, numbers);
      break;
    default:
      break;
  }
  return numbers;
}

Tensor tensor_of_numbers(DType dtype, const Shape& shape, const std::vector<double>& numbers) {
  Tensor tensor = Tensor::allocate(dtype, shape);
  const auto fill = [&]<class T>(T* to, const auto& convert) {
    std::transform(numbers.begin(), numbers.end(), to, convert);
  };
  switch (dtype) {
    case DType::kDouble:
      fill(tensor.data<double>(), [](double v) { return v; });
      break;
    case DType::kFloat16:
      fill(tensor.data<Float16>(), [](double v) { return to_float16(static_cast<float>(v)); });
      break;
    case DType::kBFloat16:
      fill(tensor.data<BFloat16>(), [](double v) { return to_bfloat16(static_cast<float>(v)); });
      break;
    default:
      fill(tensor.data<float>(), [](double v) { return static_cast<float>(v); });
      break;
  }
  return tensor;
}

std::optional<Scalar> scalar_constant(const Graph& graph, ValueId id) {
  const Tensor* constant = graph.constant(id);
  if (constant == nullptr || constant->element_count() != 1) {
    return std::nullopt;
  }
  const std::vector<double> numbers = numbers_of(*constant);
  if (numbers.empty()) {
    return std::nullopt;
  }
  return Scalar{numbers[0], constant->rank()};
}

bool stands_for(double actual, double expected, DType dtype) {
  const double tolerance = dtype == DType::kFloat      ? 1e-5
                           : dtype == DType::kFloat16  ? 1e-3
                           : dtype == DType::kBFloat16 ? 8e-3
                                                       : 1e-9;
  return std::abs(actual - expected) <= tolerance * std::abs(expected);
}

bool Product::is(double expected_factor, std::initializer_list<ValueId> expected,
                 DType dtype) const {
  return stands_for(factor, expected_factor, dtype) && values.size() == expected.size() &&
         std::is_permutation(values.begin(), values.end(), expected.begin());
}

ValueId Product::beside(ValueId id) const {
  if (values.size() != 2) {
    return kNoValue;
  }
  return values[0] == id ? values[1] : values[1] == id ? values[0] : kNoValue;
}

Product product_of(const PassContext& context, ValueId id) {
  Product product;
  multiply_by(context, id, true, product);
  return product;
}

std::optional<Shifted> shifted(const PassContext& context, ValueId id) {
  const Graph& graph = context.graph();
  const Node* node = context.producer(id);
  if (is_op(node, "Add")) {
    for (const ValueId part : node->inputs) {
      if (const std::optional<Scalar> scalar = scalar_constant(graph, part)) {
        return Shifted{other_input(*node, part), scalar->value, scalar->rank};
      }
    }
  } else if (is_op(node, "Sub")) {
    if (const std::optional<Scalar> scalar = scalar_constant(graph, node->inputs[1])) {
      return Shifted{node->inputs[0], -scalar->value, scalar->rank};
    }
  }
  return std::nullopt;
}

bool keeps_shape(const Graph& graph, ValueId id, int constant_rank) {
  const SymbolicShape* shape = ranked_shape(graph, id);
  return constant_rank == 0 || (shape != nullptr && shape->rank() >= constant_rank);
}

Node replacement(const Node& replaced, std::string_view op_type, int opset,
                 std::vector<ValueId> inputs, ValueId output) {
  Node node;
  node.name = replaced.name;
  node.op_type = op_type;
  node.opset = opset;
  node.inputs = std::move(inputs);
  node.outputs = {output};
  return node;
}

Patch replace_by(Node node) {
  Patch patch;
  patch.nodes.push_back(std::move(node));
  return patch;
}

}  // namespace sardonyx
