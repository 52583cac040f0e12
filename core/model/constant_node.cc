#include "core/model/constant_node.h"

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/model/wire.h"

namespace sardonyx {
namespace {

template <class T>
Tensor vector_of(const std::vector<T>& elements) {
  return Tensor::of(Shape{static_cast<std::int64_t>(elements.size())},
                    std::span<const T>(elements));
}

template <class T>
const T& content(const Attribute& attribute) {
  const T* value = std::get_if<T>(&attribute.content);
  require(value != nullptr, "attribute ", quote(attribute.name), " is of another type");
  return *value;
}

bool is_value(std::string_view name) {
  return name == "value" || name == "sparse_value" || name.starts_with("value_");
}

}  // namespace

Tensor tensor_of_constant(const Attributes& attributes) {
  const Attribute* value = nullptr;
  for (const Attribute& attribute : attributes) {
    if (is_value(attribute.name)) {
      require(value == nullptr, "a constant has two values");
      value = &attribute;
    }
  }
  require(value != nullptr, "a constant has no value");
  const std::string_view name = value->name;
  if (name == "value_float") {
    return Tensor::scalar(content<float>(*value));
  }
  if (name == "value_int") {
    return Tensor::scalar(content<std::int64_t>(*value));
  }
  if (name == "value_string") {
    return Tensor::scalar(content<std::string>(*value));
  }
  if (name == "value_floats") {
    return vector_of(content<std::vector<float>>(*value));
  }
  if (name == "value_ints") {
    return vector_of(content<std::vector<std::int64_t>>(*value));
  }
  if (name == "value_strings") {
    return vector_of(content<std::vector<std::string>>(*value));
  }
  return content<Tensor>(*value);
}

}  // namespace sardonyx
