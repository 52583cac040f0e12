#pragma once

#include <cmath>

#include "core/kernels/math/polynomial.h"
#include "core/simd/packet.h"

namespace sardonyx::kernels {

namespace internal {

// x = q * pi / 2 + r with |r| <= pi / 4. The reduction runs in double, so that r is right to its
// last bit even where it is nearly 0, for |x| up to kTrigonometricLimit.
struct TrigonometricReduced {
  simd::F32x4 r;
  simd::I32x4 quadrant;  ///< q in the low bits
};

inline constexpr float kTrigonometricLimit = 1e6f;

EIGEN_ALWAYS_INLINE simd::F64x2 reduce_by_half_pi(simd::F64x2& x) {
  using namespace simd;
  const F64x2 magic = constant(0x1.8p52);
  const F64x2 q = psub(padd(pmul(x, constant(0x1.45f306dc9c883p-1)), magic), magic);
  // pi / 2 in two parts of 33 and 53 bits: the first product is exact.
  x = psub(psub(x, pmul(q, constant(0x1.921fb544p+0))), pmul(q, constant(0x1.0b4611a626331p-34)));
  return q;
}

EIGEN_ALWAYS_INLINE TrigonometricReduced trigonometric_reduce(const simd::F32x4& x) {
  using namespace simd;
  Doubles value = to_doubles(x);
  Doubles q;
  q.low = reduce_by_half_pi(value.low);
  q.high = reduce_by_half_pi(value.high);
  return {to_floats(value), bits(padd(to_floats(q), constant(0x1.8p23f)))};
}

// sin(x + quadrants * pi / 2) for x reduced.
EIGEN_ALWAYS_INLINE simd::F32x4 sine_of_reduced(const TrigonometricReduced& x,
                                                std::int32_t quadrants) {
  using namespace simd;
  const F32x4 z = pmul(x.r, x.r);
  // Minimax polynomials on [-pi/4, pi/4]: relative errors 2^-28 and 2^-33.
  const F32x4 sin_tail = polynomial(z, -0.166666549f, 0.00833217584f, -0.000195169771f);
  const F32x4 sine = madd(pmul(x.r, z), sin_tail, x.r);
  const F32x4 cos_tail = polynomial(z, 0.0416666468f, -0.00138873645f, 2.4438091e-05f);
  const F32x4 cosine = madd(pmul(z, z), cos_tail, nmadd(z, constant(0.5f), constant(1.0f)));

  const I32x4 quadrant = padd(x.quadrant, constant(quadrants));
  const I32x4 odd = pcmp_eq(pand(quadrant, constant(std::int32_t{1})), constant(std::int32_t{1}));
  const I32x4 sign = plogical_shift_left<30>(pand(quadrant, constant(std::int32_t{2})));
  return pxor(pselect(from_bits(odd), cosine, sine), from_bits(sign));
}

// Lane by lane in double, for what the reduction above does not reach (infinities give NaN).
template <class F>
inline simd::F32x4 by_lane(const simd::F32x4& x, F f) {
  using namespace simd;
  float lanes[4];
  store(lanes, x);
  for (float& lane : lanes) lane = static_cast<float>(f(static_cast<double>(lane)));
  return load(lanes);
}

// Whether a lane is too large for the reduction, infinite or NaN.
EIGEN_ALWAYS_INLINE bool trigonometric_needs_fallback(const simd::F32x4& x) {
  using namespace simd;
  return any(pcmp_lt_or_nan(constant(kTrigonometricLimit), pabs(x)));
}

}  // namespace internal

/// Sine, within 2 ulp for all arguments.
EIGEN_ALWAYS_INLINE simd::F32x4 sin(const simd::F32x4& x) {
  if (internal::trigonometric_needs_fallback(x)) [[unlikely]] {
    return internal::by_lane(x, [](double v) { return std::sin(v); });
  }
  const simd::F32x4 sine = internal::sine_of_reduced(internal::trigonometric_reduce(x), 0);
  return simd::pselect(simd::pcmp_eq(x, simd::constant(0.0f)), x, sine);  // keeps the sign of zero
}

/// Cosine, within 2 ulp for all arguments.
EIGEN_ALWAYS_INLINE simd::F32x4 cos(const simd::F32x4& x) {
  if (internal::trigonometric_needs_fallback(x)) [[unlikely]] {
    return internal::by_lane(x, [](double v) { return std::cos(v); });
  }
  return internal::sine_of_reduced(internal::trigonometric_reduce(x), 1);
}

}  // namespace sardonyx::kernels
