#include "core/kernels/small_float.h"

#include <bit>
#include <limits>

namespace sardonyx::kernels {
namespace {

constexpr std::uint32_t kInfinityBits = 0x7f800000u;

float decode_one(const SmallFloat& format, std::uint32_t code) {
  const std::uint32_t magnitude = code & ((1u << format.sign_shift()) - 1);
  const bool negative = ((code >> format.sign_shift()) & 1u) != 0;
  if (format.unsigned_zero) {
    if (code == format.nan) {
      return std::numeric_limits<float>::quiet_NaN();
    }
  } else if (magnitude > format.largest) {
    const bool is_infinity = format.overflow != format.nan && magnitude == format.overflow;
    const float value = is_infinity ? std::numeric_limits<float>::infinity()
                                    : std::numeric_limits<float>::quiet_NaN();
    return negative ? -value : value;
  }
  // In a float's exponent field the code is a number too small by a power of two, also where the
  // code is subnormal.
  const float scale =
      std::bit_cast<float>(static_cast<std::uint32_t>(254 - format.bias) << 23);  // 2^(127 - bias)
  const float value = std::bit_cast<float>(magnitude << (23 - format.mantissa_bits)) * scale;
  return negative ? -value : value;
}

std::uint8_t encode_one(const SmallFloat& format, float x, bool saturate) {
  const std::uint32_t bits = std::bit_cast<std::uint32_t>(x);
  const std::uint32_t sign = (bits >> 31) << format.sign_shift();
  const std::uint32_t magnitude = bits & 0x7fffffffu;
  const auto special = [&](std::uint8_t code) {
    return static_cast<std::uint8_t>(format.unsigned_zero ? code : code | sign);
  };
  if (magnitude > kInfinityBits) {
    return special(format.nan);
  }
  std::uint32_t code;
  if (magnitude < static_cast<std::uint32_t>(128 - format.bias) << 23) {
    // Subnormal: an integer multiple of 2^(1 - bias - mantissa_bits), rounded by the float adder.
    const float scale = std::bit_cast<float>(
        static_cast<std::uint32_t>(126 + format.bias + format.mantissa_bits) << 23);
    code = std::bit_cast<std::uint32_t>(std::bit_cast<float>(magnitude) * scale + 0x1p23f) -
           std::bit_cast<std::uint32_t>(0x1p23f);
  } else {
    const int shift = 23 - format.mantissa_bits;
    const std::uint32_t odd = (magnitude >> shift) & 1u;
    const std::uint32_t rounded = (magnitude + (1u << (shift - 1)) - 1 + odd) >> shift;
    code = rounded - (static_cast<std::uint32_t>(127 - format.bias) << format.mantissa_bits);
  }
  if (code > format.largest) {
    if (!saturate) {
      return special(format.overflow);
    }
    code = format.largest;
  }
  return static_cast<std::uint8_t>(code == 0 && format.unsigned_zero ? 0 : code | sign);
}

std::uint8_t encode_power(float x, bool saturate, PowerRounding rounding) {
  constexpr std::uint8_t kNaN = 0xff;
  constexpr std::uint32_t kLargest = 0xfe;
  const std::uint32_t magnitude = std::bit_cast<std::uint32_t>(x) & 0x7fffffffu;
  if (magnitude > kInfinityBits) {
    return kNaN;
  }
  // Code 0, 2^-127, is a subnormal float; code 1 is the smallest normal one.
  constexpr std::uint32_t kSmallest = 0x00400000u;
  if (magnitude < kSmallest) {
    return saturate ? 0 : kNaN;
  }
  const std::uint32_t fraction = magnitude & 0x7fffffu;
  std::uint32_t code = magnitude >> 23;
  std::uint32_t above = fraction;  // how far above 2^(code - 127), and how far the next power is
  std::uint32_t step = 0x800000u;
  if (code == 0) {
    above = fraction - kSmallest;
    step = kSmallest;
  }
  const bool away = rounding == PowerRounding::kUp        ? above != 0
                    : rounding == PowerRounding::kNearest ? 2 * above >= step
                                                          : false;
  code += away ? 1 : 0;
  if (code > kLargest) {
    return saturate ? static_cast<std::uint8_t>(kLargest) : kNaN;
  }
  return static_cast<std::uint8_t>(code);
}

}  // namespace

void decode(const SmallFloat& format, const std::uint8_t* codes, float* y, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) {
    y[i] = decode_one(format, codes[i]);
  }
}

void encode(const SmallFloat& format, const float* x, std::uint8_t* codes, std::size_t n,
            bool saturate) {
  for (std::size_t i = 0; i < n; ++i) {
    codes[i] = encode_one(format, x[i], saturate);
  }
}

void decode_float8e8m0(const std::uint8_t* codes, float* y, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) {
    const std::uint32_t code = codes[i];
    y[i] = std::bit_cast<float>(code == 0 ? 0x00400000u : code == 0xff ? 0x7fc00000u : code << 23);
  }
}

void encode_float8e8m0(const float* x, std::uint8_t* codes, std::size_t n, bool saturate,
                       PowerRounding rounding) {
  for (std::size_t i = 0; i < n; ++i) {
    codes[i] = encode_power(x[i], saturate, rounding);
  }
}

}  // namespace sardonyx::kernels
