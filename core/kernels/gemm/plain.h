#pragma once

#include <cstddef>
#include <cstdint>

#include "core/kernels/matrix.h"

namespace sardonyx::kernels {

/// C = A * B, m x n with rows c_stride apart, for the types whose products are rare: double and
/// integers, which wrap around. C must not overlap A or B.
template <class T>
void gemm_plain(std::size_t m, std::size_t n, std::size_t k, const MatrixView<T>& a,
                const MatrixView<T>& b, T* c, std::ptrdiff_t c_stride);

extern template void gemm_plain(std::size_t, std::size_t, std::size_t, const MatrixView<double>&,
                                const MatrixView<double>&, double*, std::ptrdiff_t);
extern template void gemm_plain(std::size_t, std::size_t, std::size_t,
                                const MatrixView<std::int32_t>&, const MatrixView<std::int32_t>&,
                                std::int32_t*, std::ptrdiff_t);
extern template void gemm_plain(std::size_t, std::size_t, std::size_t,
                                const MatrixView<std::uint32_t>&, const MatrixView<std::uint32_t>&,
                                std::uint32_t*, std::ptrdiff_t);
extern template void gemm_plain(std::size_t, std::size_t, std::size_t,
                                const MatrixView<std::int64_t>&, const MatrixView<std::int64_t>&,
                                std::int64_t*, std::ptrdiff_t);
extern template void gemm_plain(std::size_t, std::size_t, std::size_t,
                                const MatrixView<std::uint64_t>&, const MatrixView<std::uint64_t>&,
                                std::uint64_t*, std::ptrdiff_t);

}  // namespace sardonyx::kernels
