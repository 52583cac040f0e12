#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "core/base/thread_pool.h"
#include "core/kernels/element.h"

namespace sardonyx::kernels {

enum class GridMode { kLinear, kNearest, kCubic };
/// What stands outside of the input: zeros, its nearest element, or its mirror image.
enum class GridPadding { kZeros, kBorder, kReflection };

/// ONNX GridSample over any number of spatial axes. x is [batches, channels, extents], y is
/// [batches, channels, locations], and grid is [batches, locations, axes]: per location its
/// coordinates from -1 to 1, innermost axis first.
struct GridSample {
  GridMode mode = GridMode::kLinear;
  GridPadding padding = GridPadding::kZeros;
  bool align_corners = false;
  std::size_t batches = 1;
  std::size_t channels = 1;
  std::size_t locations = 1;
  std::span<const std::int64_t> extents = {};  ///< each at least 1
};

/// Bytes of scratch memory for either function.
std::size_t grid_sample_scratch_size(const GridSample& sample, std::size_t threads);

/// For modes kLinear and kCubic. T is float or double.
template <class T>
void grid_sample(const GridSample& sample, const T* x, const T* grid, T* y, std::byte* scratch,
                 ThreadPool& pool);

/// For mode kNearest and elements of any type; coordinates are float or double. `zero` points at
/// what kZeros puts outside.
template <class Coordinate>
void grid_sample_nearest(ElementKind kind, const GridSample& sample, const void* x,
                         const Coordinate* grid, const void* zero, void* y, std::byte* scratch,
                         ThreadPool& pool);

}  // namespace sardonyx::kernels
