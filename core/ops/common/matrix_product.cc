#include "core/ops/common/matrix_product.h"

#include <algorithm>
#include <cstring>

#include "core/kernels/gemm/pack.h"
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

// Floats that are packed at a time where the weights lie: they stay in the second-level cache.
constexpr std::size_t kPieceFloats = 32768;

// Whether every panel takes exactly the memory of the rows that it is packed from.
bool packs_where_it_lies(const Tensor& b, bool transposed) {
  const Extents extents(b, transposed);
  return transposed && b.dtype() == DType::kFloat && b.element_count() > 0 &&
         extents.n % kernels::kPanelWidth == 0;
}

// Makes panels of the n rows of k values at `rows`, a few panels at a time.
void pack_rows(float* rows, std::size_t k, std::size_t n, PrepackContext& context) {
  const std::size_t panel = k * kernels::kPanelWidth;
  const std::size_t panels = kernels::panel_count(n);
  const std::size_t piece = std::clamp<std::size_t>(kPieceFloats / panel, 1, panels);
  const std::span<float> packed = context.workspace(piece * panel);
  for (std::size_t first = 0; first < panels; first += piece, rows += piece * panel) {
    const std::size_t count = std::min(piece, panels - first);
    kernels::pack_panels({rows, 1, static_cast<std::ptrdiff_t>(k)}, k, count * kernels::kPanelWidth,
                         0, count, packed.data());
    std::memcpy(rows, packed.data(), count * panel * sizeof(float));
  }
}

}  // namespace

SymbolicShape product_shape(const InferContext& context, const SymbolicShape& a,
                            const SymbolicShape& b) {
  context.require(a.rank() >= 1 && b.rank() >= 1, "the inputs have shapes ", a, " and ", b,
                  ", expected rank 1 at least");
  const bool row = a.rank() == 1;
  const bool column = b.rank() == 1;
  const Dim inner_a = a[a.rank() - 1];
  const Dim inner_b = b[column ? 0 : b.rank() - 2];
  context.require(!certainly_differ(inner_a, inner_b), "inner dimensions ", inner_a, " and ",
                  inner_b, " differ (A", a, ", B", b, ")");
  SymbolicShape batch_a = a;
  SymbolicShape batch_b = b;
  for (int i = 0; i < (row ? 1 : 2); ++i) {
    batch_a.erase(batch_a.rank() - 1);
  }
  for (int i = 0; i < (column ? 1 : 2); ++i) {
    batch_b.erase(batch_b.rank() - 1);
  }
  SymbolicShape y = broadcast(batch_a, batch_b);
  if (!row) {
    y.push_back(a[a.rank() - 2]);
  }
  if (!column) {
    y.push_back(b[b.rank() - 1]);
  }
  return y;
}

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
  if (packs_where_it_lies(b, transposed)) {
    const Extents extents(b, transposed);
    packed_ = context.keep(i, {b.data<float>(), set_stride(b, transposed)});
    pack_rows(packed_.data<float>(), extents.k, extents.n * extents.count, context);
    return;
  }
  const std::span<float> packed = context.workspace(set_stride(b, transposed));
  write(b, transposed, packed.data());
  packed_ = context.keep(i, packed);
}

}  // namespace sardonyx
