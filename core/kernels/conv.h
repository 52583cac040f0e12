#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>

#include "core/base/thread_pool.h"
#include "core/kernels/finish.h"
#include "core/kernels/window.h"

// Convolution of f32, channels first: x is [batch, in_channels, input extents] and y
// [batch, out_channels, output extents].

namespace sardonyx::kernels {

/// The kernels that there are; core/kernels/conv/pass.h says what each is for.
enum class ConvKernel : std::uint8_t {
  kChosen,
  kDense,
  kPlanar,
  kDepthwise,
  kWinograd,
  kPointwise
};

/// The extents of one convolution. REQUIRES: groups divides both numbers of channels.
struct ConvShape {
  std::int64_t batch = 1;
  std::int64_t groups = 1;
  std::int64_t in_channels = 1;
  std::int64_t out_channels = 1;
  Window window;
  /// Whether sums must be those of the products of the definition, because they are integers that
  /// float counts exactly. Elsewhere the Winograd transform may save most of the products.
  bool exact = false;
  /// Only measurements want another kernel than the one that is chosen. It has to fit.
  ConvKernel kernel = ConvKernel::kChosen;
};

/// The kernel that runs when the shape names none.
ConvKernel chosen_kernel(const ConvShape& shape);
/// Whether a kernel, other than kChosen, can do it at all.
bool kernel_fits(const ConvShape& shape, ConvKernel kernel);

/// What happens to a sum: bias, then clamp to [low, high] before it is stored, then `finish`.
struct ConvEpilogue {
  const float* bias = nullptr;  ///< out_channels values
  float low = -std::numeric_limits<float>::infinity();
  float high = std::numeric_limits<float>::infinity();
  Finish finish;
};

/// Floats that the packed weights take. Only the channels, the groups, and the kernel, stride and
/// dilation of the window matter, so weights are packed once for inputs of all sizes.
std::size_t packed_conv_weights_size(const ConvShape& shape);
/// Packs ONNX Conv's W, [out_channels, in_channels / groups, kernel extents].
void pack_conv_weights(const ConvShape& shape, const float* w, float* packed);

/// Floats of scratch memory that conv needs.
std::size_t conv_scratch_size(const ConvShape& shape, std::size_t threads);
/// ONNX Conv. Gives the same bits for every number of threads.
void conv(const ConvShape& shape, const float* x, const float* packed_weights,
          const ConvEpilogue& epilogue, float* y, float* scratch, ThreadPool& pool);

}  // namespace sardonyx::kernels
