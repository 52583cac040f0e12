#include "core/kernels/conv/dense_weights.h"

#include <algorithm>

#include "core/simd/packet.h"

namespace sardonyx::kernels {

namespace {

using namespace simd;

constexpr auto kWidth = static_cast<std::ptrdiff_t>(kPanelWidth);

// Weights of up to 8 output channels, `stride` apart, with contiguous values: value i of all goes
// to out + i * out_stride, with zeros for channels beyond `columns`.
void interleave(const float* from, std::ptrdiff_t stride, std::ptrdiff_t columns,
                std::ptrdiff_t count, float* out, std::ptrdiff_t out_stride) {
  std::ptrdiff_t i = 0;
  for (; columns == kWidth && i + 4 <= count; i += 4) {
    PacketBlock<F32x4, 4> left;
    PacketBlock<F32x4, 4> right;
    for (int j = 0; j < 4; ++j) {
      left.packet[j] = load(from + i + j * stride);
      right.packet[j] = load(from + i + (j + 4) * stride);
    }
    ptranspose(left);
    ptranspose(right);
    for (int j = 0; j < 4; ++j, out += out_stride) {
      store(out, left.packet[j]);
      store(out + 4, right.packet[j]);
    }
  }
  for (; i < count; ++i, out += out_stride) {
    for (std::ptrdiff_t j = 0; j < kWidth; ++j) out[j] = j < columns ? from[i + j * stride] : 0.0f;
  }
}

// The same for weights that lie in any order: those of one tap.
void gather(const float* from, const WeightView& weights, std::ptrdiff_t columns,
            std::ptrdiff_t channels, float* out) {
  for (std::ptrdiff_t c = 0; c < channels; ++c, out += kWidth) {
    for (std::ptrdiff_t j = 0; j < kWidth; ++j) {
      out[j] = j < columns ? from[c * weights.in_channel + j * weights.out_channel] : 0.0f;
    }
  }
}

// Whether the taps of a channel follow each other.
bool has_contiguous_taps(const ConvPass& pass, const WeightView& weights) {
  return weights.tap[2] == 1 && weights.tap[1] == pass.axes[2].taps &&
         weights.tap[0] == pass.axes[1].taps * weights.tap[1];
}

// Weights of up to 8 output channels and the channels of a chunk.
void pack_panel(const ConvPass& pass, const WeightView& weights, const float* from,
                std::ptrdiff_t columns, std::ptrdiff_t channels, float* out) {
  const std::ptrdiff_t taps = pass.taps();
  if (taps == 1 && weights.in_channel == 1) {
    return interleave(from, weights.out_channel, columns, channels, out, kWidth);
  }
  if (has_contiguous_taps(pass, weights)) {
    for (std::ptrdiff_t c = 0; c < channels; ++c) {
      interleave(from + c * weights.in_channel, weights.out_channel, columns, taps,
                 out + c * kWidth, channels * kWidth);
    }
    return;
  }
  for (std::ptrdiff_t d = 0; d < pass.axes[0].taps; ++d) {
    for (std::ptrdiff_t h = 0; h < pass.axes[1].taps; ++h) {
      for (std::ptrdiff_t w = 0; w < pass.axes[2].taps; ++w, out += channels * kWidth) {
        gather(from + d * weights.tap[0] + h * weights.tap[1] + w * weights.tap[2], weights,
               columns, channels, out);
      }
    }
  }
}

}  // namespace

std::size_t packed_dense_weights_size(const ConvPass& pass) {
  return static_cast<std::size_t>(pass.groups * dense_panel_count(pass) * kWidth *
                                  pass.in_channels * pass.taps());
}

void pack_dense_weights(const ConvPass& pass, const WeightView& weights, float* packed) {
  if (packed_dense_weights_size(pass) == 0) return;
  const DenseChunks chunks(pass);
  for (std::ptrdiff_t group = 0; group < pass.groups; ++group) {
    for (std::ptrdiff_t chunk = 0; chunk < chunks.count; ++chunk) {
      const std::ptrdiff_t channels = chunks.size_of(pass, chunk);
      for (std::ptrdiff_t m = 0; m < pass.out_channels; m += kWidth) {
        const float* from = weights.data + group * weights.group + m * weights.out_channel +
                            chunk * chunks.size * weights.in_channel;
        pack_panel(pass, weights, from, std::min(kWidth, pass.out_channels - m), channels, packed);
        packed += channels * pass.taps() * kWidth;
      }
    }
  }
}

}  // namespace sardonyx::kernels
