#pragma once

#include <cstdint>
#include <cstring>
#include <limits>
#include <type_traits>

#include "core/base/half.h"
#include "core/simd/packet.h"

// Packets of narrow types, widened on load and narrowed on store. All conversions give the bits of
// the scalar ones in core/base/half.h, on every target.

namespace sardonyx::simd {

namespace internal {

// Four 16-bit values, zero- or sign-extended to 32 bits.
EIGEN_ALWAYS_INLINE I32x4 extend(const std::uint16_t* p) {
#if defined(__wasm_simd128__)
  return wasm_u32x4_load16x4(p);
#elif defined(__SSE4_1__)
  return _mm_cvtepu16_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(p)));
#else
  return make(std::int32_t{p[0]}, std::int32_t{p[1]}, std::int32_t{p[2]}, std::int32_t{p[3]});
#endif
}
EIGEN_ALWAYS_INLINE I32x4 extend(const std::int16_t* p) {
#if defined(__wasm_simd128__)
  return wasm_i32x4_load16x4(p);
#elif defined(__SSE4_1__)
  return _mm_cvtepi16_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(p)));
#else
  return make(std::int32_t{p[0]}, std::int32_t{p[1]}, std::int32_t{p[2]}, std::int32_t{p[3]});
#endif
}
EIGEN_ALWAYS_INLINE I32x4 extend(const std::uint8_t* p) {
#if defined(__wasm_simd128__)
  return wasm_u32x4_extend_low_u16x8(wasm_u16x8_extend_low_u8x16(wasm_v128_load32_zero(p)));
#elif defined(__SSE4_1__)
  std::int32_t four;
  std::memcpy(&four, p, 4);
  return _mm_cvtepu8_epi32(_mm_cvtsi32_si128(four));
#else
  return make(std::int32_t{p[0]}, std::int32_t{p[1]}, std::int32_t{p[2]}, std::int32_t{p[3]});
#endif
}
EIGEN_ALWAYS_INLINE I32x4 extend(const std::int8_t* p) {
#if defined(__wasm_simd128__)
  return wasm_i32x4_extend_low_i16x8(wasm_i16x8_extend_low_i8x16(wasm_v128_load32_zero(p)));
#elif defined(__SSE4_1__)
  std::int32_t four;
  std::memcpy(&four, p, 4);
  return _mm_cvtepi8_epi32(_mm_cvtsi32_si128(four));
#else
  return make(std::int32_t{p[0]}, std::int32_t{p[1]}, std::int32_t{p[2]}, std::int32_t{p[3]});
#endif
}

// Stores four lanes, saturated to the range of T.
template <class T>
EIGEN_ALWAYS_INLINE void narrow(T* p, const I32x4& v) {
  std::int32_t lanes[4];
  store(lanes, pmin(pmax(v, splat(std::int32_t{std::numeric_limits<T>::min()})),
                    splat(std::int32_t{std::numeric_limits<T>::max()})));
  for (int i = 0; i < 4; ++i) p[i] = static_cast<T>(lanes[i]);
}
#if defined(__wasm_simd128__)
template <>
EIGEN_ALWAYS_INLINE void narrow(std::uint16_t* p, const I32x4& v) {
  wasm_v128_store64_lane(p, wasm_u16x8_narrow_i32x4(v, v), 0);
}
template <>
EIGEN_ALWAYS_INLINE void narrow(std::int16_t* p, const I32x4& v) {
  wasm_v128_store64_lane(p, wasm_i16x8_narrow_i32x4(v, v), 0);
}
template <>
EIGEN_ALWAYS_INLINE void narrow(std::uint8_t* p, const I32x4& v) {
  const v128_t words = wasm_i16x8_narrow_i32x4(v, v);
  wasm_v128_store32_lane(p, wasm_u8x16_narrow_i16x8(words, words), 0);
}
template <>
EIGEN_ALWAYS_INLINE void narrow(std::int8_t* p, const I32x4& v) {
  const v128_t words = wasm_i16x8_narrow_i32x4(v, v);
  wasm_v128_store32_lane(p, wasm_i8x16_narrow_i16x8(words, words), 0);
}
#elif defined(__SSE4_1__)
template <>
EIGEN_ALWAYS_INLINE void narrow(std::uint16_t* p, const I32x4& v) {
  _mm_storel_epi64(reinterpret_cast<__m128i*>(p), _mm_packus_epi32(v, v));
}
template <>
EIGEN_ALWAYS_INLINE void narrow(std::int16_t* p, const I32x4& v) {
  _mm_storel_epi64(reinterpret_cast<__m128i*>(p), _mm_packs_epi32(v, v));
}
template <>
EIGEN_ALWAYS_INLINE void narrow(std::uint8_t* p, const I32x4& v) {
  const __m128i words = _mm_packs_epi32(v, v);
  const int four = _mm_cvtsi128_si32(_mm_packus_epi16(words, words));
  std::memcpy(p, &four, 4);
}
template <>
EIGEN_ALWAYS_INLINE void narrow(std::int8_t* p, const I32x4& v) {
  const __m128i words = _mm_packs_epi32(v, v);
  const int four = _mm_cvtsi128_si32(_mm_packs_epi16(words, words));
  std::memcpy(p, &four, 4);
}
#endif

}  // namespace internal

// Integers ----------------------------------------------------------------------------------------

/// Four values of int8, uint8, int16 or uint16 as int32.
template <class T>
EIGEN_ALWAYS_INLINE I32x4 load_as_int(const T* p) {
  return internal::extend(p);
}
/// min(n, 4) values; the other lanes are zero.
template <class T>
EIGEN_ALWAYS_INLINE I32x4 load_as_int(const T* p, std::size_t n) {
  if (n >= 4) return internal::extend(p);
  T lanes[4] = {};
  for (std::size_t i = 0; i < n; ++i) lanes[i] = p[i];
  return internal::extend(lanes);
}

/// Stores four lanes as int64.
EIGEN_ALWAYS_INLINE void store_as_int64(std::int64_t* p, const I32x4& v) {
#if defined(__wasm_simd128__)
  wasm_v128_store(p, wasm_i64x2_extend_low_i32x4(v));
  wasm_v128_store(p + 2, wasm_i64x2_extend_high_i32x4(v));
#else
  std::int32_t lanes[4];
  store(lanes, v);
  for (int i = 0; i < 4; ++i) p[i] = lanes[i];
#endif
}

/// Stores four lanes as int8, uint8, int16 or uint16; what does not fit becomes the nearest value
/// that does.
template <class T>
EIGEN_ALWAYS_INLINE void store_saturated(T* p, const I32x4& v) {
  internal::narrow(p, v);
}
/// The same for the sixteen lanes of four packets and 8-bit types.
template <class T>
EIGEN_ALWAYS_INLINE void store_saturated(T* p, const I32x4& a, const I32x4& b, const I32x4& c,
                                         const I32x4& d) {
  static_assert(sizeof(T) == 1);
#if defined(__wasm_simd128__)
  const v128_t low = wasm_i16x8_narrow_i32x4(a, b);
  const v128_t high = wasm_i16x8_narrow_i32x4(c, d);
  wasm_v128_store(p, std::is_signed_v<T> ? wasm_i8x16_narrow_i16x8(low, high)
                                         : wasm_u8x16_narrow_i16x8(low, high));
#else
  internal::narrow(p, a);
  internal::narrow(p + 4, b);
  internal::narrow(p + 8, c);
  internal::narrow(p + 12, d);
#endif
}
/// Stores the first min(n, 4) lanes.
template <class T>
EIGEN_ALWAYS_INLINE void store_saturated(T* p, const I32x4& v, std::size_t n) {
  if (n >= 4) return internal::narrow(p, v);
  T lanes[4];
  internal::narrow(lanes, v);
  for (std::size_t i = 0; i < n; ++i) p[i] = lanes[i];
}

// Half precision ----------------------------------------------------------------------------------

/// Widens float16 bit patterns, one in the low half of each lane (the high half is zero).
EIGEN_ALWAYS_INLINE F32x4 float16_bits_to_float(const I32x4& half) {
  const I32x4 magnitude = plogical_shift_left<13>(pand(half, constant(std::int32_t{0x7fff})));
  const I32x4 sign = plogical_shift_left<16>(pand(half, constant(std::int32_t{0x8000})));
  const F32x4 finite = pmul(from_bits(magnitude), constant(0x1p112f));
  const I32x4 not_finite = por(magnitude, constant(std::int32_t{0x7f800000}));
  const I32x4 is_finite = pcmp_lt(magnitude, constant(std::int32_t{0x0f800000}));
  return from_bits(por(sign, pselect(is_finite, bits(finite), not_finite)));
}

/// Rounds to float16 bit patterns, to nearest, ties to even, as to_float16 does.
EIGEN_ALWAYS_INLINE I32x4 float_to_float16_bits(const F32x4& value) {
  const I32x4 word = bits(value);
  const I32x4 sign = pand(plogical_shift_right<16>(word), constant(std::int32_t{0x8000}));
  const I32x4 magnitude = pand(word, constant(std::int32_t{0x7fffffff}));
  const I32x4 odd = pand(plogical_shift_right<13>(magnitude), constant(std::int32_t{1}));
  const I32x4 normal = plogical_shift_right<13>(
      padd(padd(magnitude, constant(std::int32_t{0xfff - 0x38000000})), odd));
  // The float adder rounds what becomes a subnormal.
  const I32x4 subnormal =
      psub(bits(padd(from_bits(magnitude), constant(0.5f))), constant(std::int32_t{0x3f000000}));
  const I32x4 nan = por(pand(plogical_shift_right<13>(magnitude), constant(std::int32_t{0x3ff})),
                        constant(std::int32_t{0x7e00}));
  const I32x4 overflow = pselect(pcmp_lt(constant(std::int32_t{0x7f800000}), magnitude), nan,
                                 constant(std::int32_t{0x7c00}));
  const I32x4 finite =
      pselect(pcmp_lt(magnitude, constant(std::int32_t{0x38800000})), subnormal, normal);
  return por(sign,
             pselect(pcmp_lt(magnitude, constant(std::int32_t{0x47800000})), finite, overflow));
}

/// Widens bfloat16 bit patterns, one in the low half of each lane.
EIGEN_ALWAYS_INLINE F32x4 bfloat16_bits_to_float(const I32x4& half) {
  return from_bits(plogical_shift_left<16>(half));
}

/// Rounds to bfloat16 bit patterns, to nearest, ties to even, as to_bfloat16 does.
EIGEN_ALWAYS_INLINE I32x4 float_to_bfloat16_bits(const F32x4& value) {
  const I32x4 word = bits(value);
  const I32x4 odd = pand(plogical_shift_right<16>(word), constant(std::int32_t{1}));
  const I32x4 rounded = padd(padd(word, constant(std::int32_t{0x7fff})), odd);
  const I32x4 nan = por(word, constant(std::int32_t{0x400000}));
  const I32x4 magnitude = pand(word, constant(std::int32_t{0x7fffffff}));
  const I32x4 is_nan = pcmp_lt(constant(std::int32_t{0x7f800000}), magnitude);
  return plogical_shift_right<16>(pselect(is_nan, nan, rounded));
}

static_assert(sizeof(Float16) == 2 && sizeof(BFloat16) == 2);

/// Four half-precision values as floats. Exact.
EIGEN_ALWAYS_INLINE F32x4 load_as_float(const Float16* p) {
  return float16_bits_to_float(internal::extend(&p->bits));
}
EIGEN_ALWAYS_INLINE F32x4 load_as_float(const BFloat16* p) {
  return bfloat16_bits_to_float(internal::extend(&p->bits));
}
/// Stores four floats, rounded to half precision.
EIGEN_ALWAYS_INLINE void store_from_float(Float16* p, const F32x4& v) {
  internal::narrow(&p->bits, float_to_float16_bits(v));
}
EIGEN_ALWAYS_INLINE void store_from_float(BFloat16* p, const F32x4& v) {
  internal::narrow(&p->bits, float_to_bfloat16_bits(v));
}

/// min(n, 4) values; the other lanes are zero.
template <class Half>
EIGEN_ALWAYS_INLINE F32x4 load_as_float(const Half* p, std::size_t n) {
  if (n >= 4) return load_as_float(p);
  Half lanes[4] = {};
  for (std::size_t i = 0; i < n; ++i) lanes[i] = p[i];
  return load_as_float(lanes);
}
/// Stores the first min(n, 4) lanes.
template <class Half>
EIGEN_ALWAYS_INLINE void store_from_float(Half* p, const F32x4& v, std::size_t n) {
  if (n >= 4) return store_from_float(p, v);
  Half lanes[4];
  store_from_float(lanes, v);
  for (std::size_t i = 0; i < n; ++i) p[i] = lanes[i];
}

}  // namespace sardonyx::simd
