#pragma once

#include "core/tensor/value.h"

namespace sardonyx {

/// What is known of a value that has one type or the other. Nothing is known of the shape when one
/// of them is kUnknown, and nothing at all when they are of different kinds.
ValueType merge_types(const ValueType& a, const ValueType& b);

}  // namespace sardonyx
