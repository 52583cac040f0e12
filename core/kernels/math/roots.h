#pragma once

#include "core/simd/packet.h"

namespace sardonyx::kernels {

/// Square root, correctly rounded.
EIGEN_ALWAYS_INLINE simd::F32x4 sqrt(const simd::F32x4& x) {
  return simd::psqrt(x);
}

/// 1 / sqrt(x), within 1.5 ulp. rsqrt(+-0) = +-infinity.
EIGEN_ALWAYS_INLINE simd::F32x4 rsqrt(const simd::F32x4& x) {
  return simd::pdiv(simd::splat(1.0f), simd::psqrt(x));
}

/// 1 / x, correctly rounded.
EIGEN_ALWAYS_INLINE simd::F32x4 reciprocal(const simd::F32x4& x) {
  return simd::pdiv(simd::splat(1.0f), x);
}

}  // namespace sardonyx::kernels
