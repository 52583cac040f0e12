#pragma once

#include <vector>

#include "core/graph/op.h"
#include "core/kernels/gemm/gemm.h"

namespace sardonyx {

/// A constant right-hand operand of float products, packed once at load: one matrix or a batch of
/// equally shaped ones.
class PackedMatrices {
 public:
  /// Packs the last two axes of `b` (exchanged when `transposed`), float, float16 or bfloat16.
  void pack(const Tensor& b, bool transposed);
  bool empty() const { return packed_.empty(); }
  /// Matrix i of the batch.
  const float* at(std::size_t i) const { return packed_.data() + i * stride_; }

 private:
  std::vector<float> packed_;
  std::size_t stride_ = 0;
};

/// The view of a row-major matrix with `cols` columns, or of its transpose.
template <class T>
kernels::MatrixView<T> matrix_view(const T* data, std::int64_t cols, bool transposed) {
  const kernels::MatrixView<T> view{data, static_cast<std::ptrdiff_t>(cols), 1};
  return transposed ? view.transposed() : view;
}

}  // namespace sardonyx
