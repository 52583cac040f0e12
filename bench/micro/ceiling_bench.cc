// What one core can do at most, as JSON: GFLOP/s of the register tiles on operands in L1, and GB/s
// (read and written) of copying in the first two caches and in memory. The kernels' shares are
// shares of these.

#include <cstdio>
#include <cstring>
#include <vector>

#include "bench/micro/tile_rate.h"
#include "bench/micro/timing.h"
#include "core/simd/packet.h"

namespace {

using namespace sardonyx;

__attribute__((noinline)) void copy(const std::vector<float>& from, std::vector<float>& to) {
  for (std::size_t i = 0; i < from.size(); i += 16) {
    for (std::size_t j = i; j < i + 16; j += 4)
      simd::pstoreu(&to[j], simd::ploadu<simd::F32x4>(&from[j]));
  }
}

/// Of two buffers of `bytes` together.
double gigabytes_of_copy(std::size_t bytes) {
  const std::vector<float> from(bytes / 8, 1.0f);
  std::vector<float> to(bytes / 8);
  const double seconds = bench::fastest([&] { copy(from, to); });
  return 1e-9 * static_cast<double>(bytes) / seconds;
}

}  // namespace

int main() {
  std::printf("{\"tiles\": {\"4x8\": %.1f, \"5x8\": %.1f, \"6x8\": %.1f, \"2x16\": %.1f}, ",
              bench::tile_rate<4, 1>(), bench::tile_rate<5, 1>(), bench::tile_rate<6, 1>(),
              bench::tile_rate<2, 2>());
  std::printf("\"copy\": {\"l1\": %.1f, \"l2\": %.1f, \"memory\": %.1f}}\n",
              gigabytes_of_copy(16 << 10), gigabytes_of_copy(256 << 10),
              gigabytes_of_copy(128 << 20));
  return 0;
}
