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

/// As above, with one scale and zero point for all elements, from and to 8 bits, whose range is the
/// one to clamp to.
void quantize(const float* x, float scale, std::int32_t zero_point, std::uint8_t* y, std::size_t n);
void quantize(const float* x, float scale, std::int32_t zero_point, std::int8_t* y, std::size_t n);
void dequantize(const std::uint8_t* x, float scale, std::int32_t zero_point, float* y,
                std::size_t n);
void dequantize(const std::int8_t* x, float scale, std::int32_t zero_point, float* y,
                std::size_t n);

/// The smallest and the largest of n >= 1 values.
void min_max(const float* x, std::size_t n, float& low, float& high);

}  // namespace sardonyx::kernels
