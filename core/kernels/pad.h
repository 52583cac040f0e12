#pragma once

#include "core/kernels/copy.h"

namespace sardonyx::kernels {

/// What stands outside of the input: a value, the mirrored input (its edge not repeated), its edge,
/// or the input again from the other side.
enum class PadMode { kConstant, kReflect, kEdge, kWrap };

/// ONNX Pad: y[i] = x[i - begins], where that lies inside of x; negative begins crop. The value at
/// `value` is what kConstant puts elsewhere, and may be null for the other modes.
/// Throws kInvalidArgument when another mode has to fill an axis of extent 0.
void pad(ElementKind kind, const void* x, Extents x_shape, Extents begins, PadMode mode,
         const void* value, void* y, Extents y_shape, ThreadPool& pool);

}  // namespace sardonyx::kernels
