#pragma once

#include "core/graph/op.h"

namespace sardonyx {

/// The type of the elements of input i. Throws unless it is a sequence, or not known to be none.
ValueType sequence_element_type(const InferContext& context, int i);

/// Throws unless input i, when it is there, is one int32 or int64.
void require_position(const InferContext& context, int i);

/// The position in input i, where negative ones count from the end: from 0 to `last`.
/// `fallback` when the input is absent. Throws when it is out of range, which is [-count, last].
std::size_t read_position(const RunContext& context, int i, std::size_t count, std::size_t last,
                          std::size_t fallback);

}  // namespace sardonyx
