#include "core/kernels/rotary.h"

#include <algorithm>

namespace sardonyx::kernels {

void rotate_pairs(const float* x, const float* cos, const float* sin, std::size_t half,
                  std::size_t size, bool interleaved, float* y) {
  const std::size_t step = interleaved ? 2 : 1;
  const std::size_t other = interleaved ? 1 : half;
  for (std::size_t j = 0; j < half; ++j) {
    const float real = x[j * step];
    const float imaginary = x[j * step + other];
    y[j * step] = real * cos[j] - imaginary * sin[j];
    y[j * step + other] = real * sin[j] + imaginary * cos[j];
  }
  std::copy(x + 2 * half, x + size, y + 2 * half);
}

}  // namespace sardonyx::kernels
