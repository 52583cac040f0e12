#pragma once

#include <optional>

#include "core/graph/op.h"

namespace sardonyx {

/// Element i of a numeric tensor as double, which holds all but 64-bit integers beyond 2^53
/// exactly. Throws kUnsupported for types that are no plain numbers.
double number_at(const Tensor& tensor, std::int64_t i = 0);

/// Sets element i of a numeric tensor, rounded to its type. REQUIRES: an integer type holds it.
void set_number(Tensor& tensor, std::int64_t i, double value);

/// The number in input i, a tensor of one element; nullopt when it is not known yet. Throws when
/// there is another number of elements.
std::optional<double> scalar_input(const InferContext& context, int i);

}  // namespace sardonyx
