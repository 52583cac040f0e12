#pragma once

// Eigen 3.4's packet primitives on WebAssembly SIMD: float, double and int32. Included only through
// core/simd/packet.h, right after Eigen/Core and before any expression is instantiated.
//
// Every function gives the bits that Eigen's SSE backend gives, including the order in which
// packets are reduced and what minimum and maximum make of NaN and of zeros of different sign, so
// that a native test speaks for the wasm binary. The exceptions are pmadd, which is fused where
// relaxed SIMD is compiled in, and float-to-int conversion of values that do not fit.

#include "core/simd/wasm/packet_traits.h"

namespace Eigen {
namespace internal {

// One specialisation of a primitive: SARDONYX_WASM_OP(padd, Packet4f, f32x4_add) makes
// padd(Packet4f, Packet4f) an f32x4.add.
#define SARDONYX_WASM_OP1(primitive, Packet, instruction)         \
  template <>                                                     \
  EIGEN_STRONG_INLINE Packet primitive<Packet>(const Packet& a) { \
    return Packet(wasm_##instruction(a));                         \
  }
#define SARDONYX_WASM_OP2(primitive, Packet, instruction)                          \
  template <>                                                                      \
  EIGEN_STRONG_INLINE Packet primitive<Packet>(const Packet& a, const Packet& b) { \
    return Packet(wasm_##instruction(a, b));                                       \
  }

// Constants ---------------------------------------------------------------------------------------

template <>
EIGEN_STRONG_INLINE Packet4f pset1<Packet4f>(const float& x) {
  return wasm_f32x4_splat(x);
}
template <>
EIGEN_STRONG_INLINE Packet2d pset1<Packet2d>(const double& x) {
  return wasm_f64x2_splat(x);
}
template <>
EIGEN_STRONG_INLINE Packet4i pset1<Packet4i>(const int& x) {
  return wasm_i32x4_splat(x);
}
template <>
EIGEN_STRONG_INLINE Packet4f pset1frombits<Packet4f>(unsigned int bits) {
  return wasm_u32x4_splat(bits);
}
template <>
EIGEN_STRONG_INLINE Packet2d pset1frombits<Packet2d>(uint64_t bits) {
  return wasm_u64x2_splat(bits);
}
template <>
EIGEN_STRONG_INLINE Packet4f pzero(const Packet4f&) {
  return wasm_f32x4_const_splat(0.0f);
}
template <>
EIGEN_STRONG_INLINE Packet2d pzero(const Packet2d&) {
  return wasm_f64x2_const_splat(0.0);
}
template <>
EIGEN_STRONG_INLINE Packet4i pzero(const Packet4i&) {
  return wasm_i32x4_const_splat(0);
}
template <>
EIGEN_STRONG_INLINE Packet4f ptrue<Packet4f>(const Packet4f&) {
  return wasm_i32x4_const_splat(-1);
}
template <>
EIGEN_STRONG_INLINE Packet2d ptrue<Packet2d>(const Packet2d&) {
  return wasm_i32x4_const_splat(-1);
}
template <>
EIGEN_STRONG_INLINE Packet4i ptrue<Packet4i>(const Packet4i&) {
  return wasm_i32x4_const_splat(-1);
}
template <>
EIGEN_STRONG_INLINE Packet4f peven_mask(const Packet4f&) {
  return wasm_i32x4_const(-1, 0, -1, 0);
}
template <>
EIGEN_STRONG_INLINE Packet2d peven_mask(const Packet2d&) {
  return wasm_i64x2_const(-1, 0);
}
template <>
EIGEN_STRONG_INLINE Packet4i peven_mask(const Packet4i&) {
  return wasm_i32x4_const(-1, 0, -1, 0);
}
template <>
EIGEN_STRONG_INLINE Packet4f plset<Packet4f>(const float& a) {
  return wasm_f32x4_add(wasm_f32x4_splat(a), wasm_f32x4_const(0, 1, 2, 3));
}
template <>
EIGEN_STRONG_INLINE Packet2d plset<Packet2d>(const double& a) {
  return wasm_f64x2_add(wasm_f64x2_splat(a), wasm_f64x2_const(0, 1));
}
template <>
EIGEN_STRONG_INLINE Packet4i plset<Packet4i>(const int& a) {
  return wasm_i32x4_add(wasm_i32x4_splat(a), wasm_i32x4_const(0, 1, 2, 3));
}

// Arithmetic --------------------------------------------------------------------------------------

SARDONYX_WASM_OP2(padd, Packet4f, f32x4_add)
SARDONYX_WASM_OP2(padd, Packet2d, f64x2_add)
SARDONYX_WASM_OP2(padd, Packet4i, i32x4_add)
SARDONYX_WASM_OP2(psub, Packet4f, f32x4_sub)
SARDONYX_WASM_OP2(psub, Packet2d, f64x2_sub)
SARDONYX_WASM_OP2(psub, Packet4i, i32x4_sub)
SARDONYX_WASM_OP2(pmul, Packet4f, f32x4_mul)
SARDONYX_WASM_OP2(pmul, Packet2d, f64x2_mul)
SARDONYX_WASM_OP2(pmul, Packet4i, i32x4_mul)
SARDONYX_WASM_OP2(pdiv, Packet4f, f32x4_div)
SARDONYX_WASM_OP2(pdiv, Packet2d, f64x2_div)
SARDONYX_WASM_OP1(pnegate, Packet4f, f32x4_neg)
SARDONYX_WASM_OP1(pnegate, Packet2d, f64x2_neg)
SARDONYX_WASM_OP1(pnegate, Packet4i, i32x4_neg)
SARDONYX_WASM_OP1(pabs, Packet4f, f32x4_abs)
SARDONYX_WASM_OP1(pabs, Packet2d, f64x2_abs)
SARDONYX_WASM_OP1(pabs, Packet4i, i32x4_abs)

template <>
EIGEN_STRONG_INLINE Packet4f pconj(const Packet4f& a) {
  return a;
}
template <>
EIGEN_STRONG_INLINE Packet2d pconj(const Packet2d& a) {
  return a;
}
template <>
EIGEN_STRONG_INLINE Packet4i pconj(const Packet4i& a) {
  return a;
}

#ifdef __wasm_relaxed_simd__
template <>
EIGEN_STRONG_INLINE Packet4f pmadd(const Packet4f& a, const Packet4f& b, const Packet4f& c) {
  return wasm_f32x4_relaxed_madd(a, b, c);
}
template <>
EIGEN_STRONG_INLINE Packet2d pmadd(const Packet2d& a, const Packet2d& b, const Packet2d& c) {
  return wasm_f64x2_relaxed_madd(a, b, c);
}
#else
template <>
EIGEN_STRONG_INLINE Packet4f pmadd(const Packet4f& a, const Packet4f& b, const Packet4f& c) {
  return padd(pmul(a, b), c);
}
template <>
EIGEN_STRONG_INLINE Packet2d pmadd(const Packet2d& a, const Packet2d& b, const Packet2d& c) {
  return padd(pmul(a, b), c);
}
#endif
template <>
EIGEN_STRONG_INLINE Packet4i pmadd(const Packet4i& a, const Packet4i& b, const Packet4i& c) {
  return padd(pmul(a, b), c);
}

// wasm's pmin is `b < a ? b : a`, one minps on x86: what std::min and Eigen's SSE code compute.
SARDONYX_WASM_OP2(pmin, Packet4f, f32x4_pmin)
SARDONYX_WASM_OP2(pmin, Packet2d, f64x2_pmin)
SARDONYX_WASM_OP2(pmin, Packet4i, i32x4_min)
SARDONYX_WASM_OP2(pmax, Packet4f, f32x4_pmax)
SARDONYX_WASM_OP2(pmax, Packet2d, f64x2_pmax)
SARDONYX_WASM_OP2(pmax, Packet4i, i32x4_max)

// Bits and comparisons ----------------------------------------------------------------------------

SARDONYX_WASM_OP2(pand, Packet4f, v128_and)
SARDONYX_WASM_OP2(pand, Packet2d, v128_and)
SARDONYX_WASM_OP2(pand, Packet4i, v128_and)
SARDONYX_WASM_OP2(por, Packet4f, v128_or)
SARDONYX_WASM_OP2(por, Packet2d, v128_or)
SARDONYX_WASM_OP2(por, Packet4i, v128_or)
SARDONYX_WASM_OP2(pxor, Packet4f, v128_xor)
SARDONYX_WASM_OP2(pxor, Packet2d, v128_xor)
SARDONYX_WASM_OP2(pxor, Packet4i, v128_xor)
SARDONYX_WASM_OP2(pandnot, Packet4f, v128_andnot)
SARDONYX_WASM_OP2(pandnot, Packet2d, v128_andnot)
SARDONYX_WASM_OP2(pandnot, Packet4i, v128_andnot)
SARDONYX_WASM_OP1(pnot, Packet4f, v128_not)
SARDONYX_WASM_OP1(pnot, Packet2d, v128_not)
SARDONYX_WASM_OP1(pnot, Packet4i, v128_not)
SARDONYX_WASM_OP2(pcmp_le, Packet4f, f32x4_le)
SARDONYX_WASM_OP2(pcmp_le, Packet2d, f64x2_le)
SARDONYX_WASM_OP2(pcmp_le, Packet4i, i32x4_le)
SARDONYX_WASM_OP2(pcmp_lt, Packet4f, f32x4_lt)
SARDONYX_WASM_OP2(pcmp_lt, Packet2d, f64x2_lt)
SARDONYX_WASM_OP2(pcmp_lt, Packet4i, i32x4_lt)
SARDONYX_WASM_OP2(pcmp_eq, Packet4f, f32x4_eq)
SARDONYX_WASM_OP2(pcmp_eq, Packet2d, f64x2_eq)
SARDONYX_WASM_OP2(pcmp_eq, Packet4i, i32x4_eq)

template <>
EIGEN_STRONG_INLINE Packet4f pcmp_lt_or_nan(const Packet4f& a, const Packet4f& b) {
  return wasm_v128_not(wasm_f32x4_ge(a, b));
}
template <>
EIGEN_STRONG_INLINE Packet2d pcmp_lt_or_nan(const Packet2d& a, const Packet2d& b) {
  return wasm_v128_not(wasm_f64x2_ge(a, b));
}

// The mask's lanes must be all ones or all zeros; then relaxed laneselect is exact too, and one
// blend instruction on x86.
#ifdef __wasm_relaxed_simd__
#define SARDONYX_WASM_SELECT_32 wasm_i32x4_relaxed_laneselect
#define SARDONYX_WASM_SELECT_64 wasm_i64x2_relaxed_laneselect
#else
#define SARDONYX_WASM_SELECT_32 wasm_v128_bitselect
#define SARDONYX_WASM_SELECT_64 wasm_v128_bitselect
#endif
template <>
EIGEN_STRONG_INLINE Packet4f pselect(const Packet4f& mask, const Packet4f& a, const Packet4f& b) {
  return SARDONYX_WASM_SELECT_32(a, b, mask);
}
template <>
EIGEN_STRONG_INLINE Packet2d pselect(const Packet2d& mask, const Packet2d& a, const Packet2d& b) {
  return SARDONYX_WASM_SELECT_64(a, b, mask);
}
template <>
EIGEN_STRONG_INLINE Packet4i pselect(const Packet4i& mask, const Packet4i& a, const Packet4i& b) {
  return SARDONYX_WASM_SELECT_32(a, b, mask);
}
#undef SARDONYX_WASM_SELECT_32
#undef SARDONYX_WASM_SELECT_64

// pmin and pmax give the first operand when either is NaN; the forms below build on that.
#define SARDONYX_WASM_MINMAX(primitive, Packet)                                                  \
  template <>                                                                                    \
  EIGEN_STRONG_INLINE Packet primitive<PropagateNumbers, Packet>(const Packet& a,                \
                                                                 const Packet& b) {              \
    return pselect(pcmp_eq(a, a), primitive<Packet>(a, b), b);                                   \
  }                                                                                              \
  template <>                                                                                    \
  EIGEN_STRONG_INLINE Packet primitive<PropagateNaN, Packet>(const Packet& a, const Packet& b) { \
    return pselect(pcmp_eq(a, a), primitive<Packet>(b, a), a);                                   \
  }
SARDONYX_WASM_MINMAX(pmin, Packet4f)
SARDONYX_WASM_MINMAX(pmin, Packet2d)
SARDONYX_WASM_MINMAX(pmax, Packet4f)
SARDONYX_WASM_MINMAX(pmax, Packet2d)
#undef SARDONYX_WASM_MINMAX

template <int N>
EIGEN_STRONG_INLINE Packet4i parithmetic_shift_right(const Packet4i& a) {
  return wasm_i32x4_shr(a, N);
}
template <int N>
EIGEN_STRONG_INLINE Packet4i plogical_shift_right(const Packet4i& a) {
  return wasm_u32x4_shr(a, N);
}
template <int N>
EIGEN_STRONG_INLINE Packet4i plogical_shift_left(const Packet4i& a) {
  return wasm_i32x4_shl(a, N);
}

// Rounding ----------------------------------------------------------------------------------------

template <>
EIGEN_STRONG_INLINE Packet4f pround<Packet4f>(const Packet4f& a) {
  // Half away from zero: add the number before 0.5, signed like a, and truncate.
  const Packet4f sign = wasm_v128_and(a, wasm_u32x4_const_splat(0x80000000u));
  const Packet4f almost_half = wasm_v128_or(sign, wasm_u32x4_const_splat(0x3effffffu));
  return wasm_f32x4_trunc(wasm_f32x4_add(almost_half, a));
}
template <>
EIGEN_STRONG_INLINE Packet2d pround<Packet2d>(const Packet2d& a) {
  const Packet2d sign = wasm_v128_and(a, wasm_u64x2_const_splat(0x8000000000000000ull));
  const Packet2d almost_half = wasm_v128_or(sign, wasm_u64x2_const_splat(0x3fdfffffffffffffull));
  return wasm_f64x2_trunc(wasm_f64x2_add(almost_half, a));
}
SARDONYX_WASM_OP1(print, Packet4f, f32x4_nearest)
SARDONYX_WASM_OP1(print, Packet2d, f64x2_nearest)
SARDONYX_WASM_OP1(pceil, Packet4f, f32x4_ceil)
SARDONYX_WASM_OP1(pceil, Packet2d, f64x2_ceil)
SARDONYX_WASM_OP1(pfloor, Packet4f, f32x4_floor)
SARDONYX_WASM_OP1(pfloor, Packet2d, f64x2_floor)

// Memory ------------------------------------------------------------------------------------------

#define SARDONYX_WASM_MEMORY(Packet, Scalar)                                  \
  template <>                                                                 \
  EIGEN_STRONG_INLINE Packet pload<Packet>(const Scalar* from) {              \
    return wasm_v128_load(from);                                              \
  }                                                                           \
  template <>                                                                 \
  EIGEN_STRONG_INLINE Packet ploadu<Packet>(const Scalar* from) {             \
    return wasm_v128_load(from);                                              \
  }                                                                           \
  template <>                                                                 \
  EIGEN_STRONG_INLINE void pstore<Scalar>(Scalar * to, const Packet& from) {  \
    wasm_v128_store(to, from);                                                \
  }                                                                           \
  template <>                                                                 \
  EIGEN_STRONG_INLINE void pstoreu<Scalar>(Scalar * to, const Packet& from) { \
    wasm_v128_store(to, from);                                                \
  }
SARDONYX_WASM_MEMORY(Packet4f, float)
SARDONYX_WASM_MEMORY(Packet2d, double)
SARDONYX_WASM_MEMORY(Packet4i, int)
#undef SARDONYX_WASM_MEMORY

template <>
EIGEN_STRONG_INLINE Packet4f pload1<Packet4f>(const float* from) {
  return wasm_v128_load32_splat(from);
}
template <>
EIGEN_STRONG_INLINE Packet2d pload1<Packet2d>(const double* from) {
  return wasm_v128_load64_splat(from);
}
template <>
EIGEN_STRONG_INLINE Packet4i pload1<Packet4i>(const int* from) {
  return wasm_v128_load32_splat(from);
}
template <>
EIGEN_STRONG_INLINE Packet4f ploaddup<Packet4f>(const float* from) {
  const v128_t pair = wasm_v128_load64_zero(from);
  return wasm_i32x4_shuffle(pair, pair, 0, 0, 1, 1);
}
template <>
EIGEN_STRONG_INLINE Packet2d ploaddup<Packet2d>(const double* from) {
  return wasm_v128_load64_splat(from);
}
template <>
EIGEN_STRONG_INLINE Packet4i ploaddup<Packet4i>(const int* from) {
  const v128_t pair = wasm_v128_load64_zero(from);
  return wasm_i32x4_shuffle(pair, pair, 0, 0, 1, 1);
}
template <>
EIGEN_STRONG_INLINE Packet4f ploadquad<Packet4f>(const float* from) {
  return wasm_v128_load32_splat(from);
}
template <>
EIGEN_STRONG_INLINE Packet4i ploadquad<Packet4i>(const int* from) {
  return wasm_v128_load32_splat(from);
}

template <>
EIGEN_STRONG_INLINE Packet4f pgather<float, Packet4f>(const float* from, Index stride) {
  v128_t result = wasm_v128_load32_zero(from);
  result = wasm_v128_load32_lane(from + stride, result, 1);
  result = wasm_v128_load32_lane(from + 2 * stride, result, 2);
  return wasm_v128_load32_lane(from + 3 * stride, result, 3);
}
template <>
EIGEN_STRONG_INLINE Packet2d pgather<double, Packet2d>(const double* from, Index stride) {
  return wasm_v128_load64_lane(from + stride, wasm_v128_load64_zero(from), 1);
}
template <>
EIGEN_STRONG_INLINE Packet4i pgather<int, Packet4i>(const int* from, Index stride) {
  v128_t result = wasm_v128_load32_zero(from);
  result = wasm_v128_load32_lane(from + stride, result, 1);
  result = wasm_v128_load32_lane(from + 2 * stride, result, 2);
  return wasm_v128_load32_lane(from + 3 * stride, result, 3);
}
template <>
EIGEN_STRONG_INLINE void pscatter<float, Packet4f>(float* to, const Packet4f& from, Index stride) {
  wasm_v128_store32_lane(to, from, 0);
  wasm_v128_store32_lane(to + stride, from, 1);
  wasm_v128_store32_lane(to + 2 * stride, from, 2);
  wasm_v128_store32_lane(to + 3 * stride, from, 3);
}
template <>
EIGEN_STRONG_INLINE void pscatter<double, Packet2d>(double* to, const Packet2d& from,
                                                    Index stride) {
  wasm_v128_store64_lane(to, from, 0);
  wasm_v128_store64_lane(to + stride, from, 1);
}
template <>
EIGEN_STRONG_INLINE void pscatter<int, Packet4i>(int* to, const Packet4i& from, Index stride) {
  wasm_v128_store32_lane(to, from, 0);
  wasm_v128_store32_lane(to + stride, from, 1);
  wasm_v128_store32_lane(to + 2 * stride, from, 2);
  wasm_v128_store32_lane(to + 3 * stride, from, 3);
}

// Lanes -------------------------------------------------------------------------------------------

template <>
EIGEN_STRONG_INLINE float pfirst<Packet4f>(const Packet4f& a) {
  return wasm_f32x4_extract_lane(a, 0);
}
template <>
EIGEN_STRONG_INLINE double pfirst<Packet2d>(const Packet2d& a) {
  return wasm_f64x2_extract_lane(a, 0);
}
template <>
EIGEN_STRONG_INLINE int pfirst<Packet4i>(const Packet4i& a) {
  return wasm_i32x4_extract_lane(a, 0);
}
template <>
EIGEN_STRONG_INLINE Packet4f preverse(const Packet4f& a) {
  return wasm_i32x4_shuffle(a, a, 3, 2, 1, 0);
}
template <>
EIGEN_STRONG_INLINE Packet2d preverse(const Packet2d& a) {
  return wasm_i64x2_shuffle(a, a, 1, 0);
}
template <>
EIGEN_STRONG_INLINE Packet4i preverse(const Packet4i& a) {
  return wasm_i32x4_shuffle(a, a, 3, 2, 1, 0);
}

EIGEN_STRONG_INLINE void ptranspose(PacketBlock<Packet4f, 4>& block) {
  const v128_t t0 = wasm_i32x4_shuffle(block.packet[0], block.packet[1], 0, 4, 1, 5);
  const v128_t t1 = wasm_i32x4_shuffle(block.packet[2], block.packet[3], 0, 4, 1, 5);
  const v128_t t2 = wasm_i32x4_shuffle(block.packet[0], block.packet[1], 2, 6, 3, 7);
  const v128_t t3 = wasm_i32x4_shuffle(block.packet[2], block.packet[3], 2, 6, 3, 7);
  block.packet[0] = wasm_i64x2_shuffle(t0, t1, 0, 2);
  block.packet[1] = wasm_i64x2_shuffle(t0, t1, 1, 3);
  block.packet[2] = wasm_i64x2_shuffle(t2, t3, 0, 2);
  block.packet[3] = wasm_i64x2_shuffle(t2, t3, 1, 3);
}
EIGEN_STRONG_INLINE void ptranspose(PacketBlock<Packet2d, 2>& block) {
  const v128_t high = wasm_i64x2_shuffle(block.packet[0], block.packet[1], 1, 3);
  block.packet[0] = wasm_i64x2_shuffle(block.packet[0], block.packet[1], 0, 2);
  block.packet[1] = high;
}
EIGEN_STRONG_INLINE void ptranspose(PacketBlock<Packet4i, 4>& block) {
  PacketBlock<Packet4f, 4> floats;
  for (int i = 0; i < 4; ++i) floats.packet[i] = v128_t(block.packet[i]);
  ptranspose(floats);
  for (int i = 0; i < 4; ++i) block.packet[i] = v128_t(floats.packet[i]);
}

// Reductions: lanes (0 with 2) and (1 with 3), then those two.
#define SARDONYX_WASM_REDUX4(reduction, Packet, Scalar, primitive)   \
  template <>                                                        \
  EIGEN_STRONG_INLINE Scalar reduction<Packet>(const Packet& a) {    \
    const Packet high = wasm_i32x4_shuffle(a, a, 2, 3, 2, 3);        \
    const Packet pairs = primitive<Packet>(high, a);                 \
    const Packet odd = wasm_i32x4_shuffle(pairs, pairs, 1, 1, 1, 1); \
    return pfirst(Packet(primitive<Packet>(odd, pairs)));            \
  }
#define SARDONYX_WASM_REDUX2(reduction, primitive)                    \
  template <>                                                         \
  EIGEN_STRONG_INLINE double reduction<Packet2d>(const Packet2d& a) { \
    const Packet2d high = wasm_i64x2_shuffle(a, a, 1, 1);             \
    return pfirst(Packet2d(primitive<Packet2d>(high, a)));            \
  }
SARDONYX_WASM_REDUX4(predux, Packet4f, float, padd)
SARDONYX_WASM_REDUX4(predux, Packet4i, int, padd)
SARDONYX_WASM_REDUX4(predux_mul, Packet4f, float, pmul)
SARDONYX_WASM_REDUX4(predux_mul, Packet4i, int, pmul)
SARDONYX_WASM_REDUX4(predux_min, Packet4f, float, pmin)
SARDONYX_WASM_REDUX4(predux_min, Packet4i, int, pmin)
SARDONYX_WASM_REDUX4(predux_max, Packet4f, float, pmax)
SARDONYX_WASM_REDUX4(predux_max, Packet4i, int, pmax)
SARDONYX_WASM_REDUX2(predux, padd)
SARDONYX_WASM_REDUX2(predux_mul, pmul)
SARDONYX_WASM_REDUX2(predux_min, pmin)
SARDONYX_WASM_REDUX2(predux_max, pmax)
#undef SARDONYX_WASM_REDUX4
#undef SARDONYX_WASM_REDUX2

// Looks at sign bits, as SSE's movemask does.
template <>
EIGEN_STRONG_INLINE bool predux_any(const Packet4f& a) {
  return wasm_i32x4_bitmask(a) != 0;
}

#undef SARDONYX_WASM_OP1
#undef SARDONYX_WASM_OP2

}  // namespace internal
}  // namespace Eigen
