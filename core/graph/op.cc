#include "core/graph/op.h"

#include <algorithm>

namespace sardonyx {

void Operator::prepack(PrepackContext&) {}

FusableStep Operator::elementwise_step(const ConstantInputs&) const {
  return {};
}

// --- MakeContext

template <class T>
const T* MakeContext::find(std::string_view name) const {
  const Attribute* attribute = node_.attributes.find(name);
  if (attribute == nullptr) {
    return nullptr;
  }
  const T* content = std::get_if<T>(&attribute->content);
  sardonyx::require(content != nullptr, "attribute '", name, "' has the wrong type");
  return content;
}

namespace {

[[noreturn]] void missing(std::string_view name) {
  fail(ErrorCode::kInvalidModel, "attribute '", name, "' is missing");
}

}  // namespace

DType MakeContext::input_dtype(int i) const {
  return has_input(i) ? graph_.value(node_.inputs[static_cast<std::size_t>(i)]).type.dtype
                      : DType::kUndefined;
}

std::int64_t MakeContext::get_int(std::string_view name) const {
  const auto* content = find<std::int64_t>(name);
  if (content == nullptr) {
    missing(name);
  }
  return *content;
}

std::int64_t MakeContext::get_int(std::string_view name, std::int64_t fallback) const {
  const auto* content = find<std::int64_t>(name);
  return content != nullptr ? *content : fallback;
}

bool MakeContext::get_bool(std::string_view name, bool fallback) const {
  return get_int(name, fallback ? 1 : 0) != 0;
}

float MakeContext::get_float(std::string_view name) const {
  const auto* content = find<float>(name);
  if (content == nullptr) {
    missing(name);
  }
  return *content;
}

float MakeContext::get_float(std::string_view name, float fallback) const {
  const auto* content = find<float>(name);
  return content != nullptr ? *content : fallback;
}

std::string MakeContext::get_string(std::string_view name, std::string_view fallback) const {
  const auto* content = find<std::string>(name);
  return content != nullptr ? *content : std::string(fallback);
}

Ints MakeContext::get_ints(std::string_view name) const {
  if (!has(name)) {
    missing(name);
  }
  return get_ints(name, {});
}

Ints MakeContext::get_ints(std::string_view name, const Ints& fallback) const {
  const auto* content = find<std::vector<std::int64_t>>(name);
  return content != nullptr ? Ints(std::span<const std::int64_t>(*content)) : fallback;
}

std::vector<float> MakeContext::get_floats(std::string_view name) const {
  const auto* content = find<std::vector<float>>(name);
  return content != nullptr ? *content : std::vector<float>();
}

std::vector<std::string> MakeContext::get_strings(std::string_view name) const {
  const auto* content = find<std::vector<std::string>>(name);
  return content != nullptr ? *content : std::vector<std::string>();
}

const Tensor* MakeContext::get_tensor(std::string_view name) const {
  return find<Tensor>(name);
}

const ValueType* MakeContext::get_type(std::string_view name) const {
  return find<ValueType>(name);
}

int MakeContext::get_graph(std::string_view name) const {
  int index = 0;
  for (const Attribute& attribute : node_.attributes) {
    const bool is_graph = std::holds_alternative<std::shared_ptr<Graph>>(attribute.content);
    if (attribute.name == name) {
      sardonyx::require(is_graph, "attribute '", name, "' is not a graph");
      return index;
    }
    index += is_graph ? 1 : 0;
  }
  missing(name);
}

int MakeContext::get_choice(std::string_view name,
                            std::initializer_list<std::string_view> names) const {
  const std::string chosen = get_string(name, *names.begin());
  const auto* found = std::find(names.begin(), names.end(), chosen);
  if (found == names.end()) {
    std::string all;
    for (const std::string_view one : names) {
      all += concat(all.empty() ? "" : ", ", "\"", one, "\"");
    }
    fail(ErrorCode::kInvalidModel, "attribute '", name, "' is \"", chosen, "\", expected one of ",
         all);
  }
  return static_cast<int>(found - names.begin());
}

DType MakeContext::get_dtype(std::string_view name, DType fallback) const {
  if (!has(name)) {
    return fallback;
  }
  const std::int64_t number = get_int(name);
  sardonyx::require(is_dtype(number), "attribute '", name, "' is ", number,
                    ", which is no element type");
  return static_cast<DType>(number);
}

// --- InferContext

std::optional<Ints> InferContext::ints(int i) const {
  if (const Tensor* tensor = contents(i)) {
    if (!kIndexTypes.contains(tensor->dtype())) {
      return std::nullopt;
    }
    require(tensor->rank() <= 1, "input ", i, " has shape ", tensor->shape(),
            ", expected a list or a scalar");
    return ints_of(*tensor);
  }
  if (!has_input(i) || in(i).symbolic == nullptr) {
    return std::nullopt;
  }
  Ints numbers;
  for (const Dim dim : *in(i).symbolic) {
    if (!dim.known()) {
      return std::nullopt;
    }
    numbers.push_back(dim.value());
  }
  return numbers;
}

std::optional<std::vector<Dim>> InferContext::dims(int i) const {
  if (const Tensor* tensor = contents(i); tensor != nullptr && tensor->rank() > 1) {
    return std::nullopt;
  }
  if (const std::optional<Ints> numbers = ints(i)) {
    return std::vector<Dim>(numbers->begin(), numbers->end());
  }
  if (has_input(i) && in(i).symbolic != nullptr) {
    return *in(i).symbolic;
  }
  return std::nullopt;
}

void InferContext::set_shape(int i, SymbolicShape shape) {
  if (has_output(i)) {
    if (shape.known()) {
      shape.value().element_count();  // throws where it overflows, while the node is known
    }
    out(i).type.kind = ValueType::Kind::kTensor;
    out(i).type.shape = std::move(shape);
  }
}

void InferContext::set_dtype(int i, DType dtype) {
  if (has_output(i)) {
    out(i).type.kind = ValueType::Kind::kTensor;
    out(i).type.dtype = dtype;
  }
}

void InferContext::set_type(int i, ValueType type) {
  if (has_output(i)) {
    out(i).type = std::move(type);
  }
}

void InferContext::set_contents(int i, std::vector<Dim> contents) {
  if (has_output(i)) {
    out(i).symbolic = std::move(contents);
  }
}

std::vector<ValueType> InferContext::infer_subgraph(int subgraph,
                                                    std::span<const ValueType> types) const {
  return infer_subgraph_ == nullptr ? std::vector<ValueType>()
                                    : (*infer_subgraph_)(subgraph, types);
}

void InferContext::require_rank(int i, int least, int most) const {
  const int rank = this->rank(i);
  if (rank < least || rank > most) {
    fail(ErrorCode::kInvalidArgument, "input ", i, " has shape ", shape(i), " of rank ", rank,
         ", expected rank ", least, least == most ? std::string() : concat(" to ", most));
  }
}

// --- ConstantInputs

const Tensor* ConstantInputs::constant(int i) const {
  return i < static_cast<int>(node_.inputs.size())
             ? graph_.constant(node_.inputs[static_cast<std::size_t>(i)])
             : nullptr;
}

const ValueType& ConstantInputs::type(int i) const {
  return graph_.value(node_.inputs[static_cast<std::size_t>(i)]).type;
}

// --- RunContext

namespace {

// The planner's memory has no owner; the pool's has.
Tensor* planned_tensor(Value& value) {
  if (!value.is_tensor()) {
    return nullptr;
  }
  Tensor& tensor = value.tensor();
  return tensor.has_data() && !tensor.owner() ? &tensor : nullptr;
}

}  // namespace

void RunContext::not_inferred(int i) {
  fail(ErrorCode::kInternal, "nothing tells the shape of output ", i);
}

Tensor& RunContext::output(int i, DType dtype, const Shape& shape) const {
  Value& value = *outputs_[at(i)];
  if (value.is_tensor() && value.tensor().has_data() && value.tensor().dtype() == dtype &&
      value.tensor().shape() == shape) {
    return value.tensor();
  }
  if (const Tensor* planned = planned_tensor(value)) {
    fail(ErrorCode::kInternal, "output ", i, " was planned with shape ", planned->shape(),
         " and came with ", shape);
  }
  value = Value(environment_.allocate(dtype, shape));
  return value.tensor();
}

void RunContext::set_output(int i, Value value) const {
  Value& slot = *outputs_[at(i)];
  if (Tensor* planned = planned_tensor(slot)) {
    const Tensor& given = value.tensor();
    if (given.dtype() != planned->dtype() || !(given.shape() == planned->shape())) {
      fail(ErrorCode::kInternal, "output ", i, " was planned with shape ", planned->shape(),
           " and came with ", given.shape());
    }
    copy_elements(given, *planned);
    return;
  }
  slot = std::move(value);
}

Tensor RunContext::keep(int i) const {
  const Tensor& tensor = input(i);
  if (tensor.owner()) {
    return tensor;
  }
  Tensor copy = environment_.allocate(tensor.dtype(), tensor.shape());
  copy_elements(tensor, copy);
  return copy;
}

}  // namespace sardonyx
