#pragma once

#include "core/kernels/math/exp.h"

namespace sardonyx::kernels {

/// Hyperbolic tangent, within 2.5 ulp; exactly +-1 from |x| = 9.02 on.
EIGEN_ALWAYS_INLINE simd::F32x4 tanh(const simd::F32x4& x) {
  using namespace simd;
  const F32x4 magnitude = pmin(pabs(x), constant(9.1f));
  const F32x4 sign = pxor(x, pabs(x));
  // tanh(a) = (e^2a - 1) / (e^2a + 1)
  const F32x4 t = expm1_bounded(padd(magnitude, magnitude));
  return por(pdiv(t, padd(t, constant(2.0f))), sign);
}

/// 1 / (1 + e^-x), within 2.5 ulp, subnormal results included.
EIGEN_ALWAYS_INLINE simd::F32x4 sigmoid(const simd::F32x4& x) {
  using namespace simd;
  const F32x4 e = internal::exp_of_reduced(internal::exp_reduce(pnegate(x)));
  const F32x4 y = pdiv(constant(1.0f), padd(constant(1.0f), e));
  if (internal::any_beyond_87(x)) [[unlikely]] {
    // With e^-|x| nothing overflows: for negative x the quotient is e^x / (1 + e^x).
    const F32x4 small = internal::exp_everywhere(pnegate(pabs(x)));
    const F32x4 numerator = pselect(pcmp_lt(x, splat(0.0f)), small, splat(1.0f));
    // Not for the lanes that need it not: a result must not depend on its neighbours.
    const F32x4 is_usual = pcmp_le(pabs(x), splat(87.0f));
    return pselect(is_usual, y, pdiv(numerator, padd(splat(1.0f), small)));
  }
  return y;
}

}  // namespace sardonyx::kernels
