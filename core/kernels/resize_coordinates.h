#pragma once

#include "core/kernels/resize.h"

namespace sardonyx::kernels {

/// Whether y has along this axis what x has.
inline bool is_unchanged(const ResizeAxis& axis, const ResizeOptions& options) {
  return axis.input == axis.output && axis.scale == 1.0 &&
         (options.coordinates != ResizeCoordinates::kTfCropAndResize ||
          (axis.roi_start == 0.0f && axis.roi_end == 1.0f));
}

/// Where output `o` lies on the axis of x. It may be outside of [0, input - 1].
double resize_coordinate(const ResizeAxis& axis, ResizeCoordinates coordinates, std::int64_t o);

/// Whether a coordinate is replaced by the extrapolation value.
inline bool is_extrapolated(const ResizeAxis& axis, ResizeCoordinates coordinates, double at) {
  return coordinates == ResizeCoordinates::kTfCropAndResize &&
         !(at >= 0.0 && at <= static_cast<double>(axis.input - 1));
}

}  // namespace sardonyx::kernels
