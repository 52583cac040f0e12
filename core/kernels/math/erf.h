#pragma once

#include "core/kernels/math/exp.h"

namespace sardonyx::kernels {

/// The error function, within 1.5 ulp; exactly +-1 from |x| = 3.92 on.
EIGEN_ALWAYS_INLINE simd::F32x4 erf(const simd::F32x4& x) {
  using namespace simd;
  const F32x4 a = pmin(pabs(x), splat(3.95f));
  const F32x4 sign = pxor(x, pabs(x));

  // Below 0.921875: a + a * Q(a^2), Q a minimax polynomial, relative error 2^-25.9.
  const F32x4 q = internal::polynomial(pmul(a, a), 0.12837915f, -0.376124937f, 0.112818162f,
                                       -0.0267666162f, 0.00499318021f, -0.000599085364f);
  const F32x4 small = madd(a, q, a);

  // Above: 1 - e^-P(a), P minimax so that the error of erf is 2^-29.
  const F32x4 p = internal::polynomial(a, 0.000198555487f, 1.12766373f, 0.637202276f, 0.103914022f,
                                       -0.0222184494f, 0.00304109253f, -0.000195720631f);
  const F32x4 large = psub(splat(1.0f), exp_nonpositive(pnegate(p)));

  return por(pselect(pcmp_lt(a, splat(0.921875f)), small, large), sign);
}

}  // namespace sardonyx::kernels
