#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace sardonyx::kernels {

/// The most spatial axes that convolution and pooling have: depth, height and width.
inline constexpr int kMaxSpatialRank = 3;

/// One spatial axis of a convolution or pooling: output o reads the inputs
/// o * stride + k * dilation - pad_begin for k < kernel, as far as they exist.
struct WindowAxis {
  std::int64_t input = 1;
  std::int64_t output = 1;
  std::int64_t kernel = 1;
  std::int64_t stride = 1;
  std::int64_t dilation = 1;
  std::int64_t pad_begin = 0;
  std::int64_t pad_end = 0;  ///< only average pooling with count_include_pad asks for it
};

/// The spatial axes, always three: operators of lower rank leave the first ones as they are. The
/// output extents are given by the caller, who knows about auto_pad and ceil_mode.
/// REQUIRES: extents of input and output are >= 0, kernel, stride and dilation >= 1, and all of
/// them and the pads below 2^31.
struct Window {
  std::array<WindowAxis, kMaxSpatialRank> axes;

  const WindowAxis& depth() const { return axes[0]; }
  const WindowAxis& height() const { return axes[1]; }
  const WindowAxis& width() const { return axes[2]; }
  std::int64_t input_count() const { return axes[0].input * axes[1].input * axes[2].input; }
  std::int64_t output_count() const { return axes[0].output * axes[1].output * axes[2].output; }
  std::int64_t kernel_count() const { return axes[0].kernel * axes[1].kernel * axes[2].kernel; }
};

}  // namespace sardonyx::kernels
