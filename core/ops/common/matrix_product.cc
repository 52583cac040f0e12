#include "core/ops/common/matrix_product.h"

#include "core/ops/common/float_io.h"

namespace sardonyx {
namespace {

struct Extents {
  std::size_t k;
  std::size_t n;
  std::size_t count;

  Extents(const Tensor& b, bool transposed)
      : k(static_cast<std::size_t>(b.dim(transposed ? -1 : -2))),
        n(static_cast<std::size_t>(b.dim(transposed ? -2 : -1))),
        count(static_cast<std::size_t>(b.shape().count(0, b.rank() - 2))) {}
};

}  // namespace

// Returns how many floats all matrices take.
std::size_t PackedMatrices::set_stride(const Tensor& b, bool transposed) {
  const Extents extents(b, transposed);
  stride_ = kernels::packed_b_size(extents.k, extents.n);
  return extents.count * stride_;
}

void PackedMatrices::write(const Tensor& b, bool transposed, float* packed) const {
  const Tensor wide = widen(b);
  const Extents extents(b, transposed);
  ThreadPool one(1);
  for (std::size_t i = 0; i < extents.count; ++i) {
    const float* matrix = wide.data<float>() + i * extents.k * extents.n;
    kernels::pack_b(matrix_view(matrix, wide.dim(-1), transposed), extents.k, extents.n,
                    packed + i * stride_, one);
  }
}

void PackedMatrices::pack(const Tensor& b, bool transposed) {
  const std::size_t floats = set_stride(b, transposed);
  packed_ = Tensor::allocate(DType::kFloat, {static_cast<std::int64_t>(floats)});
  write(b, transposed, packed_.data<float>());
}

void PackedMatrices::pack(PrepackContext& context, int i, bool transposed) {
  const Tensor& b = *context.constant(i);
  const std::span<float> packed = context.workspace(set_stride(b, transposed));
  write(b, transposed, packed.data());
  packed_ = context.keep(i, packed);
}

}  // namespace sardonyx
