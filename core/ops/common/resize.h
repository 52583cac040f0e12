#pragma once

#include <optional>

#include "core/graph/op.h"
#include "core/kernels/resize.h"

namespace sardonyx {

using ResizeAxes = SmallVector<kernels::ResizeAxis, 5>;

/// The elements of a tensor of floats: scales, regions of interest.
SmallVector<float, 10> floats_of(const Tensor& tensor);

/// The extent of an axis that is scaled, rounded down. Throws unless it is one that can be resized
/// to: `scale` is positive and the result representable.
std::int64_t resized_extent(std::int64_t extent, float scale);

/// Throws kInvalidArgument when an axis without elements would have to give some.
void check_resize(const ResizeAxes& axes);

/// Computes ONNX Resize from input 0 into output 0. Types other than float are computed in float,
/// and rounded and clamped to the type's range, except in mode kNearest, which moves elements.
void run_resize(RunContext& context, const ResizeAxes& axes, const kernels::ResizeOptions& options);

}  // namespace sardonyx
