#pragma once

#include <cstddef>
#include <cstdint>

// Weights of 2, 4 or 8 bits in blocks along the sum of a matrix product, as the operator
// MatMulNBits of com.microsoft keeps them.

namespace sardonyx::kernels {

/// n rows of k weights: w[row][i] = (code - zero point) * scale, where a scale and a zero point
/// serve for a block of `block` weights of one row.
struct BlockedWeights {
  std::size_t k = 0;
  std::size_t block = 0;
  int bits = 4;
  /// [n, blocks, block * bits / 8]: codes from the lowest bit of the first byte on.
  const std::uint8_t* codes = nullptr;
  const float* scales = nullptr;  ///< [n, blocks]
  /// [n, ceil(blocks * bits / 8)], packed as the codes are; null for half of the range.
  const std::uint8_t* zero_points = nullptr;
  /// [n, blocks]; used instead of zero_points where not null.
  const float* float_zero_points = nullptr;
  /// Which scale and zero point serve for weight i of every row, k values below `blocks`; null for
  /// i / block.
  const std::int32_t* groups = nullptr;

  std::size_t blocks() const { return (k + block - 1) / block; }
};

/// Writes the weights of one row, k floats.
void dequantize_row(const BlockedWeights& weights, std::size_t row, float* y);

}  // namespace sardonyx::kernels
