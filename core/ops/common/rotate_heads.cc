#include "core/ops/common/rotate_heads.h"

#include "core/kernels/rotary.h"

namespace sardonyx {

void rotate_heads(const HeadsView& x, const Tensor& cos, const Tensor& sin, bool interleaved,
                  FunctionRef<std::int64_t(std::int64_t b, std::int64_t s)> row_of, float* y,
                  const Heads& of_y) {
  const Heads& of_x = x.layout;
  const std::int64_t half = cos.dim(-1);
  for (std::int64_t b = 0; b < of_x.batch; ++b) {
    for (std::int64_t s = 0; s < of_x.length; ++s) {
      const std::int64_t at = row_of(b, s) * half;
      for (std::int64_t h = 0; h < of_x.heads; ++h) {
        kernels::rotate_pairs(x.data + of_x.offset(b, h) + s * of_x.row_stride,
                              cos.data<float>() + at, sin.data<float>() + at,
                              static_cast<std::size_t>(half), static_cast<std::size_t>(of_x.size),
                              interleaved, y + of_y.offset(b, h) + s * of_y.row_stride);
      }
    }
  }
}

}  // namespace sardonyx
