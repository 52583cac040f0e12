#pragma once

#include <cstdint>
#include <span>

#include "core/base/thread_pool.h"
#include "core/kernels/element.h"

// Moving elements from one dense or strided array to another. Shapes are outermost axis first and
// strides count elements. Source and destination must not overlap. Destinations of strings hold
// constructed strings, which are assigned to.

namespace sardonyx::kernels {

using Extents = std::span<const std::int64_t>;

/// y[sum of i_a * y_strides[a]] = x[sum of i_a * x_strides[a]] for every index i below `shape`.
///
/// The one mover that the functions below, and operators such as DepthToSpace, are made of. Strides
/// of x may be zero (repeat) or negative; those of y must lead to different elements.
void copy_strided(ElementKind kind, Extents shape, const void* x, Extents x_strides, void* y,
                  Extents y_strides, ThreadPool& pool);

/// ONNX Transpose: y's axis a is x's axis perm[a]. REQUIRES: perm is a permutation.
void transpose(ElementKind kind, const void* x, Extents x_shape, Extents perm, void* y,
               ThreadPool& pool);

/// ONNX Slice with all axes named: y[i] = x[starts + i * steps]. Steps may be negative.
/// REQUIRES: every index that y_shape reaches lies inside of x.
void slice(ElementKind kind, const void* x, Extents x_shape, Extents starts, Extents steps, void* y,
           Extents y_shape, ThreadPool& pool);

/// ONNX Expand: NumPy's broadcasting of x to y_shape. REQUIRES: x_shape broadcasts to y_shape.
void expand(ElementKind kind, const void* x, Extents x_shape, void* y, Extents y_shape,
            ThreadPool& pool);

/// ONNX Tile: y's axis a is x's axis a, repeats[a] times over.
void tile(ElementKind kind, const void* x, Extents x_shape, Extents repeats, void* y,
          ThreadPool& pool);

/// One input of concat: a dense array of shape [outer, extent, inner].
struct ConcatPart {
  const void* data;
  std::int64_t extent;
};
/// ONNX Concat: y of shape [outer, sum of extents, inner] has the parts one after another.
void concat(ElementKind kind, std::int64_t outer, std::int64_t inner,
            std::span<const ConcatPart> parts, void* y, ThreadPool& pool);

/// One output of split: a dense array of shape [outer, extent, inner].
struct SplitPart {
  void* data;
  std::int64_t extent;
};
/// ONNX Split: the inverse of concat.
void split(ElementKind kind, std::int64_t outer, std::int64_t inner, const void* x,
           std::span<const SplitPart> parts, ThreadPool& pool);

}  // namespace sardonyx::kernels
