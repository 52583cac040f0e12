#pragma once

#include <cstddef>
#include <cstdint>

#include "core/base/thread_pool.h"

namespace sardonyx::kernels {

/// Which of equal extremes ArgMax and ArgMin give.
enum class Tie : std::uint8_t { kFirst, kLast };

/// y[outer, inner] = the index of the largest value of x[outer, axis, inner] along its middle axis.
/// NaNs are passed over; the index is 0 when there is nothing else. For float (on packets along
/// contiguous rows), double, int32, int64 and uint64. REQUIRES: axis > 0.
template <class T>
void arg_max(const T* x, std::int64_t* y, std::size_t outer, std::size_t axis, std::size_t inner,
             Tie tie, ThreadPool& pool);

/// The same for the smallest value.
template <class T>
void arg_min(const T* x, std::int64_t* y, std::size_t outer, std::size_t axis, std::size_t inner,
             Tie tie, ThreadPool& pool);

}  // namespace sardonyx::kernels
