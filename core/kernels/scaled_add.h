#pragma once

#include <cstddef>

#include "core/simd/packet.h"

namespace sardonyx::kernels {

/// y[i] += a * x[i] for i < n.
EIGEN_ALWAYS_INLINE void scaled_add(float a, const float* x, float* y, std::size_t n) {
  using namespace simd;
  const F32x4 factor = splat(a);
  for (std::size_t i = 0; i < n; i += 4) {
    const std::size_t left = n - i;
    if (left >= 4) {
      store(y + i, madd(factor, load(x + i), load(y + i)));
    } else {
      store(y + i, madd(factor, load(x + i, left), load(y + i, left)), left);
    }
  }
}

}  // namespace sardonyx::kernels
