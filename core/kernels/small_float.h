#pragma once

#include <cstddef>
#include <cstdint>

// Floating-point formats of eight bits and fewer. Codes are one per byte; core/kernels/packed.h
// packs those of fewer than eight bits.

namespace sardonyx::kernels {

/// A format of sign, exponent and mantissa, from the highest bit down.
struct SmallFloat {
  int exponent_bits;
  int mantissa_bits;
  int bias;
  std::uint8_t largest;   ///< code of the largest finite number
  std::uint8_t overflow;  ///< what is larger becomes this when it is not saturated
  std::uint8_t nan;       ///< what NaN becomes; not a NaN where the format has none
  bool unsigned_zero;     ///< the code of -0 is NaN, the only one ("FNUZ")

  constexpr int sign_shift() const { return exponent_bits + mantissa_bits; }
};

// ONNX's names: E and M count exponent and mantissa bits, FN means no infinity, UZ no -0.
inline constexpr SmallFloat kFloat8E4M3FN{4, 3, 7, 0x7e, 0x7f, 0x7f, false};
inline constexpr SmallFloat kFloat8E4M3FNUZ{4, 3, 8, 0x7f, 0x80, 0x80, true};
inline constexpr SmallFloat kFloat8E5M2{5, 2, 15, 0x7b, 0x7c, 0x7e, false};
inline constexpr SmallFloat kFloat8E5M2FNUZ{5, 2, 16, 0x7f, 0x80, 0x80, true};
// Neither infinity nor NaN: NaN becomes -0 and all that is too large the largest number.
inline constexpr SmallFloat kFloat6E2M3{2, 3, 1, 0x1f, 0x1f, 0x20, false};
inline constexpr SmallFloat kFloat6E3M2{3, 2, 3, 0x1f, 0x1f, 0x20, false};
inline constexpr SmallFloat kFloat4E2M1{2, 1, 1, 0x07, 0x07, 0x08, false};

/// The numbers that the codes stand for. Exact.
void decode(const SmallFloat& format, const std::uint8_t* codes, float* y, std::size_t n);

/// Rounds to nearest, ties to even. With `saturate`, infinity and what rounds beyond the largest
/// number becomes the largest number.
void encode(const SmallFloat& format, const float* x, std::uint8_t* codes, std::size_t n,
            bool saturate);

/// How positive numbers become powers of two in float8e8m0: away from zero, towards zero, or to
/// the nearest with ties away from zero.
enum class PowerRounding : std::uint8_t { kUp, kDown, kNearest };

/// float8e8m0: an exponent and nothing else, 2^(code - 127); 0xff is NaN.
void decode_float8e8m0(const std::uint8_t* codes, float* y, std::size_t n);

/// What is out of the range [2^-127, 2^127] after rounding (0 and infinity too) becomes the nearest
/// bound with `saturate`, NaN without. Signs are dropped.
void encode_float8e8m0(const float* x, std::uint8_t* codes, std::size_t n, bool saturate,
                       PowerRounding rounding);

}  // namespace sardonyx::kernels
