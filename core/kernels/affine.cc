#include "core/kernels/affine.h"

#include "core/kernels/parallel.h"
#include "core/simd/packet.h"

namespace sardonyx::kernels {
namespace {
constexpr std::size_t kGrain = 4096;  // elements that are worth a thread's attention
}  // namespace

void affine_planes(std::size_t planes, std::size_t channels, std::size_t size, const float* x,
                   const float* scale, const float* shift, float* y, ThreadPool& pool) {
  using namespace simd;
  if (size == 1) {  // a matrix of [batch, channels]: the planes are the lanes
    for (std::size_t row = 0; row < planes; row += channels) {
      for (std::size_t c = 0; c < channels; c += kLanes<float>) {
        const std::size_t n = channels - c;
        store(y + row + c, mul_add(load(x + row + c, n), load(scale + c, n), load(shift + c, n)),
              n);
      }
    }
    return;
  }
  parallel_ranges(pool, planes, 1 + kGrain / (size + 1), [&](std::size_t first, std::size_t last) {
    for (std::size_t plane = first; plane < last; ++plane) {
      const F32x4 factor = splat(scale[plane % channels]);
      const F32x4 offset = splat(shift[plane % channels]);
      const float* from = x + plane * size;
      float* to = y + plane * size;
      std::size_t i = 0;
      for (; i + 4 <= size; i += 4) {
        store(to + i, mul_add(load(from + i), factor, offset));
      }
      if (i < size) {
        store(to + i, mul_add(load(from + i, size - i), factor, offset), size - i);
      }
    }
  });
}

}  // namespace sardonyx::kernels
