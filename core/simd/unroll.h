#pragma once

#include <utility>

#include "core/simd/packet.h"

/// Put between a lambda's parameters and its body: the lambda is inlined even where the compiler
/// would rather not, as in the bodies of `unroll`.
#define SARDONYX_INLINE __attribute__((always_inline))

namespace sardonyx::simd {

/// Calls f(0) ... f(N - 1) with compile-time indices, so that arrays indexed by them live in
/// registers whatever the compiler thinks of unrolling.
template <int N, class F>
EIGEN_ALWAYS_INLINE void unroll(F&& f) {
  [&]<int... I>(std::integer_sequence<int, I...>) SARDONYX_INLINE {
    (f(std::integral_constant<int, I>{}), ...);
  }
  (std::make_integer_sequence<int, N>{});
}

}  // namespace sardonyx::simd
