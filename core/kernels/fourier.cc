#include "core/kernels/fourier.h"

#include <bit>
#include <cstdint>
#include <numbers>
#include <vector>

#include "core/simd/packet.h"

// After core/simd/packet.h, which says how Eigen is set up.
#include <unsupported/Eigen/FFT>

namespace sardonyx::kernels {

namespace {

using Complex = std::complex<double>;

/// A prime factor p costs O(size * p); from some 150 on three transforms of a power of two are
/// less.
constexpr std::size_t kLargestFactor = 150;
/// Plans of larger sizes are not kept: they take 16 bytes per element.
constexpr std::size_t kLargestKept = 1 << 16;

bool has_large_factor(std::size_t size) {
  for (std::size_t factor = 2; factor * factor <= size && factor <= kLargestFactor; ++factor) {
    while (size % factor == 0) size /= factor;
  }
  return size > kLargestFactor;
}

void mixed_radix(const Complex* x, Complex* y, std::size_t size, bool inverse) {
  if (size == 1) {  // Eigen makes a plan of no factors for it, and reads the first
    y[0] = x[0];
    return;
  }
  // The plans (twiddle factors) of the sizes seen so far.
  static Eigen::FFT<double> kept;
  Eigen::FFT<double> own;
  Eigen::FFT<double>& fft = size <= kLargestKept ? kept : own;
  const auto count = static_cast<Eigen::Index>(size);
  if (inverse) {
    fft.inv(y, x, count);
  } else {
    fft.fwd(y, x, count);
  }
}

// With 2 k n = k^2 + n^2 - (k - n)^2 the sum is a convolution with e^(pi i n^2 / size), which
// transforms of a power of two compute.
void bluestein(const Complex* x, Complex* y, std::size_t size, bool inverse) {
  const std::size_t padded = std::bit_ceil(2 * size - 1);
  std::vector<Complex> chirp(size);
  const double unit = (inverse ? 1 : -1) * std::numbers::pi / static_cast<double>(size);
  for (std::size_t n = 0; n < size; ++n) {
    // The exponent's period is 2 * size; n * n has 64 bits on every machine.
    const std::uint64_t square = std::uint64_t{n} * n % (2 * std::uint64_t{size});
    chirp[n] = std::polar(1.0, unit * static_cast<double>(square));
  }
  std::vector<Complex> a(padded);
  std::vector<Complex> b(padded);
  for (std::size_t n = 0; n < size; ++n) {
    a[n] = x[n] * chirp[n];
    b[n] = b[(padded - n) % padded] = std::conj(chirp[n]);
  }
  std::vector<Complex> product(padded);
  mixed_radix(a.data(), product.data(), padded, false);
  mixed_radix(b.data(), a.data(), padded, false);
  for (std::size_t n = 0; n < padded; ++n) product[n] *= a[n];
  mixed_radix(product.data(), b.data(), padded, true);
  const double scale = inverse ? 1.0 / static_cast<double>(size) : 1.0;
  for (std::size_t n = 0; n < size; ++n) y[n] = b[n] * chirp[n] * scale;
}

}  // namespace

void fourier_transform(const std::complex<double>* x, std::complex<double>* y, std::size_t size,
                       bool inverse) {
  (has_large_factor(size) ? bluestein : mixed_radix)(x, y, size, inverse);
}

}  // namespace sardonyx::kernels
