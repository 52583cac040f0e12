#pragma once

#include "core/simd/packet.h"

namespace sardonyx::kernels::internal {

/// c0 + x * (c1 + x * (c2 + ...)), by Horner's rule.
template <class Packet, class Scalar>
EIGEN_ALWAYS_INLINE Packet polynomial(const Packet&, Scalar c0) {
  return simd::constant(c0);
}
template <class Packet, class Scalar, class... Rest>
EIGEN_ALWAYS_INLINE Packet polynomial(const Packet& x, Scalar c0, Rest... rest) {
  return simd::madd(x, polynomial(x, rest...), simd::constant(c0));
}

}  // namespace sardonyx::kernels::internal
