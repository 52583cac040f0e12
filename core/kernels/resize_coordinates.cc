#include "core/kernels/resize_coordinates.h"

namespace sardonyx::kernels {

double resize_coordinate(const ResizeAxis& axis, ResizeCoordinates coordinates, std::int64_t o) {
  const auto at = static_cast<double>(o);
  const auto input = static_cast<double>(axis.input);
  const auto output = static_cast<double>(axis.output);
  // The extent before it was rounded to a whole number: ONNX's formulas are written with it.
  const double resized = axis.scale * input;
  const double half_pixel = (at + 0.5) / axis.scale - 0.5;
  switch (coordinates) {
    case ResizeCoordinates::kHalfPixel:
      return half_pixel;
    case ResizeCoordinates::kHalfPixelSymmetric:
      return input / 2 * (1 - output / resized) + half_pixel;
    case ResizeCoordinates::kPytorchHalfPixel:
      return resized == 1 ? -0.5 : half_pixel;
    case ResizeCoordinates::kAlignCorners:
      return resized == 1 ? 0.0 : at * (input - 1) / (resized - 1);
    case ResizeCoordinates::kAsymmetric:
      return at / axis.scale;
    case ResizeCoordinates::kTfHalfPixelForNn:
      return (at + 0.5) / axis.scale;
    case ResizeCoordinates::kTfCropAndResize: {
      const double start = axis.roi_start;
      const double extent = axis.roi_end - start;
      return start * (input - 1) +
             (resized == 1 ? extent * (input - 1) / 2 : at * extent * (input - 1) / (resized - 1));
    }
  }
  return at;
}

}  // namespace sardonyx::kernels
