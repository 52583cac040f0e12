#pragma once

#include "core/graph/op.h"
#include "core/kernels/window.h"

namespace sardonyx {

/// The attributes that convolutions and poolings share: auto_pad, kernel_shape, strides, dilations,
/// pads, ceil_mode. https://onnx.ai/onnx/operators/onnx__Conv.html
class WindowAttributes {
 public:
  explicit WindowAttributes(const MakeContext& context);

  /// kernel_shape when it is given; empty otherwise.
  const Ints& kernel_shape() const { return kernel_; }

  /// The spatial extents of the output for input extents `input` (axes 2 and up of an input) and
  /// kernel extents `kernel`, as far as they are known. Throws kInvalidArgument when the attributes
  /// do not fit the rank, or the window does not fit the input.
  SymbolicShape output_extents(std::span<const Dim> input, std::span<const Dim> kernel) const;

  /// Everything a kernel has to know. REQUIRES: output_extents accepted the same extents.
  kernels::Window window(std::span<const std::int64_t> input,
                         std::span<const std::int64_t> kernel) const;
  /// The same for an input that is just as large as the kernel reaches: what packing weights needs
  /// to know before there is an input.
  kernels::Window kernel_window(std::span<const std::int64_t> kernel) const;

 private:
  enum class AutoPad : std::uint8_t { kNotSet, kSameUpper, kSameLower, kValid };
  void check_rank(std::size_t rank) const;
  std::int64_t stride(std::size_t i) const { return strides_.empty() ? 1 : strides_[i]; }
  std::int64_t dilation(std::size_t i) const { return dilations_.empty() ? 1 : dilations_[i]; }
  kernels::WindowAxis axis(std::size_t i, std::size_t rank, std::int64_t input,
                           std::int64_t kernel) const;

  AutoPad auto_pad_;
  bool ceil_mode_;
  Ints kernel_;
  Ints strides_;
  Ints dilations_;
  Ints pads_;
};

/// The spatial extents (axes 2 and up) of a shape.
std::span<const Dim> spatial(const SymbolicShape& shape);
std::span<const std::int64_t> spatial(const Shape& shape);

}  // namespace sardonyx
