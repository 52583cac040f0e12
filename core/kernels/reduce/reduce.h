#pragma once

#include <cstddef>
#include <cstdint>

#include "core/base/thread_pool.h"

namespace sardonyx::kernels {

/// ONNX's Reduce operators.
enum class Reduction : std::uint8_t {
  kSum,
  kMean,
  kProd,
  kMax,
  kMin,
  kSumSquare,
  kL1,
  kL2,
  kLogSum,
  kLogSumExp,
};

/// y[outer, inner] = x[outer, axis, inner] reduced over its middle axis. Over nothing (axis = 0) a
/// sum is 0, a product 1, a maximum the lowest value there is (-infinity), a minimum the largest,
/// and a mean 0 / 0.
///
/// float runs on packets: sums in blocks, so that their error does not grow with the axis; a NaN
/// makes its result NaN. No result depends on the number of threads.
void reduce(Reduction reduction, const float* x, float* y, std::size_t outer, std::size_t axis,
            std::size_t inner, ThreadPool& pool);

/// The same, one value after the other, for double, int32, int64 and uint64. Integers wrap around;
/// means, roots and logarithms of integers are computed in double and truncated.
template <class T>
void reduce_plain(Reduction reduction, const T* x, T* y, std::size_t outer, std::size_t axis,
                  std::size_t inner);

extern template void reduce_plain(Reduction, const double*, double*, std::size_t, std::size_t,
                                  std::size_t);
extern template void reduce_plain(Reduction, const std::int32_t*, std::int32_t*, std::size_t,
                                  std::size_t, std::size_t);
extern template void reduce_plain(Reduction, const std::int64_t*, std::int64_t*, std::size_t,
                                  std::size_t, std::size_t);
extern template void reduce_plain(Reduction, const std::uint64_t*, std::uint64_t*, std::size_t,
                                  std::size_t, std::size_t);

}  // namespace sardonyx::kernels
