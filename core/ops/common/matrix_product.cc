#include "core/ops/common/matrix_product.h"

#include "core/ops/common/float_io.h"

namespace sardonyx {

void PackedMatrices::pack(const Tensor& b, bool transposed) {
  const Tensor wide = widen(b);
  const std::int64_t rows = wide.dim(-2);
  const std::int64_t cols = wide.dim(-1);
  const auto k = static_cast<std::size_t>(transposed ? cols : rows);
  const auto n = static_cast<std::size_t>(transposed ? rows : cols);
  const auto count = static_cast<std::size_t>(wide.shape().count(0, wide.rank() - 2));
  stride_ = kernels::packed_b_size(k, n);
  packed_.resize(count * stride_);
  ThreadPool one(1);
  for (std::size_t i = 0; i < count; ++i) {
    const float* matrix = wide.data<float>() + i * k * n;
    kernels::pack_b(matrix_view(matrix, cols, transposed), k, n, packed_.data() + i * stride_, one);
  }
}

}  // namespace sardonyx
