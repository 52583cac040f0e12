#include "core/kernels/quantize.h"

#include <algorithm>

#include "core/simd/packet.h"

namespace sardonyx::kernels {

void quantize(const float* x, const float* scale, const std::int32_t* zero_point, std::int32_t low,
              std::int32_t high, std::int32_t* y, std::size_t n) {
  using namespace simd;
  // Clamped as floats before the conversion, far outside of every integer type of 16 bits and
  // within what float counts exactly.
  const F32x4 limit = splat(1048576.0f);
  const I32x4 lowest = splat(low);
  const I32x4 highest = splat(high);
  for (std::size_t i = 0; i < n; i += kLanes<float>) {
    const std::size_t left = n - i;
    F32x4 value = pdiv(load(x + i, left), load(scale + i, left, 1.0f));
    value = pselect(pcmp_eq(value, value), value, pzero(value));
    value = pmin(pmax(print(value), pnegate(limit)), limit);
    I32x4 code = padd(pcast<F32x4, I32x4>(value), load(zero_point + i, left));
    code = pmin(pmax(code, lowest), highest);
    store(y + i, code, left);
  }
}

void dequantize(const std::int32_t* x, const float* scale, const std::int32_t* zero_point, float* y,
                std::size_t n) {
  using namespace simd;
  for (std::size_t i = 0; i < n; i += kLanes<float>) {
    const std::size_t left = n - i;
    const I32x4 code = psub(load(x + i, left), load(zero_point + i, left));
    store(y + i, pmul(pcast<I32x4, F32x4>(code), load(scale + i, left)), left);
  }
}

void min_max(const float* x, std::size_t n, float& low, float& high) {
  using namespace simd;
  low = high = x[0];
  F32x4 lows = splat(low);
  F32x4 highs = lows;
  for (std::size_t i = 0; i < n; i += kLanes<float>) {
    const F32x4 value = load(x + i, n - i, low);
    lows = pmin(value, lows);
    highs = pmax(value, highs);
  }
  low = predux_min(lows);
  high = predux_max(highs);
}

}  // namespace sardonyx::kernels
