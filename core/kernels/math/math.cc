#include "core/kernels/math/math.h"

#include "core/kernels/math/activations.h"
#include "core/kernels/math/erf.h"
#include "core/kernels/math/exp.h"
#include "core/kernels/math/hyperbolic.h"
#include "core/kernels/math/log.h"
#include "core/kernels/math/map.h"
#include "core/kernels/math/pow.h"
#include "core/kernels/math/roots.h"
#include "core/kernels/math/trigonometric.h"

namespace sardonyx::kernels {

using simd::F32x4;
using simd::pmul;
using simd::splat;

#define SARDONYX_ARRAY_FUNCTION(name)                                     \
  void name(const float* x, float* y, std::size_t n) {                    \
    map(x, y, n, [](const F32x4& v) SARDONYX_INLINE { return name(v); }); \
  }
SARDONYX_ARRAY_FUNCTION(exp)
SARDONYX_ARRAY_FUNCTION(log)
SARDONYX_ARRAY_FUNCTION(log1p)
SARDONYX_ARRAY_FUNCTION(tanh)
SARDONYX_ARRAY_FUNCTION(sigmoid)
SARDONYX_ARRAY_FUNCTION(erf)
SARDONYX_ARRAY_FUNCTION(sin)
SARDONYX_ARRAY_FUNCTION(cos)
SARDONYX_ARRAY_FUNCTION(sqrt)
SARDONYX_ARRAY_FUNCTION(rsqrt)
SARDONYX_ARRAY_FUNCTION(reciprocal)
SARDONYX_ARRAY_FUNCTION(softplus)
SARDONYX_ARRAY_FUNCTION(silu)
SARDONYX_ARRAY_FUNCTION(gelu)
SARDONYX_ARRAY_FUNCTION(gelu_tanh)
#undef SARDONYX_ARRAY_FUNCTION

void pow(const float* x, const float* y, float* z, std::size_t n) {
  map(x, y, z, n,
      [](const F32x4& base, const F32x4& power) SARDONYX_INLINE { return pow(base, power); });
}

void pow(const float* x, float exponent, float* y, std::size_t n) {
  if (exponent == 2.0f) {
    map(x, y, n, [](const F32x4& v) SARDONYX_INLINE { return pmul(v, v); });
  } else if (exponent == 3.0f) {
    map(x, y, n, [](const F32x4& v) SARDONYX_INLINE { return pmul(pmul(v, v), v); });
  } else if (exponent == -1.0f) {
    reciprocal(x, y, n);
  } else if (exponent == 1.0f) {
    map(x, y, n, [](const F32x4& v) SARDONYX_INLINE { return v; });
  } else {
    const F32x4 power = splat(exponent);
    map(x, y, n, [power](const F32x4& v) SARDONYX_INLINE { return pow(v, power); });
  }
}

}  // namespace sardonyx::kernels
