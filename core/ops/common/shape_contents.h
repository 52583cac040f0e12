#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/graph/op.h"

namespace sardonyx {

/// Integer tensors of more elements than this are data, not shapes: what they contain is not told
/// symbolically.
inline constexpr std::int64_t kMaxShapeContents = 64;

/// Whether this is an integer tensor of rank 0 or 1 small enough for shape arithmetic.
bool holds_shape_contents(DType dtype, const SymbolicShape& shape);

/// The contents of input i as extents, as far as they are known; nullopt unless it is an integer
/// tensor of rank 0 or 1 and small.
std::optional<std::vector<Dim>> shape_contents(const InferContext& context, int i);

/// For operators that only change the shape: output 0 contains what input 0 contains.
/// REQUIRES: `shape` is the shape of output 0.
void forward_shape_contents(InferContext& context, const SymbolicShape& shape);

/// As many unknown extents as `rank` says, no rank at all where that is unknown: the shape of a
/// result whose rank is the length of an input. Throws kUnsupported beyond 1,000.
SymbolicShape shape_of_rank(Dim rank);

/// The length of input i, a list of axes or extents: 1 for a scalar. Throws unless its rank is at
/// most 1.
Dim list_length(const InferContext& context, int i);

}  // namespace sardonyx
