#pragma once

#include <cstddef>
#include <cstdint>

#include "core/base/thread_pool.h"

// Pooling of regions of interest. x is [batches, channels, height, width] and y is
// [regions, channels, output_height, output_width]. T is float or double.

namespace sardonyx::kernels {

struct RoiShape {
  std::int64_t regions = 0;
  std::int64_t channels = 0;
  std::int64_t height = 0;
  std::int64_t width = 0;
  std::int64_t output_height = 1;
  std::int64_t output_width = 1;
};

struct RoiAlignOptions {
  float spatial_scale = 1.0f;
  std::int64_t sampling_ratio = 0;  ///< 0: as many samples as the region has pixels
  bool half_pixel = true;
  bool takes_maximum = false;
};

/// The most samples that a bin has along one axis.
inline constexpr std::int64_t kMostRoiSamples = 4096;

/// ONNX RoiAlign. A region is x1, y1, x2, y2 and belongs to the batch of the same index.
/// REQUIRES: the batches exist, the regions are finite and take no more than kMostRoiSamples.
template <class T>
void roi_align(const RoiShape& shape, const RoiAlignOptions& options, const T* x, const T* regions,
               const std::int64_t* batches, T* y, ThreadPool& pool);

/// ONNX MaxRoiPool. A region is its batch, x1, y1, x2, y2. Empty bins give 0.
/// REQUIRES: the batches exist and the regions are finite.
template <class T>
void max_roi_pool(const RoiShape& shape, float spatial_scale, const T* x, const T* regions, T* y,
                  ThreadPool& pool);

}  // namespace sardonyx::kernels
