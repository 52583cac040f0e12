#pragma once

#include <algorithm>
#include <cstddef>

#include "core/kernels/copy.h"
#include "core/kernels/indices.h"

// Writing at indices, in the order of the indices, so that the last of several writes to a place
// wins. A negative index counts from the end of its axis. All indices are checked before anything
// is written; a bad one throws kInvalidArgument.

namespace sardonyx::kernels {

/// The reductions of ScatterElements, ScatterND and TensorScatter.
enum class ScatterReduction { kNone, kAdd, kMul, kMax, kMin };

/// Combines `count` elements of y with as many updates.
using ScatterCombine = void (*)(void* y, const void* updates, std::size_t count);

/// The function for elements of type T (arithmetic, or a type with these operators); null for
/// kNone, which assigns.
template <class T>
ScatterCombine scatter_combine(ScatterReduction reduction) {
  switch (reduction) {
    case ScatterReduction::kAdd:
      return [](void* y, const void* u, std::size_t n) {
        std::transform(static_cast<const T*>(u), static_cast<const T*>(u) + n, static_cast<T*>(y),
                       static_cast<T*>(y), [](T b, T a) { return static_cast<T>(a + b); });
      };
    case ScatterReduction::kMul:
      return [](void* y, const void* u, std::size_t n) {
        std::transform(static_cast<const T*>(u), static_cast<const T*>(u) + n, static_cast<T*>(y),
                       static_cast<T*>(y), [](T b, T a) { return static_cast<T>(a * b); });
      };
    case ScatterReduction::kMax:
      return [](void* y, const void* u, std::size_t n) {
        std::transform(static_cast<const T*>(u), static_cast<const T*>(u) + n, static_cast<T*>(y),
                       static_cast<T*>(y), [](T b, T a) { return a < b ? b : a; });
      };
    case ScatterReduction::kMin:
      return [](void* y, const void* u, std::size_t n) {
        std::transform(static_cast<const T*>(u), static_cast<const T*>(u) + n, static_cast<T*>(y),
                       static_cast<T*>(y), [](T b, T a) { return b < a ? b : a; });
      };
    default:
      return nullptr;
  }
}

/// ONNX ScatterElements on a y that already holds a copy of the data. The indices and updates have
/// the shape indices_shape, which exceeds shape on no axis but `axis`.
void scatter_elements(ElementKind kind, void* y, Extents shape, const Indices& indices,
                      Extents indices_shape, int axis, const void* updates, ScatterCombine combine);

/// ONNX ScatterND on a y that already holds a copy of the data. The indices are tuples of `tuple`
/// values that index the first axes of y; each update is a slice of the remaining axes.
/// REQUIRES: tuple >= 1.
void scatter_nd(ElementKind kind, void* y, Extents shape, const Indices& indices, int tuple,
                const void* updates, ScatterCombine combine);

}  // namespace sardonyx::kernels
