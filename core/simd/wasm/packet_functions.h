#pragma once

// Conversions between packets, and the mathematical functions that Eigen's expressions use.

#include "core/simd/wasm/packet_math.h"

namespace Eigen {
namespace internal {

// Conversions -------------------------------------------------------------------------------------

template <>
EIGEN_STRONG_INLINE Packet4i pcast<Packet4f, Packet4i>(const Packet4f& a) {
#ifdef __wasm_relaxed_simd__
  return wasm_i32x4_relaxed_trunc_f32x4(a);
#else
  return wasm_i32x4_trunc_sat_f32x4(a);
#endif
}
template <>
EIGEN_STRONG_INLINE Packet4f pcast<Packet4i, Packet4f>(const Packet4i& a) {
  return wasm_f32x4_convert_i32x4(a);
}
template <>
EIGEN_STRONG_INLINE Packet4f pcast<Packet2d, Packet4f>(const Packet2d& a, const Packet2d& b) {
  return wasm_i64x2_shuffle(wasm_f32x4_demote_f64x2_zero(a), wasm_f32x4_demote_f64x2_zero(b), 0, 2);
}
// Converts the lower two lanes.
template <>
EIGEN_STRONG_INLINE Packet2d pcast<Packet4f, Packet2d>(const Packet4f& a) {
  return wasm_f64x2_promote_low_f32x4(a);
}
template <>
EIGEN_STRONG_INLINE Packet4i preinterpret<Packet4i, Packet4f>(const Packet4f& a) {
  return v128_t(a);
}
template <>
EIGEN_STRONG_INLINE Packet4f preinterpret<Packet4f, Packet4i>(const Packet4i& a) {
  return v128_t(a);
}
template <>
EIGEN_STRONG_INLINE Packet2d preinterpret<Packet2d, Packet4i>(const Packet4i& a) {
  return v128_t(a);
}
template <>
EIGEN_STRONG_INLINE Packet4i preinterpret<Packet4i, Packet2d>(const Packet2d& a) {
  return v128_t(a);
}

// Mathematical functions --------------------------------------------------------------------------

template <>
EIGEN_STRONG_INLINE Packet4f psqrt<Packet4f>(const Packet4f& a) {
  return wasm_f32x4_sqrt(a);
}
template <>
EIGEN_STRONG_INLINE Packet2d psqrt<Packet2d>(const Packet2d& a) {
  return wasm_f64x2_sqrt(a);
}
template <>
EIGEN_STRONG_INLINE Packet4f prsqrt<Packet4f>(const Packet4f& a) {
  return wasm_f32x4_div(wasm_f32x4_const_splat(1.0f), wasm_f32x4_sqrt(a));
}
template <>
EIGEN_STRONG_INLINE Packet2d prsqrt<Packet2d>(const Packet2d& a) {
  return wasm_f64x2_div(wasm_f64x2_const_splat(1.0), wasm_f64x2_sqrt(a));
}

template <>
EIGEN_STRONG_INLINE Packet4f pfrexp<Packet4f>(const Packet4f& a, Packet4f& exponent) {
  return pfrexp_generic(a, exponent);
}
template <>
EIGEN_STRONG_INLINE Packet2d pfrexp_generic_get_biased_exponent(const Packet2d& a) {
  const v128_t biased = wasm_u64x2_shr(wasm_f64x2_abs(a), 52);
  return wasm_f64x2_convert_low_i32x4(wasm_i32x4_shuffle(biased, biased, 0, 2, 0, 2));
}
template <>
EIGEN_STRONG_INLINE Packet2d pfrexp<Packet2d>(const Packet2d& a, Packet2d& exponent) {
  return pfrexp_generic(a, exponent);
}
template <>
EIGEN_STRONG_INLINE Packet4f pldexp<Packet4f>(const Packet4f& a, const Packet4f& exponent) {
  return pldexp_generic(a, exponent);
}
// a * 2^exponent in four factors, none of which leaves the range of normal numbers.
template <>
EIGEN_STRONG_INLINE Packet2d pldexp<Packet2d>(const Packet2d& a, const Packet2d& exponent) {
  const Packet2d limit = pset1<Packet2d>(2099.0);
  const Packet2d clamped = pmin(pmax(exponent, pnegate(limit)), limit);
  const v128_t narrow = wasm_i32x4_trunc_sat_f64x2_zero(wasm_f64x2_nearest(clamped));
  const v128_t e = wasm_i64x2_extend_low_i32x4(narrow);
  const v128_t bias = wasm_i64x2_const_splat(1023);
  const v128_t quarter = wasm_i64x2_shr(e, 2);
  const v128_t rest = wasm_i64x2_sub(e, wasm_i64x2_add(quarter, wasm_i64x2_shl(quarter, 1)));
  const Packet2d factor = wasm_i64x2_shl(wasm_i64x2_add(quarter, bias), 52);
  const Packet2d last = wasm_i64x2_shl(wasm_i64x2_add(rest, bias), 52);
  return pmul(pmul(pmul(pmul(a, factor), factor), factor), last);
}

// The approximations that Eigen's double and float expressions use: the same generic code as SSE.
template <>
EIGEN_STRONG_INLINE Packet4f plog<Packet4f>(const Packet4f& a) {
  return plog_float(a);
}
template <>
EIGEN_STRONG_INLINE Packet2d plog<Packet2d>(const Packet2d& a) {
  return plog_double(a);
}
template <>
EIGEN_STRONG_INLINE Packet4f plog1p<Packet4f>(const Packet4f& a) {
  return generic_plog1p(a);
}
template <>
EIGEN_STRONG_INLINE Packet4f pexpm1<Packet4f>(const Packet4f& a) {
  return generic_expm1(a);
}
template <>
EIGEN_STRONG_INLINE Packet4f pexp<Packet4f>(const Packet4f& a) {
  return pexp_float(a);
}
template <>
EIGEN_STRONG_INLINE Packet2d pexp<Packet2d>(const Packet2d& a) {
  return pexp_double(a);
}

}  // namespace internal
}  // namespace Eigen
