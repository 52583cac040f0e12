#pragma once

#include <algorithm>
#include <cstddef>

#include "core/kernels/conv/block.h"
#include "core/kernels/conv/pass.h"
#include "core/kernels/gemm/tile.h"

// How the dense kernel keeps its weights: [group][chunk of input channels][panel of 8 output
// channels][tap][channel of the chunk][8 output channels].

namespace sardonyx::kernels {

/// Terms of a sum that are added before the next panel's turn: 8 columns of 512 are 16 KB.
inline constexpr std::ptrdiff_t kChunkDepth = 512;

/// How the input channels of a group are divided. Depends on the weights alone.
struct DenseChunks {
  std::ptrdiff_t size;  ///< channels of each but the last
  std::ptrdiff_t count;

  explicit DenseChunks(const ConvPass& pass) {
    const std::ptrdiff_t taps = std::max<std::ptrdiff_t>(1, pass.taps());
    const std::ptrdiff_t target = std::max<std::ptrdiff_t>(16, kChunkDepth / taps);
    const std::ptrdiff_t channels = pass.in_channels;
    count = channels <= target + target / 2 ? 1 : ceil_div(channels, target);
    size = count == 1 ? channels : ceil_div(ceil_div(channels, count), 4) * 4;
    if (count > 1) count = ceil_div(channels, size);
  }
  std::ptrdiff_t size_of(const ConvPass& pass, std::ptrdiff_t chunk) const {
    return std::min(size, pass.in_channels - chunk * size);
  }
};

inline std::ptrdiff_t dense_panel_count(const ConvPass& pass) {
  return ceil_div(pass.out_channels, static_cast<std::ptrdiff_t>(kPanelWidth));
}

/// Where the weights of a panel begin for a chunk: those of the next channel are 8 floats on, those
/// of the next tap 8 times the chunk's channels.
inline const float* dense_weights(const ConvPass& pass, const DenseChunks& chunks,
                                  const float* packed, std::ptrdiff_t group, std::ptrdiff_t panel,
                                  std::ptrdiff_t chunk) {
  const std::ptrdiff_t taps = pass.taps();
  const std::ptrdiff_t panels = dense_panel_count(pass);
  const std::ptrdiff_t before = chunk * chunks.size * taps;
  const std::ptrdiff_t depth = chunks.size_of(pass, chunk) * taps;
  return packed + (group * pass.in_channels * taps * panels + before * panels + panel * depth) *
                      static_cast<std::ptrdiff_t>(kPanelWidth);
}

}  // namespace sardonyx::kernels
