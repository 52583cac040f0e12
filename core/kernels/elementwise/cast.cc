#include "core/kernels/elementwise/cast.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <type_traits>

#include "core/simd/convert.h"

namespace sardonyx::kernels {
namespace {

template <class From, class To>
To convert_one(From x) {
  if constexpr (std::is_floating_point_v<From> && std::is_integral_v<To>) {
    using Limits = std::numeric_limits<To>;
    // The first power of two that is too large is a float; the largest integer may not be.
    constexpr From kEnd = static_cast<From>(Limits::max() / 2 + 1) * 2;
    if (!(x < kEnd)) {
      return x == x ? Limits::max() : To{0};
    }
    if constexpr (std::is_unsigned_v<To>) {
      // Negative numbers wrap around like integers.
      if (x < 0) {
        return static_cast<To>(convert_one<From, std::make_signed_t<To>>(x));
      }
    } else if (x < static_cast<From>(Limits::min())) {
      return Limits::min();
    }
    return static_cast<To>(x);
  } else {
    return static_cast<To>(x);
  }
}

template <class From, class To>
void cast_loop(const void* x_data, void* y_data, std::size_t n) {
  const From* __restrict x = static_cast<const From*>(x_data);
  To* __restrict y = static_cast<To*>(y_data);
  for (std::size_t i = 0; i < n; ++i) {
    y[i] = convert_one<From, To>(x[i]);
  }
}

template <>
void cast_loop<float, std::int32_t>(const void* x_data, void* y_data, std::size_t n) {
  using namespace simd;
  const float* x = static_cast<const float*>(x_data);
  std::int32_t* y = static_cast<std::int32_t*>(y_data);
  const F32x4 largest = splat(2147483520.0f);  // the last float before 2^31
  const F32x4 lowest = splat(-2147483648.0f);
  for (std::size_t i = 0; i < n; i += 4) {
    const F32x4 v = load(x + i, n - i);
    const F32x4 number = pand(v, pcmp_eq(v, v));  // 0 for NaN
    const I32x4 whole = pcast<F32x4, I32x4>(pmin(pmax(number, lowest), largest));
    const I32x4 too_large = preinterpret<I32x4>(pcmp_lt(largest, number));
    const I32x4 limit = splat(std::numeric_limits<std::int32_t>::max());
    store(y + i, pselect(too_large, limit, whole), n - i);
  }
}

// Most floats fit in 32 bits, for which there is an instruction.
template <>
void cast_loop<float, std::int64_t>(const void* x_data, void* y_data, std::size_t n) {
  using namespace simd;
  const float* x = static_cast<const float*>(x_data);
  std::int64_t* y = static_cast<std::int64_t*>(y_data);
  const F32x4 limit = splat(2147483648.0f);
  for (std::size_t i = 0; i < n; i += 4) {
    const std::size_t count = std::min<std::size_t>(4, n - i);
    const F32x4 v = load(x + i, count);
    // Not so for NaN, either.
    const I32x4 fits = bits(pcmp_lt(pabs(v), limit));
    if (count == 4 && !any(from_bits(pcmp_eq(fits, pzero(fits))))) {
      store_as_int64(y + i, pcast<F32x4, I32x4>(v));
    } else {
      for (std::size_t j = i; j < i + count; ++j) y[j] = convert_one<float, std::int64_t>(x[j]);
    }
  }
}

using CastLoop = void (*)(const void*, void*, std::size_t);

template <class From>
constexpr CastLoop kCastsFrom[kComputeTypeCount] = {
    cast_loop<From, float>, cast_loop<From, double>, cast_loop<From, std::int32_t>,
    cast_loop<From, std::int64_t>, cast_loop<From, std::uint64_t>};

constexpr const CastLoop* kCasts[kComputeTypeCount] = {
    kCastsFrom<float>, kCastsFrom<double>, kCastsFrom<std::int32_t>, kCastsFrom<std::int64_t>,
    kCastsFrom<std::uint64_t>};

template <class From>
void to_bool(const void* x_data, std::uint8_t* __restrict y, std::size_t n) {
  const From* __restrict x = static_cast<const From*>(x_data);
  for (std::size_t i = 0; i < n; ++i) {
    y[i] = x[i] != From{0} ? 1 : 0;
  }
}

}  // namespace

void cast(ComputeType from, const void* x, ComputeType to, void* y, std::size_t n) {
  kCasts[static_cast<std::size_t>(from)][static_cast<std::size_t>(to)](x, y, n);
}

void narrow_to_odd(const double* x, float* y, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) {
    const float nearest = static_cast<float>(x[i]);
    const double back = static_cast<double>(nearest);
    if (back == x[i] || x[i] != x[i]) {
      y[i] = nearest;
      continue;
    }
    const auto bits = std::bit_cast<std::uint32_t>(nearest);
    const bool away = std::abs(back) > std::abs(x[i]);
    y[i] = std::bit_cast<float>((away ? bits - 1 : bits) | 1u);
  }
}

void cast_to_bool(ComputeType from, const void* x, std::uint8_t* y, std::size_t n) {
  switch (from) {
    case ComputeType::kFloat:
      return to_bool<float>(x, y, n);
    case ComputeType::kDouble:
      return to_bool<double>(x, y, n);
    case ComputeType::kInt32:
      return to_bool<std::int32_t>(x, y, n);
    case ComputeType::kInt64:
    case ComputeType::kUint64:
      return to_bool<std::int64_t>(x, y, n);
  }
}

}  // namespace sardonyx::kernels
