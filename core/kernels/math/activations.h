#pragma once

#include "core/kernels/math/erf.h"
#include "core/kernels/math/hyperbolic.h"
#include "core/kernels/math/log.h"

// Activations that are made of the functions of this folder.

namespace sardonyx::kernels {

/// x / 2 * (1 + erf(x / sqrt(2))). The error is relative to max(|x| / 2, result): the sum cancels
/// for negative x.
EIGEN_ALWAYS_INLINE simd::F32x4 gelu(const simd::F32x4& x) {
  using namespace simd;
  const F32x4 half = pmul(x, constant(0.5f));
  return madd(half, erf(pmul(x, constant(0.707106781f))), half);
}

/// x / 2 * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 x^3)))
EIGEN_ALWAYS_INLINE simd::F32x4 gelu_tanh(const simd::F32x4& x) {
  using namespace simd;
  const F32x4 half = pmul(x, constant(0.5f));
  const F32x4 cubic = madd(pmul(x, x), constant(0.797884561f * 0.044715f), constant(0.797884561f));
  return madd(half, tanh(pmul(x, cubic)), half);
}

/// x * sigmoid(x), within 3 ulp where sigmoid(x) is no subnormal (x > -87). silu(-infinity) is NaN,
/// as the product says.
EIGEN_ALWAYS_INLINE simd::F32x4 silu(const simd::F32x4& x) {
  return simd::pmul(x, sigmoid(x));
}

/// log(1 + e^x), without overflow.
EIGEN_ALWAYS_INLINE simd::F32x4 softplus(const simd::F32x4& x) {
  using namespace simd;
  const F32x4 tail = log1p(exp(pnegate(pabs(x))));
  return padd(pmax(x, constant(0.0f)), tail);
}

}  // namespace sardonyx::kernels
