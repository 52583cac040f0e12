#pragma once

#include <cstddef>

#include "core/base/thread_pool.h"
#include "core/kernels/window.h"

// Pooling of float planes by packets: the rows that a row of outputs reads become one, in a buffer
// with the pads around it, and from there every output takes its columns.

namespace sardonyx::kernels {

enum class RowPooling { kMax, kMean };

/// Whether pool_rows can do it: the buffer must not be much longer than a row.
bool can_pool_rows(const Window& window);

/// Bytes of scratch memory per thread. REQUIRES: can_pool_rows(window).
std::size_t pool_rows_scratch_size(const Window& window);

/// As max_pool and average_pool of pooling.h. The scratch memory is for every thread of the pool.
/// REQUIRES: can_pool_rows(window).
void pool_rows(RowPooling kind, const Window& window, std::size_t planes, bool count_include_pad,
               const float* x, float* y, std::byte* scratch, ThreadPool& pool);

}  // namespace sardonyx::kernels
