#pragma once

#include <cstddef>

#include "core/simd/unroll.h"

namespace sardonyx::kernels {

/// y[i] = f(x[i]) for i < n, f taking and giving packets. x and y may be the same array; otherwise
/// they must not overlap. f sees ones in lanes beyond n: no
/// function here has a special case there.
template <class F>
EIGEN_ALWAYS_INLINE void map(const float* x, float* y, std::size_t n, F f) {
  for (std::size_t i = 0; i < n; i += 4) {
    simd::store(y + i, f(simd::load(x + i, n - i, 1.0f)), n - i);
  }
}

/// z[i] = f(x[i], y[i]) for i < n. z may be x or y.
template <class F>
EIGEN_ALWAYS_INLINE void map(const float* x, const float* y, float* z, std::size_t n, F f) {
  for (std::size_t i = 0; i < n; i += 4) {
    const std::size_t left = n - i;
    simd::store(z + i, f(simd::load(x + i, left, 1.0f), simd::load(y + i, left, 1.0f)), left);
  }
}

}  // namespace sardonyx::kernels
