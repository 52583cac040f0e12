#pragma once

#include <cstdint>
#include <span>

namespace sardonyx::kernels {

/// One spatial axis of col2im.
struct Col2ImAxis {
  std::int64_t image;
  std::int64_t block;
  std::int64_t columns;  ///< how many blocks lie along the axis
  std::int64_t stride = 1;
  std::int64_t dilation = 1;
  std::int64_t pad_begin = 0;
};

/// ONNX Col2Im: sums overlapping blocks into images. x is [planes, product of block, product of
/// columns], y is [planes, product of image]. What falls into the padding is dropped.
/// T is float, double, int32, int64 or uint64.
template <class T>
void col2im(std::span<const Col2ImAxis> axes, std::int64_t planes, const T* x, T* y);

}  // namespace sardonyx::kernels
