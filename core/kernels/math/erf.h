#pragma once

#include "core/kernels/math/exp.h"

namespace sardonyx::kernels {

/// The error function, within 1.5 ulp; exactly +-1 from |x| = 3.92 on.
EIGEN_ALWAYS_INLINE simd::F32x4 erf(const simd::F32x4& x) {
  using namespace simd;
  const F32x4 a = pmin(pabs(x), constant(3.95f));
  const F32x4 sign = pxor(x, pabs(x));

  // Below 0.921875: a + a * Q(a^2), Q a minimax polynomial, relative error 2^-25.9.
  const F32x4 q = internal::polynomial(pmul(a, a), 0.12837915f, -0.376124937f, 0.112818162f,
                                       -0.0267666162f, 0.00499318021f, -0.000599085364f);
  const F32x4 small = madd(a, q, a);

  // Above: 1 - 2^-P(a), P minimax so that the error of erf is 2^-29.
  const F32x4 p = internal::polynomial(a, 0.00028645500f, 1.62687492f, 0.919288576f, 0.149916246f,
                                       -0.0320544466f, 0.00438736891f, -0.000282365188f);
  // 2^-P = 2^n * 2^-f with |f| <= 1/2, the latter a minimax polynomial with relative error 2^-23:
  // here e^-P is below 1/4.
  const F32x4 sum = psub(constant(0x1.8p23f), p);
  const F32x4 f = padd(p, psub(sum, constant(0x1.8p23f)));
  const F32x4 power = internal::polynomial(f, 1.0f, -0.693147004f, 0.240222424f, -0.0555073358f,
                                           0.00967151299f, -0.00132647285f);
  const F32x4 large = nmadd(power, internal::power_of_two(bits(sum)), constant(1.0f));

  return por(pselect(pcmp_lt(a, constant(0.921875f)), small, large), sign);
}

}  // namespace sardonyx::kernels
