#pragma once

#include <cstddef>

namespace sardonyx::kernels {

/// Rotates the first 2 * half of the `size` elements of one head in pairs, by the angles whose
/// cosines and sines are given (`half` values each): element j with j + half, or 2j with 2j + 1
/// when interleaved. The other elements are copied. y must not overlap x.
/// Su et al., "RoFormer: Enhanced Transformer with Rotary Position Embedding", 2021.
void rotate_pairs(const float* x, const float* cos, const float* sin, std::size_t half,
                  std::size_t size, bool interleaved, float* y);

}  // namespace sardonyx::kernels
