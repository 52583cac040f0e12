#pragma once

#include <limits>

#include "core/kernels/math/polynomial.h"
#include "core/simd/packet.h"

namespace sardonyx::kernels {

namespace internal {

// x = m * 2^e with m in [sqrt(1/2), sqrt(2)), for x positive and finite, subnormal or not.
struct LogReduced {
  simd::F32x4 m;
  simd::F32x4 e;
};

EIGEN_ALWAYS_INLINE LogReduced log_reduce(const simd::F32x4& x) {
  using namespace simd;
  const F32x4 is_subnormal = pcmp_lt(x, constant(0x1p-126f));
  const F32x4 normal = pselect(is_subnormal, pmul(x, constant(0x1p23f)), x);
  // Moves the break between exponents from 1 to sqrt(1/2).
  const I32x4 sqrt_half = constant(std::int32_t{0x3f3504f3});
  const I32x4 shifted = padd(bits(normal), constant(std::int32_t{0x3f800000 - 0x3f3504f3}));
  const I32x4 exponent = psub(plogical_shift_right<23>(shifted), constant(std::int32_t{127}));
  const F32x4 m = from_bits(padd(pand(shifted, constant(std::int32_t{0x007fffff})), sqrt_half));
  const F32x4 offset = pand(is_subnormal, constant(23.0f));
  return {m, psub(pcast<I32x4, F32x4>(exponent), offset)};
}

}  // namespace internal

/// Natural logarithm, within 1 ulp. log(0) = -inf, log of a negative number is NaN.
EIGEN_ALWAYS_INLINE simd::F32x4 log(const simd::F32x4& x) {
  using namespace simd;
  const auto [m, e] = internal::log_reduce(x);
  const F32x4 f = psub(m, constant(1.0f));
  const F32x4 f2 = pmul(f, f);
  // log(1 + f) = f - f^2 / 2 + f^3 * P(f), P a minimax polynomial: relative error 2^-27.
  const F32x4 p = internal::polynomial(f, 0.333333317f, -0.25000821f, 0.200012269f, -0.166233574f,
                                       0.142017584f, -0.131601822f, 0.127615745f, -0.0763449399f);
  F32x4 y = pmul(pmul(f, f2), p);
  y = madd(e, constant(-2.12194440e-4f), y);
  y = nmadd(f2, constant(0.5f), y);
  y = padd(f, y);
  y = madd(e, constant(0.693359375f), y);

  const float infinity = std::numeric_limits<float>::infinity();
  y = pselect(pcmp_lt(x, constant(infinity)), y, x);  // +inf and NaN stay
  y = pselect(pcmp_eq(x, constant(0.0f)), constant(-infinity), y);
  return por(y, pcmp_lt(x, constant(0.0f)));
}

/// log(1 + x), within 2 ulp, also where x is near 0.
EIGEN_ALWAYS_INLINE simd::F32x4 log1p(const simd::F32x4& x) {
  using namespace simd;
  const F32x4 one = constant(1.0f);
  const F32x4 u = padd(one, x);
  const F32x4 lost = psub(x, psub(u, one));  // what rounding 1 + x dropped
  const F32x4 corrected = padd(log(u), pdiv(lost, u));
  // At -1 and at infinity the correction is NaN, and nothing was dropped.
  const F32x4 exact =
      por(pcmp_eq(u, constant(0.0f)), pcmp_eq(u, constant(std::numeric_limits<float>::infinity())));
  return pselect(exact, log(u), corrected);
}

}  // namespace sardonyx::kernels
