#pragma once

#include <cstddef>
#include <cstdint>

#include "core/base/thread_pool.h"
#include "core/kernels/sort_key.h"

// ONNX TopK: the places on the middle axis of x, an array of shape [outer, extent, inner], of the k
// largest (or smallest) elements, best first; of equal ones those with the lower index come first.

namespace sardonyx::kernels {

/// Bytes of scratch memory that both functions need.
std::size_t top_k_scratch_size(std::size_t outer, std::size_t extent, std::size_t k,
                               std::size_t threads);

/// `element` is the size of one element in bytes; indices has shape [outer, k, inner].
/// REQUIRES: k <= extent.
void top_k(SortKeys keys, std::size_t element, bool largest, std::size_t outer, std::size_t extent,
           std::size_t inner, std::size_t k, const void* x, std::int64_t* indices,
           std::byte* scratch, ThreadPool& pool);

/// The same of floats with inner = 1.
/// REQUIRES: k <= extent < 2^32.
void top_k_of_floats(bool largest, std::size_t outer, std::size_t extent, std::size_t k,
                     const float* x, std::int64_t* indices, std::byte* scratch, ThreadPool& pool);

}  // namespace sardonyx::kernels
