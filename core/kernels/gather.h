#pragma once

#include "core/kernels/copy.h"
#include "core/kernels/indices.h"

// Reading at indices. A negative index counts from the end of its axis. Each function checks all
// indices before it moves anything and throws kInvalidArgument, naming the first bad one.

namespace sardonyx::kernels {

/// ONNX Gather: y[o, i, :] = x[o, indices[i], :] for x of shape [outer, extent, inner] and y of
/// shape [outer, indices.size(), inner].
void gather(ElementKind kind, const void* x, std::int64_t outer, std::int64_t extent,
            std::int64_t inner, const Indices& indices, void* y, ThreadPool& pool);

/// ONNX GatherElements: y[i] = x[i with i[axis] replaced by indices[i]]; y and the indices have the
/// shape indices_shape, which exceeds x_shape on no axis but `axis`.
void gather_elements(ElementKind kind, const void* x, Extents x_shape, const Indices& indices,
                     Extents indices_shape, int axis, void* y, ThreadPool& pool);

/// ONNX GatherND. The indices are tuples of `tuple` values and index the axes
/// [batch_dims, batch_dims + tuple) of x; the first batch_dims axes of x and of the indices agree.
/// REQUIRES: tuple >= 1.
void gather_nd(ElementKind kind, const void* x, Extents x_shape, int batch_dims,
               const Indices& indices, int tuple, void* y, ThreadPool& pool);

}  // namespace sardonyx::kernels
