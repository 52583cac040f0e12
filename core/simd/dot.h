#pragma once

#include <cstdint>

#include "core/simd/packet.h"

// Products of 16-bit integers, summed in pairs: the inner step of integer GEMM.

namespace sardonyx::simd {

/// Eight int16. Only loaded, splatted and multiplied: not one of Eigen's packets.
struct I16x8 {
#if defined(__wasm_simd128__)
  v128_t v;
#elif defined(__SSE2__)
  __m128i v;
#else
  std::int16_t v[8];
#endif
};

/// Eight values, at any alignment.
EIGEN_ALWAYS_INLINE I16x8 load(const std::int16_t* p) {
#if defined(__wasm_simd128__)
  return {wasm_v128_load(p)};
#elif defined(__SSE2__)
  return {_mm_loadu_si128(reinterpret_cast<const __m128i*>(p))};
#else
  I16x8 result;
  for (int i = 0; i < 8; ++i) result.v[i] = p[i];
  return result;
#endif
}

/// {p[0], p[1]} four times.
EIGEN_ALWAYS_INLINE I16x8 load_pair_splat(const std::int16_t* p) {
#if defined(__wasm_simd128__)
  return {wasm_v128_load32_splat(p)};
#elif defined(__SSE2__)
  int pair;
  std::memcpy(&pair, p, sizeof(pair));
  return {_mm_set1_epi32(pair)};
#else
  I16x8 result;
  for (int i = 0; i < 8; ++i) result.v[i] = p[i % 2];
  return result;
#endif
}

/// Lane i: a[2i] * b[2i] + a[2i + 1] * b[2i + 1] + c[i], exact but for wrapping around.
EIGEN_ALWAYS_INLINE I32x4 dot_add(const I16x8& a, const I16x8& b, const I32x4& c) {
#if defined(__wasm_simd128__)
  return padd(I32x4(wasm_i32x4_dot_i16x8(a.v, b.v)), c);
#elif defined(__SSE2__)
  return padd(I32x4(_mm_madd_epi16(a.v, b.v)), c);
#else
  std::int32_t lanes[4];
  for (int i = 0; i < 4; ++i) lanes[i] = a.v[2 * i] * b.v[2 * i] + a.v[2 * i + 1] * b.v[2 * i + 1];
  return padd(load(lanes), c);
#endif
}

}  // namespace sardonyx::simd
