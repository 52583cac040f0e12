#include "core/ops/common/spectrum.h"

#include "core/kernels/fourier.h"
#include "core/ops/common/compute_type.h"

namespace sardonyx {

void SpectrumLine::transform(std::vector<std::complex<double>>& line,
                             std::vector<std::complex<double>>& result) const {
  if (inverse && onesided) {
    // The other half of a real signal's spectrum is its mirror image, conjugated.
    line.resize(length / 2 + 1);
    line.resize(length);
    for (std::size_t k = length / 2 + 1; k < length; ++k) {
      line[k] = std::conj(line[length - k]);
    }
  } else {
    line.resize(length);
  }
  result.resize(length);
  if (length > 0) {
    kernels::fourier_transform(line.data(), result.data(), length, inverse);
  }
}

std::complex<double> load_complex(const Tensor& tensor, std::size_t at, std::size_t parts) {
  double values[2] = {0, 0};
  load_tile_as(kernels::ComputeType::kDouble, tensor.dtype(), tensor.raw(), at, parts, values);
  return {values[0], values[1]};
}

void store_complex(std::complex<double> value, Tensor& tensor, std::size_t at, std::size_t parts) {
  const double values[2] = {value.real(), value.imag()};
  store_tile_as(kernels::ComputeType::kDouble, tensor.dtype(), values, parts, tensor.raw(), at);
}

}  // namespace sardonyx
