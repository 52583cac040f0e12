#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "core/base/thread_pool.h"
#include "core/kernels/window.h"

// Pooling over planes: x is [planes, input extents] and y [planes, output extents], where planes is
// N * C. T is float or double, for max_pool also int8_t and uint8_t.

namespace sardonyx::kernels {

/// Bytes of scratch memory that one call of the pooling functions below needs.
std::size_t pool_scratch_size(const Window& window, std::size_t element_size, std::size_t threads);

/// ONNX MaxPool.
template <class T>
void max_pool(const Window& window, std::size_t planes, const T* x, T* y, std::byte* scratch,
              ThreadPool& pool);

/// ONNX MaxPool with its second output: for each element of y, where in the whole of x its maximum
/// lies (the first of equal ones), counted row by row or, when column_major, with the first spatial
/// axis varying fastest inside of a plane. -1 for a window without elements.
template <class T>
void max_pool_indices(const Window& window, std::size_t planes, bool column_major, const T* x, T* y,
                      std::int64_t* indices, ThreadPool& pool);

/// ONNX AveragePool. Elements outside of x count as zeros of the mean when count_include_pad, as
/// far as they lie within the pads, and otherwise not at all.
template <class T>
void average_pool(const Window& window, std::size_t planes, bool count_include_pad, const T* x,
                  T* y, std::byte* scratch, ThreadPool& pool);

/// ONNX LpPool: (sum of |x|^p)^(1/p) over each window. REQUIRES: p > 0.
template <class T>
void lp_pool(const Window& window, std::size_t planes, double p, const T* x, T* y,
             std::byte* scratch, ThreadPool& pool);

// Over whole planes of `size` elements; y has one element per plane. An empty plane gives NaN as
// its mean, the lowest value as its maximum and 0 as its norm.
template <class T>
void global_average_pool(std::size_t planes, std::size_t size, const T* x, T* y, ThreadPool& pool);
template <class T>
void global_max_pool(std::size_t planes, std::size_t size, const T* x, T* y, ThreadPool& pool);
template <class T>
void global_lp_pool(std::size_t planes, std::size_t size, double p, const T* x, T* y,
                    ThreadPool& pool);

}  // namespace sardonyx::kernels
