#pragma once

#include <cstddef>

#include "core/graph/op.h"
#include "core/kernels/gemm/gemm.h"

namespace sardonyx {

/// The shape of a product as MatMul defines it: matrices on the last two axes, those before them
/// broadcast; a vector on the left is a row, on the right a column, and the axis that this adds is
/// dropped from the result. Throws Error for operands that do not fit.
SymbolicShape product_shape(const InferContext& context, const SymbolicShape& a,
                            const SymbolicShape& b);

/// A constant right-hand operand of float products, packed once at load: one matrix or a batch of
/// equally shaped ones.
class PackedMatrices {
 public:
  /// Packs the last two axes of `b` (exchanged when `transposed`), float, float16 or bfloat16.
  void pack(const Tensor& b, bool transposed);
  /// The same for constant input i, which is released.
  void pack(PrepackContext& context, int i, bool transposed);
  bool empty() const { return !packed_.has_data(); }
  /// Matrix i of the batch.
  const float* at(std::size_t i) const { return packed_.data<float>() + i * stride_; }

 private:
  std::size_t set_stride(const Tensor& b, bool transposed);
  void write(const Tensor& b, bool transposed, float* packed) const;

  Tensor packed_;
  std::size_t stride_ = 0;
};

/// The view of a row-major matrix with `cols` columns, or of its transpose.
template <class T>
kernels::MatrixView<T> matrix_view(const T* data, std::int64_t cols, bool transposed) {
  const kernels::MatrixView<T> view{data, static_cast<std::ptrdiff_t>(cols), 1};
  return transposed ? view.transposed() : view;
}

}  // namespace sardonyx
