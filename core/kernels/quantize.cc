#include "core/kernels/quantize.h"

#include <algorithm>
#include <limits>
#include <type_traits>

#include "core/simd/convert.h"
#include "core/simd/packet.h"
#include "core/simd/unroll.h"

namespace sardonyx::kernels {

namespace {

using simd::F32x4;
using simd::I32x4;

// round(x / scale) as integers, 0 for NaN.
EIGEN_ALWAYS_INLINE I32x4 round_quotient(const F32x4& x, const F32x4& scale) {
  using namespace simd;
  // Clamped as floats before the conversion, far outside of every integer type of 16 bits and
  // within what float counts exactly.
  const F32x4 limit = splat(1048576.0f);
  F32x4 value = pdiv(x, scale);
  value = pselect(pcmp_eq(value, value), value, pzero(value));
  value = pmin(pmax(print(value), pnegate(limit)), limit);
  return pcast<F32x4, I32x4>(value);
}

// Calls step(i, n) for every four elements, with n = 4 known at compile time for all but the last.
template <class Step>
EIGEN_ALWAYS_INLINE void by_packets(std::size_t n, const Step& step) {
  std::size_t i = 0;
  for (; i + 4 <= n; i += 4) step(i, std::integral_constant<std::size_t, 4>());
  if (i < n) step(i, n - i);
}

// round(x / scale) + zero_point as integers, saturated to those of T, zero_point for NaN. Adding
// 1.5 * 2^23 rounds a float to the integer that then stands in its low bits.
template <class T>
class ByteQuantizer {
 public:
  ByteQuantizer(float scale, std::int32_t zero_point)
      : scale_(simd::splat(scale)),
        low_(simd::splat(static_cast<float>(std::numeric_limits<T>::min() - zero_point))),
        high_(simd::splat(static_cast<float>(std::numeric_limits<T>::max() - zero_point))),
        offset_(simd::splat(zero_point - 0x4b400000)) {}

  EIGEN_ALWAYS_INLINE I32x4 operator()(const F32x4& x) const {
    using namespace simd;
    F32x4 value = pdiv(x, scale_);
    value = pand(value, pcmp_eq(value, value));
    value = pmin(pmax(value, low_), high_);
    return padd(bits(padd(value, constant(0x1.8p23f))), offset_);
  }

 private:
  F32x4 scale_;
  F32x4 low_;
  F32x4 high_;
  I32x4 offset_;
};

template <class T>
void quantize_bytes(const float* x, float scale, std::int32_t zero_point, T* y, std::size_t n) {
  using namespace simd;
  const ByteQuantizer<T> quantizer(scale, zero_point);
  std::size_t i = 0;
  for (; i + 16 <= n; i += 16) {
    store_saturated(y + i, quantizer(load(x + i)), quantizer(load(x + i + 4)),
                    quantizer(load(x + i + 8)), quantizer(load(x + i + 12)));
  }
  for (; i < n; i += 4) {
    const std::size_t left = n - i;
    store_saturated(y + i, quantizer(load(x + i, left)), left);
  }
}

template <class T>
void dequantize_bytes(const T* x, float scale, std::int32_t zero_point, float* y, std::size_t n) {
  using namespace simd;
  const F32x4 scales = splat(scale);
  const I32x4 zero_points = splat(zero_point);
  by_packets(n, [&](std::size_t i, auto count) SARDONYX_INLINE {
    const I32x4 code = psub(load_as_int(x + i, count), zero_points);
    store(y + i, pmul(pcast<I32x4, F32x4>(code), scales), count);
  });
}

}  // namespace

void quantize(const float* x, const float* scale, const std::int32_t* zero_point, std::int32_t low,
              std::int32_t high, std::int32_t* y, std::size_t n) {
  using namespace simd;
  const I32x4 lowest = splat(low);
  const I32x4 highest = splat(high);
  by_packets(n, [&](std::size_t i, auto count) SARDONYX_INLINE {
    const I32x4 code = padd(round_quotient(load(x + i, count), load(scale + i, count, 1.0f)),
                            load(zero_point + i, count));
    store(y + i, pmin(pmax(code, lowest), highest), count);
  });
}

void dequantize(const std::int32_t* x, const float* scale, const std::int32_t* zero_point, float* y,
                std::size_t n) {
  using namespace simd;
  by_packets(n, [&](std::size_t i, auto count) SARDONYX_INLINE {
    const I32x4 code = psub(load(x + i, count), load(zero_point + i, count));
    store(y + i, pmul(pcast<I32x4, F32x4>(code), load(scale + i, count)), count);
  });
}

void quantize(const float* x, float scale, std::int32_t zero_point, std::uint8_t* y,
              std::size_t n) {
  quantize_bytes(x, scale, zero_point, y, n);
}
void quantize(const float* x, float scale, std::int32_t zero_point, std::int8_t* y, std::size_t n) {
  quantize_bytes(x, scale, zero_point, y, n);
}
void dequantize(const std::uint8_t* x, float scale, std::int32_t zero_point, float* y,
                std::size_t n) {
  dequantize_bytes(x, scale, zero_point, y, n);
}
void dequantize(const std::int8_t* x, float scale, std::int32_t zero_point, float* y,
                std::size_t n) {
  dequantize_bytes(x, scale, zero_point, y, n);
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
