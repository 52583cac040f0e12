#pragma once

#include <cstddef>
#include <cstdint>

#include "core/base/thread_pool.h"
#include "core/kernels/sort_key.h"

namespace sardonyx::kernels {

/// Bytes of scratch memory that top_k needs.
std::size_t top_k_scratch_size(std::size_t outer, std::size_t extent, std::size_t threads);

/// ONNX TopK: the places on the middle axis of x, an array of shape [outer, extent, inner], of the
/// k largest (or smallest) elements, best first; of equal ones those with the lower index come
/// first. `element` is the size of one element in bytes. indices has shape [outer, k, inner].
/// REQUIRES: k <= extent.
void top_k(SortKeys keys, std::size_t element, bool largest, std::size_t outer, std::size_t extent,
           std::size_t inner, std::size_t k, const void* x, std::int64_t* indices,
           std::byte* scratch, ThreadPool& pool);

}  // namespace sardonyx::kernels
