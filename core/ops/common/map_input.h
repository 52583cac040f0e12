#pragma once

#include "core/graph/op.h"

namespace sardonyx {

/// The map at input i. Throws unless its keys are of `key` and its values, which are as many, of
/// `value`.
const Map& read_map(const RunContext& context, int i, DType key, DType value);

/// Throws unless input i is a map with keys of `key`. The element type of its values.
DType mapped_dtype(const InferContext& context, int i, DType key);

}  // namespace sardonyx
