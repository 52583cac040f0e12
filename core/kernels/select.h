#pragma once

#include "core/kernels/copy.h"

namespace sardonyx::kernels {

/// ONNX Where: y = condition ? a : b, the three broadcast to y_shape as NumPy does. The condition
/// has one byte per element, false where it is zero.
/// REQUIRES: each of the three shapes broadcasts to y_shape.
void select(ElementKind kind, const void* condition, Extents condition_shape, const void* a,
            Extents a_shape, const void* b, Extents b_shape, void* y, Extents y_shape,
            ThreadPool& pool);

}  // namespace sardonyx::kernels
