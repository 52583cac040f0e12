#pragma once

#include <cstddef>
#include <cstdint>

namespace sardonyx::kernels {

/// y = clamp(round(x / scale) + zero_point, low, high), rounding to nearest with ties to even, each
/// element with its own scale and zero point. NaN becomes the zero point.
void quantize(const float* x, const float* scale, const std::int32_t* zero_point, std::int32_t low,
              std::int32_t high, std::int32_t* y, std::size_t n);

/// y = (x - zero_point) * scale.
void dequantize(const std::int32_t* x, const float* scale, const std::int32_t* zero_point, float* y,
                std::size_t n);

/// The smallest and the largest of n >= 1 values.
void min_max(const float* x, std::size_t n, float& low, float& high);

}  // namespace sardonyx::kernels
