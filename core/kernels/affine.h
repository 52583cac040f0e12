#pragma once

#include <cstddef>

#include "core/base/thread_pool.h"

namespace sardonyx::kernels {

/// y = x * scale[c] + shift[c] for every plane of x, [planes, size], where c is the number of the
/// plane modulo `channels`. y may be x. Not fused, so that it gives the same bits everywhere.
void affine_planes(std::size_t planes, std::size_t channels, std::size_t size, const float* x,
                   const float* scale, const float* shift, float* y, ThreadPool& pool);

}  // namespace sardonyx::kernels
