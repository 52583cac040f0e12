#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "core/base/thread_pool.h"
#include "core/kernels/conv.h"

// What convolution and transposed convolution have in common. A convolution is one pass. A
// transposed convolution with stride s is a pass per remainder of the output index modulo s on each
// axis: every output is then a plain sum over some of the kernel's taps, and nothing has to be
// added to memory afterwards.

namespace sardonyx::kernels {

/// One spatial axis of a pass. Output o < outputs lies at index out_first + o * out_step of y and
/// reads, for t < taps, input o * in_step + tap_first + t * tap_step, which is zero outside of
/// [0, input). tap_step >= 1. Steps and offsets come from a model's attributes, so they may be far
/// larger than any array.
struct PassAxis {
  std::ptrdiff_t outputs = 1;
  std::ptrdiff_t out_first = 0;
  std::ptrdiff_t out_step = 1;
  std::ptrdiff_t input = 1;
  std::ptrdiff_t taps = 1;
  std::int64_t in_step = 1;
  std::int64_t tap_first = 0;
  std::int64_t tap_step = 1;
};

struct ConvPass {
  std::ptrdiff_t batch = 1;
  std::ptrdiff_t groups = 1;
  std::ptrdiff_t in_channels = 1;   ///< of one group
  std::ptrdiff_t out_channels = 1;  ///< of one group
  std::array<PassAxis, kMaxSpatialRank> axes;
  std::array<std::ptrdiff_t, kMaxSpatialRank> output;  ///< extents of y

  std::ptrdiff_t taps() const { return axes[0].taps * axes[1].taps * axes[2].taps; }
  std::ptrdiff_t outputs() const { return axes[0].outputs * axes[1].outputs * axes[2].outputs; }
  std::ptrdiff_t input_plane() const { return axes[0].input * axes[1].input * axes[2].input; }
  std::ptrdiff_t output_plane() const { return output[0] * output[1] * output[2]; }
};

/// The weights of a pass as they lie in the model: strides in elements, per group, per channel of
/// the group, and per tap.
struct WeightView {
  const float* data = nullptr;
  std::ptrdiff_t group = 0;
  std::ptrdiff_t out_channel = 0;
  std::ptrdiff_t in_channel = 0;
  std::array<std::ptrdiff_t, kMaxSpatialRank> tap{};
};

// Each kernel for a pass has the same four functions: how many floats the packed weights take, how
// to pack them, how many floats of scratch memory a run needs, and the run.

/// Many channels: GEMM on a channels-last copy of a few input rows.
std::size_t packed_dense_weights_size(const ConvPass& pass);
void pack_dense_weights(const ConvPass& pass, const WeightView& weights, float* packed);
std::size_t dense_scratch_size(const ConvPass& pass, std::size_t threads);
void run_dense(const ConvPass& pass, const float* x, const float* packed,
               const ConvEpilogue& epilogue, float* y, float* scratch, ThreadPool& pool);

/// Few output channels per group, depthwise convolution above all: vectorised along the width.
std::size_t packed_planar_weights_size(const ConvPass& pass);
void pack_planar_weights(const ConvPass& pass, const WeightView& weights, float* packed);
std::size_t planar_scratch_size(const ConvPass& pass, std::size_t threads);
void run_planar(const ConvPass& pass, const float* x, const float* packed,
                const ConvEpilogue& epilogue, float* y, float* scratch, ThreadPool& pool);

/// Depthwise convolution with 3x3 or five rows of taps, on the planar kernel's weights.
std::size_t depthwise_scratch_size(const ConvPass& pass, std::size_t threads);
void run_depthwise(const ConvPass& pass, const float* x, const float* packed,
                   const ConvEpilogue& epilogue, float* y, float* scratch, ThreadPool& pool);
bool depthwise_fits(const ConvPass& pass);
/// Whether it fits and is faster than the planar kernel.
bool depthwise_pays(const ConvPass& pass);

/// Kernels of 3x3, 5x5, 3 or 5 taps with stride 1, on the dense kernel's weights: a quarter to
/// three fifths of the products, with somewhat larger rounding errors, and NaN where infinite
/// inputs are near.
std::size_t winograd_scratch_size(const ConvPass& pass, std::size_t threads);
void run_winograd(const ConvPass& pass, const float* x, const float* packed,
                  const ConvEpilogue& epilogue, float* y, float* scratch, ThreadPool& pool);
bool winograd_fits(const ConvPass& pass);
/// Whether it fits and is faster than the dense kernel.
bool winograd_pays(const ConvPass& pass);

/// A single tap and few channels, on the dense kernel's weights: GEMM of the weights by the inputs
/// as they lie.
std::size_t pointwise_scratch_size(const ConvPass& pass, std::size_t threads);
void run_pointwise(const ConvPass& pass, const float* x, const float* packed,
                   const ConvEpilogue& epilogue, float* y, float* scratch, ThreadPool& pool);
bool pointwise_fits(const ConvPass& pass);
/// Whether it fits and is faster than the dense kernel.
bool pointwise_pays(const ConvPass& pass);

/// Which of the others a pass is for. A panel of the dense kernel has eight output channels; where
/// most of them would be missing, the planar one is faster. Depends on the weights alone.
inline bool is_planar(const ConvPass& pass) {
  return pass.out_channels <= 4 || (pass.groups > 1 && pass.in_channels == 1);
}

}  // namespace sardonyx::kernels
