#pragma once

#include <cstddef>
#include <cstdint>

#include "core/base/thread_pool.h"
#include "core/kernels/gemm/gemm.h"
#include "core/kernels/matrix.h"

// Exact products of 8-bit integers with zero points: C = (A - a_zero) * (B - b_zero) in int32,
// which wraps around. Operands are int8 or uint8. They are widened to int16, zero points taken off,
// before they are multiplied, so every result is the same on every machine.

namespace sardonyx::kernels {

/// Zero points: one for the whole operand (stride 0), or one per row of A or column of B (stride
/// 1). A null pointer stands for zeros.
template <class T>
struct ZeroPoints {
  const T* values = nullptr;
  std::size_t stride = 0;

  std::int32_t at(std::size_t i) const { return values == nullptr ? 0 : values[i * stride]; }
};

/// int16 values that pack_b_int8 writes for a k x n matrix.
std::size_t packed_b_int8_size(std::size_t k, std::size_t n);
/// Packs B, less its zero points, for any number of products. T is int8 or uint8.
template <class T>
void pack_b_int8(const MatrixView<T>& b, const ZeroPoints<T>& zero_points, std::size_t k,
                 std::size_t n, std::int16_t* packed);

/// int16 values of scratch memory that gemm_int8 needs.
std::size_t gemm_int8_scratch_size(const GemmShape& shape);
/// Writes C, m x n with rows c_stride apart. T, A's type, is int8 or uint8.
template <class T>
void gemm_int8(const GemmShape& shape, const MatrixView<T>& a, const ZeroPoints<T>& zero_points,
               const std::int16_t* packed_b, std::int32_t* c, std::ptrdiff_t c_stride,
               std::int16_t* scratch, ThreadPool& pool);

extern template void pack_b_int8(const MatrixView<std::int8_t>&, const ZeroPoints<std::int8_t>&,
                                 std::size_t, std::size_t, std::int16_t*);
extern template void pack_b_int8(const MatrixView<std::uint8_t>&, const ZeroPoints<std::uint8_t>&,
                                 std::size_t, std::size_t, std::int16_t*);
extern template void gemm_int8(const GemmShape&, const MatrixView<std::int8_t>&,
                               const ZeroPoints<std::int8_t>&, const std::int16_t*, std::int32_t*,
                               std::ptrdiff_t, std::int16_t*, ThreadPool&);
extern template void gemm_int8(const GemmShape&, const MatrixView<std::uint8_t>&,
                               const ZeroPoints<std::uint8_t>&, const std::int16_t*, std::int32_t*,
                               std::ptrdiff_t, std::int16_t*, ThreadPool&);

}  // namespace sardonyx::kernels
