#include "core/kernels/fourier.h"

#include "core/simd/packet.h"

// After core/simd/packet.h, which says how Eigen is set up.
#include <unsupported/Eigen/FFT>

namespace sardonyx::kernels {

void fourier_transform(const std::complex<double>* x, std::complex<double>* y, std::size_t size,
                       bool inverse) {
  if (size == 1) {  // Eigen makes a plan of no factors for it, and reads the first
    y[0] = x[0];
    return;
  }
  // The plans (twiddle factors) of the sizes seen so far.
  static Eigen::FFT<double> fft;
  const auto count = static_cast<Eigen::Index>(size);
  if (inverse) {
    fft.inv(y, x, count);
  } else {
    fft.fwd(y, x, count);
  }
}

}  // namespace sardonyx::kernels
