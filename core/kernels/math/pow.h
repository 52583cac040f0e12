#pragma once

#include <cmath>
#include <limits>

#include "core/kernels/math/exp.h"
#include "core/kernels/math/log.h"

namespace sardonyx::kernels {

namespace internal {

// log2(m) for m in [sqrt(1/2), sqrt(2)), relative error 2^-45.
EIGEN_ALWAYS_INLINE simd::F64x2 log2_of_fraction(const simd::F64x2& m) {
  using namespace simd;
  // log(m) = 2 atanh(s) with s = (m - 1) / (m + 1)
  const F64x2 s = pdiv(psub(m, splat(1.0)), padd(m, splat(1.0)));
  const F64x2 z = pmul(s, s);
  const F64x2 tail = polynomial(z, 0.33333333337902355, 0.19999997810348559, 0.14286054633298668,
                                0.11088092301653025, 0.097921026555387053);
  return pmul(madd(pmul(s, z), tail, s), splat(0x1.71547652b82fep+1));  // 2 / log(2)
}

// 2^r for |r| <= 1/2, relative error 2^-34.
EIGEN_ALWAYS_INLINE simd::F64x2 exp2_of_fraction(const simd::F64x2& r) {
  using namespace simd;
  return polynomial(r, 1.0, 0.69314718070468647, 0.24022651067028915, 0.055504103655518158,
                    0.0096180380567690154, 0.0013333935252970898, 0.00015466782276426904,
                    1.5196154896201916e-5);
}

// x^y for x positive and finite: 2^(y * log2(x)) in double.
EIGEN_ALWAYS_INLINE simd::F32x4 pow_of_positive(const simd::F32x4& x, const simd::F32x4& y) {
  using namespace simd;
  const auto [m, e] = log_reduce(x);
  const Doubles fraction = to_doubles(m);
  const Doubles exponent = to_doubles(e);
  const Doubles power = to_doubles(y);
  Doubles r;
  Doubles n;
  const auto half = [](const F64x2& fraction_of_x, const F64x2& exponent_of_x, const F64x2& factor,
                       F64x2& r_out, F64x2& n_out) {
    F64x2 t = pmul(factor, padd(exponent_of_x, log2_of_fraction(fraction_of_x)));
    t = pmin(pmax(t, splat(-160.0)), splat(130.0));
    n_out = print(t);
    r_out = exp2_of_fraction(psub(t, n_out));
  };
  half(fraction.low, exponent.low, power.low, r.low, n.low);
  half(fraction.high, exponent.high, power.high, r.high, n.high);
  return scale(to_floats(r), pcast<F32x4, I32x4>(to_floats(n)));
}

}  // namespace internal

/// x^y, within 1 ulp, with the special values of C's pow: pow(x, 0) = pow(1, y) = 1, negative x
/// needs an integral y, zero and infinity as limits.
EIGEN_ALWAYS_INLINE simd::F32x4 pow(const simd::F32x4& x, const simd::F32x4& y) {
  using namespace simd;
  const float infinity = std::numeric_limits<float>::infinity();
  const F32x4 finite = pand(pcmp_lt(pabs(x), splat(infinity)), pcmp_lt(pabs(y), splat(infinity)));
  const F32x4 ordinary = pand(finite, pcmp_lt(splat(0.0f), pabs(x)));
  if (any(pcmp_eq(ordinary, pzero(ordinary)))) [[unlikely]] {
    float bases[4];
    float powers[4];
    store(bases, x);
    store(powers, y);
    for (int i = 0; i < 4; ++i) {
      bases[i] = static_cast<float>(
          std::pow(static_cast<double>(bases[i]), static_cast<double>(powers[i])));
    }
    return load(bases);
  }
  const F32x4 magnitude = internal::pow_of_positive(pabs(x), y);
  // A negative base: NaN unless y is integral, and negative where y is odd.
  const F32x4 negative = pcmp_lt(x, splat(0.0f));
  const F32x4 half_y = pmul(y, splat(0.5f));
  const F32x4 fractional = pandnot(negative, pcmp_eq(y, pfloor(y)));
  const F32x4 odd = pandnot(negative, pcmp_eq(half_y, pfloor(half_y)));
  const F32x4 sign = pand(odd, splat(-0.0f));
  return por(por(magnitude, sign), fractional);
}

}  // namespace sardonyx::kernels
