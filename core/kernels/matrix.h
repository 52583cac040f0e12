#pragma once

#include <cstddef>

namespace sardonyx::kernels {

/// A matrix that lies in memory with two strides, counted in elements: element (i, j) is
/// data[i * row_stride + j * col_stride]. A transposed matrix has its strides exchanged; a stride
/// of 0 repeats a row or a column.
template <class T>
struct MatrixView {
  const T* data = nullptr;
  std::ptrdiff_t row_stride = 0;
  std::ptrdiff_t col_stride = 1;

  /// Null for an empty matrix without memory.
  const T* at(std::size_t i, std::size_t j) const {
    if (data == nullptr) {
      return nullptr;
    }
    return data + static_cast<std::ptrdiff_t>(i) * row_stride +
           static_cast<std::ptrdiff_t>(j) * col_stride;
  }
  MatrixView transposed() const { return {data, col_stride, row_stride}; }
};

}  // namespace sardonyx::kernels
