// GFLOP/s of the f32 GEMM: the register tiles on operands in L1, then shapes of real models.
// Build the target gemm_bench (native) or gemm_bench_<variant> (wasm, run with Node).

#include <cstdio>
#include <vector>

#include "bench/micro/tile_rate.h"
#include "bench/micro/timing.h"
#include "core/kernels/gemm/gemm.h"
#include "core/kernels/gemm/tile.h"

namespace {

using namespace sardonyx;
using namespace sardonyx::kernels;

template <int Rows, int Panels>
void bench_tile() {
  std::printf("tile %dx%-3d               %6.1f GFLOP/s\n", Rows,
              Panels * static_cast<int>(kPanelWidth), bench::tile_rate<Rows, Panels>());
}

void bench_gemm(const GemmShape& shape, bool packed, bool transposed) {
  std::vector<float> a(shape.m * shape.k, 0.5f);
  std::vector<float> b(shape.k * shape.n, 0.25f);
  std::vector<float> c(shape.m * shape.n);
  const MatrixView<float> a_view = {a.data(), static_cast<std::ptrdiff_t>(shape.k), 1};
  const MatrixView<float> b_view =
      transposed ? MatrixView<float>{b.data(), 1, static_cast<std::ptrdiff_t>(shape.k)}
                 : MatrixView<float>{b.data(), static_cast<std::ptrdiff_t>(shape.n), 1};
  ThreadPool pool(1);
  std::vector<float> b_packed(packed_b_size(shape.k, shape.n));
  pack_b(b_view, shape.k, shape.n, b_packed.data(), pool);
  const GemmRhs rhs = packed ? GemmRhs::of_packed(b_packed.data()) : GemmRhs::of_view(b_view);
  std::vector<float> scratch(gemm_scratch_size(shape, a_view, rhs));
  const double seconds = bench::fastest([&] {
    gemm(shape, a_view, rhs, c.data(), static_cast<std::ptrdiff_t>(shape.n), {}, scratch.data(),
         pool);
  });
  const double flop = 2.0 * static_cast<double>(shape.m) * static_cast<double>(shape.n) *
                      static_cast<double>(shape.k);
  std::printf("%5zu x %5zu x %5zu %s %6.1f GFLOP/s %9.1f us\n", shape.m, shape.k, shape.n,
              packed       ? "packed    "
              : transposed ? "transposed"
                           : "plain     ",
              flop / seconds * 1e-9, seconds * 1e6);
}

}  // namespace

int main() {
  bench_tile<1, 1>();
  bench_tile<1, 4>();
  bench_tile<2, 2>();
  bench_tile<3, 1>();
  bench_tile<4, 1>();
  bench_tile<5, 1>();
  bench_tile<6, 1>();
  const GemmShape shapes[] = {
      {128, 3072, 768}, {512, 512, 512}, {1, 3072, 768}, {64, 768, 768}, {3136, 64, 64},
      {196, 256, 1024}, {49, 512, 4608}, {5, 768, 768},  {6, 768, 768},  {2, 768, 768},
      {16, 768, 768},   {128, 128, 64},  {128, 64, 128}, {32, 32, 32},   {1, 1000, 2048},
      {12544, 64, 147}, {3136, 24, 96},
  };
  for (const GemmShape& shape : shapes) {
    bench_gemm(shape, true, false);
    bench_gemm(shape, false, false);
    bench_gemm(shape, false, true);
  }
  return 0;
}
