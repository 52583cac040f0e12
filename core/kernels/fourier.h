#pragma once

#include <complex>
#include <cstddef>

namespace sardonyx::kernels {

/// y[k] = sum over n of x[n] * e^(-2 pi i k n / size), or the inverse with a positive exponent and
/// divided by size. Any size >= 1: mixed radix, and where a large prime divides the size
/// Bluestein's algorithm (A linear filtering approach to the computation of the discrete Fourier
/// transform, 1970), so that none takes more than O(size * log(size)). Computed in double
/// precision. y must not overlap x.
void fourier_transform(const std::complex<double>* x, std::complex<double>* y, std::size_t size,
                       bool inverse);

}  // namespace sardonyx::kernels
