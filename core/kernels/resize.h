#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "core/base/thread_pool.h"
#include "core/kernels/element.h"

namespace sardonyx::kernels {

/// Attribute `mode` of ONNX Resize.
enum class ResizeMode { kNearest, kLinear, kCubic };
/// Attribute `coordinate_transformation_mode`.
enum class ResizeCoordinates {
  kHalfPixel,
  kHalfPixelSymmetric,
  kPytorchHalfPixel,
  kAlignCorners,
  kAsymmetric,
  kTfHalfPixelForNn,
  kTfCropAndResize,
};
/// Attribute `nearest_mode`, and what version 10 means: down along axes that grow, up along those
/// that shrink.
enum class ResizeRounding { kRoundPreferFloor, kRoundPreferCeil, kFloor, kCeil, kByScale };

/// One axis of x and y. `scale` is what the model gave, or output / input.
/// REQUIRES: output == 0, or input > 0 and scale >= 1 / (2 * input).
struct ResizeAxis {
  std::int64_t input = 1;
  std::int64_t output = 1;
  double scale = 1.0;
  float roi_start = 0.0f;  ///< only for kTfCropAndResize
  float roi_end = 1.0f;
};

struct ResizeOptions {
  ResizeMode mode = ResizeMode::kNearest;
  ResizeCoordinates coordinates = ResizeCoordinates::kHalfPixel;
  ResizeRounding rounding = ResizeRounding::kRoundPreferFloor;
  float cubic_coeff_a = -0.75f;
  bool exclude_outside = false;
  bool antialias = false;            ///< for kLinear and kCubic
  float extrapolation_value = 0.0f;  ///< for kTfCropAndResize
};

/// Bytes of scratch memory that resize needs. Throws kOutOfRange when they overflow.
std::size_t resize_scratch_size(std::span<const ResizeAxis> axes, const ResizeOptions& options,
                                std::size_t element_size);
/// ONNX Resize (version 19, and older ones where they say the same) over all axes of x, outermost
/// first, in mode kLinear or kCubic: one pass per axis that changes. T is float or double.
template <class T>
void resize(std::span<const ResizeAxis> axes, const ResizeOptions& options, const T* x, T* y,
            std::byte* scratch, ThreadPool& pool);

/// Bytes of scratch memory that resize_nearest needs.
std::size_t resize_nearest_scratch_size(std::span<const ResizeAxis> axes);
/// The same in mode kNearest, for elements of any type. `extrapolation` points at the value outside
/// of the region of interest; it may be null unless the coordinates are kTfCropAndResize.
void resize_nearest(ElementKind kind, std::span<const ResizeAxis> axes,
                    const ResizeOptions& options, const void* x, const void* extrapolation, void* y,
                    std::byte* scratch, ThreadPool& pool);

}  // namespace sardonyx::kernels
