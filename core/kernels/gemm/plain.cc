#include "core/kernels/gemm/plain.h"

#include <algorithm>
#include <type_traits>

namespace sardonyx::kernels {

template <class T>
void gemm_plain(std::size_t m, std::size_t n, std::size_t k, const MatrixView<T>& a,
                const MatrixView<T>& b, T* c, std::ptrdiff_t c_stride) {
  // Signed overflow is undefined in C++, wrapping around is not.
  using Sum = typename std::conditional_t<std::is_integral_v<T>, std::make_unsigned<T>,
                                          std::type_identity<T>>::type;
  for (std::size_t i = 0; i < m; ++i) {
    T* row = c + static_cast<std::ptrdiff_t>(i) * c_stride;
    std::fill_n(row, n, T{});
    for (std::size_t p = 0; p < k; ++p) {
      const auto factor = static_cast<Sum>(*a.at(i, p));
      const T* from = b.at(p, 0);
      if (b.col_stride == 1) {
        for (std::size_t j = 0; j < n; ++j) {
          row[j] = static_cast<T>(static_cast<Sum>(row[j]) + factor * static_cast<Sum>(from[j]));
        }
      } else {
        for (std::size_t j = 0; j < n; ++j) {
          row[j] =
              static_cast<T>(static_cast<Sum>(row[j]) + factor * static_cast<Sum>(*b.at(p, j)));
        }
      }
    }
  }
}

template void gemm_plain(std::size_t, std::size_t, std::size_t, const MatrixView<double>&,
                         const MatrixView<double>&, double*, std::ptrdiff_t);
template void gemm_plain(std::size_t, std::size_t, std::size_t, const MatrixView<std::int32_t>&,
                         const MatrixView<std::int32_t>&, std::int32_t*, std::ptrdiff_t);
template void gemm_plain(std::size_t, std::size_t, std::size_t, const MatrixView<std::uint32_t>&,
                         const MatrixView<std::uint32_t>&, std::uint32_t*, std::ptrdiff_t);
template void gemm_plain(std::size_t, std::size_t, std::size_t, const MatrixView<std::int64_t>&,
                         const MatrixView<std::int64_t>&, std::int64_t*, std::ptrdiff_t);
template void gemm_plain(std::size_t, std::size_t, std::size_t, const MatrixView<std::uint64_t>&,
                         const MatrixView<std::uint64_t>&, std::uint64_t*, std::ptrdiff_t);

}  // namespace sardonyx::kernels
