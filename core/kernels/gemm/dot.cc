#include "core/kernels/gemm/dot.h"

#include "core/simd/packet.h"
#include "core/simd/unroll.h"

namespace sardonyx::kernels {

void dot_4(const float* x, const float* const (&y)[4], std::size_t depth, float (&out)[4]) {
  using namespace simd;
  F32x4 even[4];
  F32x4 odd[4];
  const float* row[4];
  unroll<4>([&](auto i) SARDONYX_INLINE {
    even[i] = splat(0.0f);
    odd[i] = splat(0.0f);
    row[i] = y[i];
  });
  std::size_t k = 0;
  for (; k + 8 <= depth; k += 8) {
    const F32x4 x0 = load(x + k);
    const F32x4 x1 = load(x + k + 4);
    unroll<4>([&](auto i) SARDONYX_INLINE {
      even[i] = madd(x0, load(row[i] + k), even[i]);
      odd[i] = madd(x1, load(row[i] + k + 4), odd[i]);
    });
  }
  for (; k < depth; k += 4) {
    const std::size_t left = depth - k;
    const F32x4 x0 = load(x + k, left);
    unroll<4>([&](auto i) SARDONYX_INLINE { even[i] = madd(x0, load(row[i] + k, left), even[i]); });
  }
  PacketBlock<F32x4, 4> sums;
  unroll<4>([&](auto i) SARDONYX_INLINE { sums.packet[i] = padd(even[i], odd[i]); });
  ptranspose(sums);
  store(out, padd(padd(sums.packet[0], sums.packet[1]), padd(sums.packet[2], sums.packet[3])));
}

}  // namespace sardonyx::kernels
