#pragma once

#include "core/kernels/math/polynomial.h"
#include "core/simd/packet.h"

namespace sardonyx::kernels {

namespace internal {

// x = n * log(2) + r with n an integer and |r| <= log(2) / 2. Good for |x| < 2^21.
struct ExpReduced {
  simd::F32x4 r;
  simd::F32x4 n;
  simd::I32x4 n_bits;  ///< n in the low bits, zeros in the nine lowest bits of what is added to it
};

EIGEN_ALWAYS_INLINE ExpReduced exp_reduce(const simd::F32x4& x) {
  using namespace simd;
  // Adding 1.5 * 2^23 leaves the sum rounded to an integer, which stands in its low bits.
  const F32x4 magic = constant(0x1.8p23f);
  const F32x4 sum = madd(x, constant(0x1.715476p+0f), magic);
  const F32x4 n = psub(sum, magic);
  // log(2) in two parts, the first with so few bits that its product with n is exact.
  const F32x4 r = nmadd(n, constant(-2.12194440e-4f), nmadd(n, constant(0.693359375f), x));
  return {r, n, bits(sum)};
}

// exp(r) - 1 for |r| <= log(2) / 2: a minimax polynomial, relative error of exp 2^-28.
EIGEN_ALWAYS_INLINE simd::F32x4 exp_fraction_minus_1(const simd::F32x4& r) {
  using namespace simd;
  const F32x4 tail =
      polynomial(r, 0.499999934f, 0.166665204f, 0.0416683906f, 0.00836874527f, 0.00138145488f);
  return madd(pmul(r, r), tail, r);
}

// 2^n for n in [-126, 127], from the bits that exp_reduce gives.
EIGEN_ALWAYS_INLINE simd::F32x4 power_of_two(const simd::I32x4& n_bits) {
  using namespace simd;
  return from_bits(padd(plogical_shift_left<23>(n_bits), constant(std::int32_t{0x3f800000})));
}

// a * 2^n for n in [-252, 254], rounded once where the result is subnormal.
EIGEN_ALWAYS_INLINE simd::F32x4 scale(const simd::F32x4& a, const simd::I32x4& n) {
  using namespace simd;
  const I32x4 half = parithmetic_shift_right<1>(n);
  return pmul(pmul(a, power_of_two(half)), power_of_two(psub(n, half)));
}

}  // namespace internal

namespace internal {

// 2^n * (1 + fraction) with the n and r that exp_reduce gives, for n in [-126, 127].
EIGEN_ALWAYS_INLINE simd::F32x4 exp_of_reduced(const ExpReduced& reduced) {
  using namespace simd;
  const F32x4 fraction = padd(exp_fraction_minus_1(reduced.r), constant(1.0f));
  return pmul(fraction, power_of_two(reduced.n_bits));
}

// Whether |x| > 87 in any lane, or NaN: there, results of exp may be subnormal or overflow.
EIGEN_ALWAYS_INLINE bool any_beyond_87(const simd::F32x4& x) {
  using namespace simd;
  // As integers, magnitudes are ordered as they are as floats, NaN last.
  return any(from_bits(pcmp_lt(constant(std::int32_t{0x42ae0000}), bits(pabs(x)))));
}

// e^x for all x.
EIGEN_ALWAYS_INLINE simd::F32x4 exp_everywhere(const simd::F32x4& x) {
  using namespace simd;
  // Beyond these bounds the result is 0 or infinity all the same. The value comes first in pmax and
  // pmin because they return their first operand where one is NaN.
  const F32x4 clamped = pmin(pmax(x, splat(-104.0f)), splat(89.0f));
  const ExpReduced reduced = exp_reduce(clamped);
  const F32x4 fraction = padd(exp_fraction_minus_1(reduced.r), splat(1.0f));
  return scale(fraction, psub(reduced.n_bits, bits(splat(0x1.8p23f))));
}

}  // namespace internal

/// e^x. Within 1 ulp, subnormal results included; exp(-inf) = 0, overflow gives infinity.
EIGEN_ALWAYS_INLINE simd::F32x4 exp(const simd::F32x4& x) {
  const simd::F32x4 y = internal::exp_of_reduced(internal::exp_reduce(x));
  if (internal::any_beyond_87(x)) [[unlikely]] {
    return internal::exp_everywhere(x);
  }
  return y;
}

/// e^x for x <= 0, as softmax needs it: results below e^-87 (1.6e-38) become 0. Within 1 ulp
/// above that; NaN stays NaN.
EIGEN_ALWAYS_INLINE simd::F32x4 exp_nonpositive(const simd::F32x4& x) {
  using namespace simd;
  const internal::ExpReduced reduced = internal::exp_reduce(x);
  const F32x4 fraction = padd(internal::exp_fraction_minus_1(reduced.r), constant(1.0f));
  const F32x4 result = pmul(fraction, internal::power_of_two(reduced.n_bits));
  return pandnot(result, pcmp_lt(x, constant(-87.0f)));
}

/// e^x - 1 for |x| <= 87: within 3 ulp, also where the result is near 0.
EIGEN_ALWAYS_INLINE simd::F32x4 expm1_bounded(const simd::F32x4& x) {
  using namespace simd;
  const internal::ExpReduced reduced = internal::exp_reduce(x);
  const F32x4 power = internal::power_of_two(reduced.n_bits);
  return madd(power, internal::exp_fraction_minus_1(reduced.r), psub(power, constant(1.0f)));
}

}  // namespace sardonyx::kernels
