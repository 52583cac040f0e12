#pragma once

#include <complex>
#include <cstdint>
#include <vector>

#include "core/graph/op.h"

namespace sardonyx {

/// A transform along one axis of tensors whose last axis holds real numbers (extent 1) or complex
/// ones (extent 2): DFT and STFT. Works line by line in double precision.
struct SpectrumLine {
  std::size_t length;  ///< of the transform
  bool inverse;
  bool onesided;

  /// Extents of the result along the axis and of its last axis.
  std::size_t results() const { return onesided && !inverse ? length / 2 + 1 : length; }
  std::size_t parts() const { return onesided && inverse ? 1 : 2; }

  /// Transforms `line`, which it fills up with zeros or cuts to the length (or to what a one-sided
  /// spectrum of it holds), into results() values.
  void transform(std::vector<std::complex<double>>& line,
                 std::vector<std::complex<double>>& result) const;
};

/// Element i (of `parts` parts, `stride` elements of the tensor apart) of a real or complex line.
std::complex<double> load_complex(const Tensor& tensor, std::size_t at, std::size_t parts);
void store_complex(std::complex<double> value, Tensor& tensor, std::size_t at, std::size_t parts);

}  // namespace sardonyx
