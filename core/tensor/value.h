#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "core/tensor/symbolic_shape.h"
#include "core/tensor/tensor.h"

namespace sardonyx {

/// What is known of a value before a run: its kind, element type and shape.
struct ValueType {
  enum class Kind : std::uint8_t { kUnknown, kTensor, kSequence, kOptional, kMap };

  Kind kind = Kind::kUnknown;
  /// Tensor: the element type. Map: the key type.
  DType dtype = DType::kUndefined;
  /// Tensor only.
  SymbolicShape shape;
  /// Sequence and optional: the type of an element. Map: the type of a mapped value.
  std::shared_ptr<const ValueType> element;

  static ValueType tensor(DType dtype, SymbolicShape shape = {});
  static ValueType sequence(ValueType element);
  static ValueType optional(ValueType element);
  static ValueType map(DType key, ValueType mapped);
  bool is_tensor() const { return kind == Kind::kTensor; }
};

/// "tensor(float)[s0,3]", "sequence(tensor(int64)[...])"
std::string to_text(const ValueType& type);

class Value;

/// A list of values of one type.
struct Sequence {
  /// Tensor element type, also when the sequence is empty; kUndefined when elements are no tensors.
  DType dtype = DType::kUndefined;
  std::vector<Value> elements;
};

/// A value or nothing.
struct Optional {
  std::shared_ptr<Value> value;
};

/// int64 or string keys with their values, in the order of insertion.
struct Map {
  Tensor keys;                    // 1-D, integers or strings
  std::shared_ptr<Value> values;  // a 1-D tensor with as many elements
};

/// Anything that flows along an edge of a graph.
class Value {
 public:
  Value() = default;
  Value(Tensor tensor) : content_(std::move(tensor)) {}  // NOLINT(google-explicit-constructor)
  Value(Sequence sequence)                               // NOLINT(google-explicit-constructor)
      : content_(std::make_shared<Sequence>(std::move(sequence))) {}
  Value(Optional optional) : content_(std::move(optional)) {}          // NOLINT
  Value(Map map) : content_(std::make_shared<Map>(std::move(map))) {}  // NOLINT

  ValueType::Kind kind() const;
  bool is_tensor() const { return std::holds_alternative<Tensor>(content_); }
  /// Whether nothing was ever put here (not to be confused with an Optional without value).
  bool empty() const {
    return is_tensor() && std::get<Tensor>(content_).dtype() == DType::kUndefined;
  }

  /// Each throws kInvalidArgument when the value is of another kind.
  Tensor& tensor();
  const Tensor& tensor() const;
  const Sequence& sequence() const;
  const Optional& optional() const;
  const Map& map() const;

  /// Kind, element types and shapes of what is here.
  ValueType type() const;

 private:
  [[noreturn]] void wrong_kind(const char* asked) const;

  // Sequences are shared and never changed in place: SequenceInsert makes a new one whose
  // elements share their tensors.
  std::variant<Tensor, std::shared_ptr<const Sequence>, Optional, std::shared_ptr<const Map>>
      content_;
};

}  // namespace sardonyx
