#pragma once

#include "core/simd/packet.h"

// Rearranging lanes, where Eigen has no primitive.

namespace sardonyx::simd {

/// Lanes 0 and 2 of a, then of b: of eight neighbouring values those at even places.
EIGEN_STRONG_INLINE F32x4 even_lanes(const F32x4& a, const F32x4& b) {
#if defined(__wasm_simd128__)
  return wasm_i32x4_shuffle(a, b, 0, 2, 4, 6);
#elif defined(__SSE2__)
  return _mm_shuffle_ps(a, b, _MM_SHUFFLE(2, 0, 2, 0));
#else
  alignas(16) float lanes[8];
  pstore(lanes, a);
  pstore(lanes + 4, b);
  return make(lanes[0], lanes[2], lanes[4], lanes[6]);
#endif
}

/// Lanes 1 and 3 of a, then of b.
EIGEN_STRONG_INLINE F32x4 odd_lanes(const F32x4& a, const F32x4& b) {
#if defined(__wasm_simd128__)
  return wasm_i32x4_shuffle(a, b, 1, 3, 5, 7);
#elif defined(__SSE2__)
  return _mm_shuffle_ps(a, b, _MM_SHUFFLE(3, 1, 3, 1));
#else
  alignas(16) float lanes[8];
  pstore(lanes, a);
  pstore(lanes + 4, b);
  return make(lanes[1], lanes[3], lanes[5], lanes[7]);
#endif
}

/// Lane I of a, four times.
template <int I>
EIGEN_STRONG_INLINE F32x4 broadcast_lane(const F32x4& a) {
#if defined(__wasm_simd128__)
  return wasm_i32x4_shuffle(a, a, I, I, I, I);
#elif defined(__SSE2__)
  return _mm_shuffle_ps(a, a, _MM_SHUFFLE(I, I, I, I));
#else
  alignas(16) float lanes[4];
  pstore(lanes, a);
  return splat(lanes[I]);
#endif
}

/// Lanes 0, 0, 1, 1 of a.
EIGEN_STRONG_INLINE F32x4 doubled_low_lanes(const F32x4& a) {
#if defined(__wasm_simd128__)
  return wasm_i32x4_shuffle(a, a, 0, 0, 1, 1);
#elif defined(__SSE2__)
  return _mm_unpacklo_ps(a, a);
#else
  alignas(16) float lanes[4];
  pstore(lanes, a);
  return make(lanes[0], lanes[0], lanes[1], lanes[1]);
#endif
}

/// Lanes 2, 2, 3, 3 of a.
EIGEN_STRONG_INLINE F32x4 doubled_high_lanes(const F32x4& a) {
#if defined(__wasm_simd128__)
  return wasm_i32x4_shuffle(a, a, 2, 2, 3, 3);
#elif defined(__SSE2__)
  return _mm_unpackhi_ps(a, a);
#else
  alignas(16) float lanes[4];
  pstore(lanes, a);
  return make(lanes[2], lanes[2], lanes[3], lanes[3]);
#endif
}

}  // namespace sardonyx::simd
