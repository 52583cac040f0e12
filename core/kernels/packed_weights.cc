#include "core/kernels/packed_weights.h"

#include <algorithm>

namespace sardonyx::kernels {
namespace {

unsigned code_at(const std::uint8_t* codes, int bits, std::size_t i) {
  const std::size_t bit = i * static_cast<std::size_t>(bits);
  return (static_cast<unsigned>(codes[bit / 8]) >> (bit % 8)) & ((1u << bits) - 1);
}

float zero_point_of(const BlockedWeights& weights, std::size_t row, std::size_t block) {
  const std::size_t blocks = weights.blocks();
  if (weights.float_zero_points != nullptr) {
    return weights.float_zero_points[row * blocks + block];
  }
  if (weights.zero_points == nullptr) {
    return static_cast<float>(1 << (weights.bits - 1));
  }
  const std::size_t bytes = (blocks * static_cast<std::size_t>(weights.bits) + 7) / 8;
  return static_cast<float>(code_at(weights.zero_points + row * bytes, weights.bits, block));
}

// Whole bytes at a time: codes never straddle them.
template <int kBits>
void dequantize_block(const std::uint8_t* codes, std::size_t n, float scale, float zero_point,
                      float* y) {
  constexpr std::size_t kPerByte = 8 / kBits;
  constexpr unsigned kMask = (1u << kBits) - 1;
  std::size_t i = 0;
  for (; i + kPerByte <= n; i += kPerByte, ++codes) {
    for (std::size_t j = 0; j < kPerByte; ++j) {
      const unsigned code = (static_cast<unsigned>(*codes) >> (j * kBits)) & kMask;
      y[i + j] = (static_cast<float>(code) - zero_point) * scale;
    }
  }
  for (std::size_t j = 0; i + j < n; ++j) {
    y[i + j] = (static_cast<float>(code_at(codes, kBits, j)) - zero_point) * scale;
  }
}

}  // namespace

void dequantize_row(const BlockedWeights& weights, std::size_t row, float* y) {
  const std::size_t blocks = weights.blocks();
  const std::size_t bytes = weights.block * static_cast<std::size_t>(weights.bits) / 8;
  const std::uint8_t* codes = weights.codes + row * blocks * bytes;
  const float* scales = weights.scales + row * blocks;
  if (weights.groups != nullptr) {
    for (std::size_t i = 0; i < weights.k; ++i) {
      const auto group = static_cast<std::size_t>(weights.groups[i]);
      const auto code = static_cast<float>(code_at(codes, weights.bits, i));
      y[i] = (code - zero_point_of(weights, row, group)) * scales[group];
    }
    return;
  }
  for (std::size_t block = 0; block < blocks; ++block) {
    const std::size_t first = block * weights.block;
    const std::size_t n = std::min(weights.block, weights.k - first);
    const auto dequantize = weights.bits == 2   ? dequantize_block<2>
                            : weights.bits == 4 ? dequantize_block<4>
                                                : dequantize_block<8>;
    dequantize(codes + block * bytes, n, scales[block], zero_point_of(weights, row, block),
               y + first);
  }
}

}  // namespace sardonyx::kernels
