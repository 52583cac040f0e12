#pragma once

// The SIMD layer: Eigen's packets of 128 bits, and the few things that Eigen lacks. The only header
// that includes Eigen/Core: every file that uses Eigen includes this one first, because the
// settings below must be the same in the whole program.
//
// A kernel is written once, on packets:
//
//   using namespace simd;
//   for (std::size_t i = 0; i < n; i += kLanes<float>) {
//     const F32x4 v = load(x + i, n - i);                 // reads min(4, n - i) values
//     store(y + i, pmax(v, pset1<F32x4>(0.f)), n - i);
//   }
//
// and compiles to SSE4.1, to FMA, to NEON and to WebAssembly SIMD with or without the relaxed
// instructions. With SSE4.1 and WebAssembly SIMD128 it gives the same bits.

// Exact square roots, not approximate ones that differ from machine to machine.
#define EIGEN_FAST_MATH 0
#define EIGEN_DONT_PARALLELIZE
// Threads of a wasm module have small stacks; larger temporaries of Eigen go to the heap.
#define EIGEN_STACK_ALLOCATION_LIMIT 8192
// Packets are 16 bytes wide everywhere.
#define EIGEN_MAX_ALIGN_BYTES 16

#if defined(__wasm_simd128__)
#define EIGEN_VECTORIZE
#define EIGEN_ARCH_DEFAULT_NUMBER_OF_REGISTERS 16
#ifdef __wasm_relaxed_simd__
#define EIGEN_HAS_SINGLE_INSTRUCTION_MADD
#endif
#include "core/simd/wasm/packet_functions.h"
#elif defined(__SSE2__)
// -mfma brings AVX along. Hide it from Eigen, so that packets stay 128 bits wide and only pmadd
// changes.
#include <immintrin.h>
#pragma push_macro("__AVX__")
#pragma push_macro("__AVX2__")
#pragma push_macro("__AVX512F__")
#undef __AVX__
#undef __AVX2__
#undef __AVX512F__
#include <Eigen/Core>
#pragma pop_macro("__AVX512F__")
#pragma pop_macro("__AVX2__")
#pragma pop_macro("__AVX__")
#else
#include <Eigen/Core>
#endif

// Packets are used as template arguments, which is fine although GCC cannot mangle their alignment.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wignored-attributes"
#endif

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace sardonyx::simd {

using F32x4 = Eigen::internal::packet_traits<float>::type;
using F64x2 = Eigen::internal::packet_traits<double>::type;
using I32x4 = Eigen::internal::packet_traits<std::int32_t>::type;

static_assert(sizeof(F32x4) == 16 && sizeof(F64x2) == 16 && sizeof(I32x4) == 16);

/// The packet that holds scalars of type T (float, double or int32).
template <class T>
using PacketOf = typename Eigen::internal::packet_traits<T>::type;

/// The scalar type of a packet.
template <class Packet>
using ScalarOf = typename Eigen::internal::unpacket_traits<Packet>::type;

/// How many values of type T a packet holds: 4 for float and int32, 2 for double.
template <class T>
inline constexpr std::size_t kLanes = Eigen::internal::packet_traits<T>::size;

// Eigen's primitives. The mathematical functions are not among them: core/kernels/math has ours.
using Eigen::PropagateNaN;
using Eigen::PropagateNumbers;
using Eigen::internal::pabs;
using Eigen::internal::PacketBlock;
using Eigen::internal::padd;
using Eigen::internal::pand;
using Eigen::internal::pandnot;
using Eigen::internal::parithmetic_shift_right;
using Eigen::internal::pcast;
using Eigen::internal::pceil;
using Eigen::internal::pcmp_eq;
using Eigen::internal::pcmp_le;
using Eigen::internal::pcmp_lt;
using Eigen::internal::pcmp_lt_or_nan;
using Eigen::internal::pdiv;
using Eigen::internal::pfirst;
using Eigen::internal::pfloor;
using Eigen::internal::pgather;
using Eigen::internal::pload;
using Eigen::internal::pload1;
using Eigen::internal::ploaddup;
using Eigen::internal::ploadu;
using Eigen::internal::plogical_shift_left;
using Eigen::internal::plogical_shift_right;
using Eigen::internal::plset;
using Eigen::internal::pmadd;
using Eigen::internal::pmax;
using Eigen::internal::pmin;
using Eigen::internal::pmul;
using Eigen::internal::pnegate;
using Eigen::internal::por;
using Eigen::internal::predux;
using Eigen::internal::predux_max;
using Eigen::internal::predux_min;
using Eigen::internal::predux_mul;
using Eigen::internal::preinterpret;
using Eigen::internal::preverse;
using Eigen::internal::print;
using Eigen::internal::pround;
using Eigen::internal::pscatter;
using Eigen::internal::pselect;
using Eigen::internal::pset1;
using Eigen::internal::psqrt;
using Eigen::internal::pstore;
using Eigen::internal::pstoreu;
using Eigen::internal::psub;
using Eigen::internal::ptranspose;
using Eigen::internal::ptrue;
using Eigen::internal::pxor;
using Eigen::internal::pzero;

// Whole loads and stores, at any alignment
// ---------------------------------------------------------

EIGEN_ALWAYS_INLINE F32x4 load(const float* p) {
  return ploadu<F32x4>(p);
}
EIGEN_ALWAYS_INLINE F64x2 load(const double* p) {
  return ploadu<F64x2>(p);
}
EIGEN_ALWAYS_INLINE I32x4 load(const std::int32_t* p) {
  return ploadu<I32x4>(p);
}

EIGEN_ALWAYS_INLINE void store(float* p, const F32x4& v) {
  pstoreu(p, v);
}
EIGEN_ALWAYS_INLINE void store(double* p, const F64x2& v) {
  pstoreu(p, v);
}
EIGEN_ALWAYS_INLINE void store(std::int32_t* p, const I32x4& v) {
  pstoreu(p, v);
}

/// One value in every lane.
EIGEN_ALWAYS_INLINE F32x4 splat(float x) {
  return pset1<F32x4>(x);
}
EIGEN_ALWAYS_INLINE F64x2 splat(double x) {
  return pset1<F64x2>(x);
}
EIGEN_ALWAYS_INLINE I32x4 splat(std::int32_t x) {
  return pset1<I32x4>(x);
}

/// The packet {a, b, c, d}.
EIGEN_ALWAYS_INLINE F32x4 make(float a, float b, float c, float d) {
#if defined(__wasm_simd128__)
  return wasm_f32x4_make(a, b, c, d);
#elif defined(__SSE2__)
  return _mm_setr_ps(a, b, c, d);
#else
  const float lanes[4] = {a, b, c, d};
  return load(lanes);
#endif
}
EIGEN_ALWAYS_INLINE I32x4 make(std::int32_t a, std::int32_t b, std::int32_t c, std::int32_t d) {
#if defined(__wasm_simd128__)
  return wasm_i32x4_make(a, b, c, d);
#elif defined(__SSE2__)
  return _mm_setr_epi32(a, b, c, d);
#else
  const std::int32_t lanes[4] = {a, b, c, d};
  return load(lanes);
#endif
}

// Counted loads and stores ------------------------------------------------------------------------
// They touch min(n, lanes) values and never one more, so that a loop needs no scalar tail.

#ifdef __wasm_simd128__
namespace internal {
// n < 4 values of 32 bits.
inline v128_t load_below_4(const void* p, std::size_t n) {
  if (n == 0) return wasm_i32x4_const_splat(0);
  if (n == 1) return wasm_v128_load32_zero(p);
  const v128_t pair = wasm_v128_load64_zero(p);
  return n == 2 ? pair : wasm_v128_load32_lane(static_cast<const char*>(p) + 8, pair, 2);
}
inline void store_below_4(void* p, v128_t v, std::size_t n) {
  if (n == 0) return;
  if (n == 1) return wasm_v128_store32_lane(p, v, 0);
  wasm_v128_store64_lane(p, v, 0);
  if (n == 3) wasm_v128_store32_lane(static_cast<char*>(p) + 8, v, 2);
}
}  // namespace internal
#endif

/// Loads min(n, 4) values; the other lanes are zero.
EIGEN_ALWAYS_INLINE F32x4 load(const float* p, std::size_t n) {
  if (n >= 4) return load(p);
#ifdef __wasm_simd128__
  return internal::load_below_4(p, n);
#else
  return make(n > 0 ? p[0] : 0.0f, n > 1 ? p[1] : 0.0f, n > 2 ? p[2] : 0.0f, 0.0f);
#endif
}
EIGEN_ALWAYS_INLINE I32x4 load(const std::int32_t* p, std::size_t n) {
  if (n >= 4) return load(p);
#ifdef __wasm_simd128__
  return internal::load_below_4(p, n);
#else
  return make(n > 0 ? p[0] : 0, n > 1 ? p[1] : 0, n > 2 ? p[2] : 0, 0);
#endif
}
/// Loads min(n, 2) values; the other lane is zero.
EIGEN_ALWAYS_INLINE F64x2 load(const double* p, std::size_t n) {
  if (n >= 2) return load(p);
  const double lanes[2] = {n > 0 ? p[0] : 0.0, 0.0};
  return load(lanes);
}

/// Loads min(n, lanes) values; the other lanes are `rest`.
EIGEN_ALWAYS_INLINE F32x4 load(const float* p, std::size_t n, float rest) {
  if (n >= 4) return load(p);
  return make(n > 0 ? p[0] : rest, n > 1 ? p[1] : rest, n > 2 ? p[2] : rest, rest);
}
EIGEN_ALWAYS_INLINE I32x4 load(const std::int32_t* p, std::size_t n, std::int32_t rest) {
  if (n >= 4) return load(p);
  return make(n > 0 ? p[0] : rest, n > 1 ? p[1] : rest, n > 2 ? p[2] : rest, rest);
}
EIGEN_ALWAYS_INLINE F64x2 load(const double* p, std::size_t n, double rest) {
  if (n >= 2) return load(p);
  const double lanes[2] = {n > 0 ? p[0] : rest, rest};
  return load(lanes);
}

/// Stores the first min(n, 4) lanes.
template <class Packet, class T>
EIGEN_ALWAYS_INLINE void store_32bit(T* p, const Packet& v, std::size_t n) {
  if (n >= 4) return store(p, v);
#ifdef __wasm_simd128__
  internal::store_below_4(p, v, n);
#else
  alignas(16) T lanes[4];
  pstore(lanes, v);
  if (n > 0) p[0] = lanes[0];
  if (n > 1) p[1] = lanes[1];
  if (n > 2) p[2] = lanes[2];
#endif
}
EIGEN_ALWAYS_INLINE void store(float* p, const F32x4& v, std::size_t n) {
  store_32bit(p, v, n);
}
EIGEN_ALWAYS_INLINE void store(std::int32_t* p, const I32x4& v, std::size_t n) {
  store_32bit(p, v, n);
}
/// Stores the first min(n, 2) lanes.
EIGEN_ALWAYS_INLINE void store(double* p, const F64x2& v, std::size_t n) {
  if (n >= 2) return store(p, v);
  if (n > 0) p[0] = pfirst(v);
}

// Multiply and add --------------------------------------------------------------------------------

/// a * b + c, fused into one rounding where the target has an instruction for it, so the last bit
/// depends on the machine.
template <class Packet>
EIGEN_ALWAYS_INLINE Packet madd(const Packet& a, const Packet& b, const Packet& c) {
  return pmadd(a, b, c);
}

/// c - a * b, fused where madd is.
EIGEN_ALWAYS_INLINE F32x4 nmadd(const F32x4& a, const F32x4& b, const F32x4& c) {
#if defined(__wasm_relaxed_simd__)
  return wasm_f32x4_relaxed_nmadd(a, b, c);
#elif defined(__SSE2__) && defined(__FMA__)
  return _mm_fnmadd_ps(a, b, c);
#else
  return psub(c, pmul(a, b));
#endif
}

/// a * b + c in two roundings on every machine (the build forbids contraction).
template <class Packet>
EIGEN_ALWAYS_INLINE Packet mul_add(const Packet& a, const Packet& b, const Packet& c) {
  return padd(pmul(a, b), c);
}

/// Whether madd rounds once (a compile-time fact, except in relaxed wasm, where the engine
/// decides).
#if defined(__wasm_relaxed_simd__) || (defined(__SSE2__) && defined(__FMA__)) || defined(__ARM_NEON)
inline constexpr bool kMaddMayFuse = true;
#else
inline constexpr bool kMaddMayFuse = false;
#endif

// Minimum, maximum, rounding, masks ---------------------------------------------------------------

/// Minimum and maximum in one instruction: for operands of which none is NaN. Which zero comes of
/// zeros of different sign is not said.
EIGEN_ALWAYS_INLINE F32x4 min_fast(const F32x4& a, const F32x4& b) {
#ifdef __wasm_relaxed_simd__
  return wasm_f32x4_relaxed_min(a, b);
#else
  return pmin(a, b);
#endif
}
EIGEN_ALWAYS_INLINE F32x4 max_fast(const F32x4& a, const F32x4& b) {
#ifdef __wasm_relaxed_simd__
  return wasm_f32x4_relaxed_max(a, b);
#else
  return pmax(a, b);
#endif
}

/// Rounds towards zero.
EIGEN_ALWAYS_INLINE F32x4 trunc(const F32x4& a) {
#if defined(__wasm_simd128__)
  return wasm_f32x4_trunc(a);
#elif defined(__SSE4_1__)
  return _mm_round_ps(a, _MM_FROUND_TO_ZERO | _MM_FROUND_NO_EXC);
#else
  return pselect(pcmp_lt(a, pzero(a)), pceil(a), pfloor(a));
#endif
}

/// The packet that repeats a number of the program text. V8 makes a vector constant anew wherever
/// it is used; what stands in a loop's way is better kept in a local, which it can if the compiler
/// does not know that it is a constant.
template <class T>
EIGEN_ALWAYS_INLINE PacketOf<T> constant(T x) {
#if defined(__wasm_simd128__)
  asm("" : "+r"(x));
#endif
  return pset1<PacketOf<T>>(x);
}

/// Whether any lane of a comparison's result is set.
EIGEN_ALWAYS_INLINE bool any(const F32x4& mask) {
#if defined(__wasm_simd128__)
  return wasm_v128_any_true(mask);
#else
  return Eigen::internal::predux_any(mask);
#endif
}

/// The four lanes as doubles: the lower two and the upper two.
struct Doubles {
  F64x2 low, high;
};
EIGEN_ALWAYS_INLINE Doubles to_doubles(const F32x4& a) {
#if defined(__wasm_simd128__)
  return {pcast<F32x4, F64x2>(a), pcast<F32x4, F64x2>(F32x4(wasm_i64x2_shuffle(a, a, 1, 0)))};
#elif defined(__SSE2__)
  return {_mm_cvtps_pd(a), _mm_cvtps_pd(_mm_movehl_ps(a, a))};
#else
  float lanes[4];
  store(lanes, a);
  const double low[2] = {lanes[0], lanes[1]};
  const double high[2] = {lanes[2], lanes[3]};
  return {load(low), load(high)};
#endif
}
/// Rounds four doubles to floats.
EIGEN_ALWAYS_INLINE F32x4 to_floats(const Doubles& a) {
  return pcast<F64x2, F32x4>(a.low, a.high);
}

/// The bits of floats as integers, and back.
EIGEN_ALWAYS_INLINE I32x4 bits(const F32x4& a) {
  return preinterpret<I32x4>(a);
}
EIGEN_ALWAYS_INLINE F32x4 from_bits(const I32x4& a) {
  return preinterpret<F32x4>(a);
}

}  // namespace sardonyx::simd
