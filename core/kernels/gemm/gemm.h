#pragma once

#include <cstddef>
#include <limits>

#include "core/base/thread_pool.h"
#include "core/kernels/finish.h"
#include "core/kernels/matrix.h"

// General matrix product of f32: C = activation(alpha * A * B + beta * addend + bias).

namespace sardonyx::kernels {

/// C is m x n, A is m x k, B is k x n. Any of them may be 0: a sum over nothing is 0.
struct GemmShape {
  std::size_t m = 0;
  std::size_t n = 0;
  std::size_t k = 0;
};

/// What happens to a sum: times alpha, plus bias[j] and beta * addend[i, j] where given, clamped to
/// [low, high] before it is stored, then `finish`.
struct GemmEpilogue {
  float alpha = 1.0f;
  const float* bias = nullptr;  ///< n values, one per column
  /// m x n. Strides of 0 repeat one value, so that ONNX Gemm's C fits in whatever its shape;
  /// addend_col_stride is 1 or 0. It may be C itself, with C's strides.
  const float* addend = nullptr;
  std::ptrdiff_t addend_row_stride = 0;
  std::ptrdiff_t addend_col_stride = 1;
  float beta = 1.0f;
  float low = -std::numeric_limits<float>::infinity();
  float high = std::numeric_limits<float>::infinity();
  Finish finish;
};

/// Floats that pack_b writes for a k x n matrix.
std::size_t packed_b_size(std::size_t k, std::size_t n);
/// Packs B once for many products: a constant operand at load time, a transposed one through its
/// strides. The layout is private to gemm.
void pack_b(const MatrixView<float>& b, std::size_t k, std::size_t n, float* packed,
            ThreadPool& pool);

/// The right-hand operand: what pack_b made, or a matrix as it lies in memory.
struct GemmRhs {
  MatrixView<float> view;
  const float* packed = nullptr;

  static GemmRhs of_packed(const float* packed) { return {{}, packed}; }
  static GemmRhs of_view(const MatrixView<float>& view) { return {view, nullptr}; }
};

/// Floats of scratch memory that gemm needs for operands with these strides: room for a copy of A
/// when its rows are not contiguous, and for B when it pays to pack it.
std::size_t gemm_scratch_size(const GemmShape& shape, const MatrixView<float>& a, const GemmRhs& b);

/// Writes C, m x n with rows c_stride apart. C must not overlap A, B or scratch.
///
/// The bits of an element depend on its row of A, its column of B, k and the operands' strides, but
/// on neither the number of threads nor, for a packed B of at least 3 columns, on m: a row gives
/// the same in a batch as alone. Sums run in order within blocks of at most 768 products.
void gemm(const GemmShape& shape, const MatrixView<float>& a, const GemmRhs& b, float* c,
          std::ptrdiff_t c_stride, const GemmEpilogue& epilogue, float* scratch, ThreadPool& pool);

/// Where the matrices of one product of a batch begin, in elements from the operands' pointers.
struct GemmOffsets {
  std::ptrdiff_t a = 0;
  std::ptrdiff_t b = 0;
  std::ptrdiff_t c = 0;
  std::ptrdiff_t addend = 0;
};

/// Floats of scratch memory that gemm_batch needs.
std::size_t gemm_batch_scratch_size(const GemmShape& shape, const MatrixView<float>& a,
                                    const GemmRhs& b, std::size_t count, std::size_t threads);

/// `count` products of one shape, spread over the threads. Each gives the bits that gemm gives.
void gemm_batch(const GemmShape& shape, std::size_t count, const GemmOffsets* offsets,
                const MatrixView<float>& a, const GemmRhs& b, float* c, std::ptrdiff_t c_stride,
                const GemmEpilogue& epilogue, float* scratch, ThreadPool& pool);

}  // namespace sardonyx::kernels
