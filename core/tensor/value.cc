#include "core/tensor/value.h"

namespace sardonyx {

ValueType ValueType::tensor(DType dtype, SymbolicShape shape) {
  return {Kind::kTensor, dtype, std::move(shape), nullptr};
}
ValueType ValueType::sequence(ValueType element) {
  return {Kind::kSequence, DType::kUndefined, {}, std::make_shared<ValueType>(std::move(element))};
}
ValueType ValueType::optional(ValueType element) {
  return {Kind::kOptional, DType::kUndefined, {}, std::make_shared<ValueType>(std::move(element))};
}
ValueType ValueType::map(DType key, ValueType mapped) {
  return {Kind::kMap, key, {}, std::make_shared<ValueType>(std::move(mapped))};
}

std::string to_text(const ValueType& type) {
  const std::string element = type.element ? to_text(*type.element) : "?";
  switch (type.kind) {
    case ValueType::Kind::kTensor:
      return concat("tensor(", type.dtype, ")", type.shape);
    case ValueType::Kind::kSequence:
      return concat("sequence(", element, ")");
    case ValueType::Kind::kOptional:
      return concat("optional(", element, ")");
    case ValueType::Kind::kMap:
      return concat("map(", type.dtype, ", ", element, ")");
    case ValueType::Kind::kUnknown:
      break;
  }
  return "unknown";
}

ValueType::Kind Value::kind() const {
  constexpr ValueType::Kind kKinds[] = {ValueType::Kind::kTensor, ValueType::Kind::kSequence,
                                        ValueType::Kind::kOptional, ValueType::Kind::kMap};
  return kKinds[content_.index()];
}

void Value::wrong_kind(const char* asked) const {
  fail(ErrorCode::kInvalidArgument, "expected a ", asked, ", got ", to_text(type()));
}

Tensor& Value::tensor() {
  if (Tensor* tensor = std::get_if<Tensor>(&content_)) {
    return *tensor;
  }
  wrong_kind("tensor");
}

const Tensor& Value::tensor() const {
  return const_cast<Value*>(this)->tensor();
}

const Sequence& Value::sequence() const {
  if (const auto* sequence = std::get_if<std::shared_ptr<const Sequence>>(&content_)) {
    return **sequence;
  }
  wrong_kind("sequence");
}

const Optional& Value::optional() const {
  if (const auto* optional = std::get_if<Optional>(&content_)) {
    return *optional;
  }
  wrong_kind("optional");
}

const Map& Value::map() const {
  if (const auto* map = std::get_if<std::shared_ptr<const Map>>(&content_)) {
    return **map;
  }
  wrong_kind("map");
}

ValueType Value::type() const {
  switch (kind()) {
    case ValueType::Kind::kTensor:
      return ValueType::tensor(tensor().dtype(), tensor().shape());
    case ValueType::Kind::kSequence: {
      const Sequence& list = sequence();
      if (list.elements.empty()) {
        return ValueType::sequence(ValueType::tensor(list.dtype));
      }
      ValueType element = list.elements.front().type();
      for (const Value& other : list.elements) {
        element.shape = merge(element.shape, other.type().shape);
      }
      return ValueType::sequence(std::move(element));
    }
    case ValueType::Kind::kOptional:
      return ValueType::optional(optional().value ? optional().value->type() : ValueType{});
    case ValueType::Kind::kMap:
      return ValueType::map(map().keys.dtype(), map().values->type());
    case ValueType::Kind::kUnknown:
      break;
  }
  return {};
}

}  // namespace sardonyx
