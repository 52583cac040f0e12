#pragma once

#include <initializer_list>

#include "core/tensor/value.h"

namespace sardonyx {

/// A sequence of these tensors, of which there is at least one.
inline Value sequence_of(std::initializer_list<Tensor> tensors) {
  Sequence sequence{tensors.begin()->dtype(), {}};
  for (const Tensor& tensor : tensors) {
    sequence.elements.emplace_back(tensor);
  }
  return sequence;
}

inline Value empty_sequence(DType dtype) {
  return Sequence{dtype, {}};
}

inline Value optional_of(Value value) {
  return Optional{std::make_shared<Value>(std::move(value))};
}

/// A vector of floats.
inline Tensor floats(std::initializer_list<float> elements) {
  return Tensor::of(Shape{static_cast<std::int64_t>(elements.size())}, elements);
}

}  // namespace sardonyx
