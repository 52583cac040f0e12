#pragma once

#include <bit>
#include <cstdint>

namespace sardonyx {

/// IEEE 754 binary16, storage only: arithmetic happens in float.
struct Float16 {
  std::uint16_t bits = 0;
};

/// The upper half of an IEEE 754 binary32, storage only.
struct BFloat16 {
  std::uint16_t bits = 0;
};

/// Exact. Subnormals, infinities and NaN payloads survive.
inline float to_float(Float16 h) {
  // Shift the 15 magnitude bits into place and repair the exponent with one multiplication
  // (2^112 = difference of the biases), which also normalises subnormals.
  const std::uint32_t magnitude = static_cast<std::uint32_t>(h.bits & 0x7fffu) << 13;
  const std::uint32_t sign = static_cast<std::uint32_t>(h.bits & 0x8000u) << 16;
  if (magnitude >= 0x0f800000u) {  // infinity or NaN
    return std::bit_cast<float>(sign | magnitude | 0x7f800000u);
  }
  return std::bit_cast<float>(
      sign | std::bit_cast<std::uint32_t>(std::bit_cast<float>(magnitude) * 0x1p112f));
}

/// Rounds to nearest, ties to even; too large becomes infinity; NaN stays a quiet NaN.
inline Float16 to_float16(float value) {
  const std::uint32_t bits = std::bit_cast<std::uint32_t>(value);
  const std::uint32_t sign = (bits >> 16) & 0x8000u;
  const std::uint32_t magnitude = bits & 0x7fffffffu;
  std::uint32_t half;
  if (magnitude >= 0x47800000u) {  // 2^16 and above, infinity, NaN
    half = magnitude > 0x7f800000u ? 0x7e00u | ((magnitude >> 13) & 0x3ffu) : 0x7c00u;
  } else if (magnitude < 0x38800000u) {  // below 2^-14: let the float adder round the subnormal
    const float shifted = std::bit_cast<float>(magnitude) + 0.5f;
    half = std::bit_cast<std::uint32_t>(shifted) - 0x3f000000u;
  } else {
    const std::uint32_t odd = (magnitude >> 13) & 1u;
    half = (magnitude - 0x38000000u + 0xfffu + odd) >> 13;
  }
  return Float16{static_cast<std::uint16_t>(sign | half)};
}

/// Exact.
inline float to_float(BFloat16 b) {
  return std::bit_cast<float>(static_cast<std::uint32_t>(b.bits) << 16);
}

/// Rounds to nearest, ties to even; NaN stays a quiet NaN.
inline BFloat16 to_bfloat16(float value) {
  const std::uint32_t bits = std::bit_cast<std::uint32_t>(value);
  if ((bits & 0x7fffffffu) > 0x7f800000u) {
    return BFloat16{static_cast<std::uint16_t>((bits >> 16) | 0x40u)};
  }
  return BFloat16{static_cast<std::uint16_t>((bits + 0x7fffu + ((bits >> 16) & 1u)) >> 16)};
}

}  // namespace sardonyx
