#pragma once

#include "core/graph/op.h"

namespace sardonyx {

// For kernels that compute in float on whole tensors: float16 and bfloat16 inputs are widened
// before, results are rounded once after.

/// The tensor itself when it is of float, else a widened copy from the pool.
/// REQUIRES: float, float16 or bfloat16.
Tensor widen(const RunContext& context, const Tensor& tensor);
/// A widened copy outside of any run, for packing constants.
Tensor widen(const Tensor& tensor);

/// Output `i` as a float tensor to write to: the output itself, or memory from the pool.
Tensor widened_output(const RunContext& context, int i);
/// Rounds what was written to widened_output(context, i) into the output, if they differ.
void narrow_output(const RunContext& context, int i, const Tensor& widened);

}  // namespace sardonyx
