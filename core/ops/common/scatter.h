#pragma once

#include "core/graph/op.h"
#include "core/kernels/scatter.h"

namespace sardonyx {

/// The attribute `reduction` of ScatterElements and ScatterND.
kernels::ScatterReduction scatter_reduction(const MakeContext& context);

/// How elements of this type are combined; null for kNone. Throws kUnsupported for types that have
/// no arithmetic. Booleans add as `or` and multiply as `and`.
kernels::ScatterCombine scatter_combine_of(DType dtype, kernels::ScatterReduction reduction);

}  // namespace sardonyx
