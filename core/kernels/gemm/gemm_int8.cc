#include "core/kernels/gemm/gemm_int8.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/kernels/gemm/pack.h"
#include "core/kernels/parallel.h"
#include "core/simd/dot.h"
#include "core/simd/unroll.h"

namespace sardonyx::kernels {

namespace {

using namespace simd;

constexpr std::size_t kRows = 4;
// Values of k per block: a panel of 768 x 8 int16 takes 12 KB of the L1 cache.
constexpr std::size_t kMaxDepth = 768;

// Sums run over pairs, so k is rounded up to an even number.
constexpr std::size_t even(std::size_t k) {
  return (k + 1) / 2 * 2;
}

struct Tile {
  const std::int16_t* a;  // rows `a_stride` apart
  std::size_t a_stride;
  const std::int16_t* b;  // pairs of rows of the panel: {b[0][j], b[1][j]} for j < 8
  std::size_t pairs;
  std::int32_t* c;
  std::ptrdiff_t c_stride;
  bool accumulate;
};

// `Rows` rows of A times one panel.
template <int Rows>
__attribute__((noinline, used)) void tile(const Tile& t) {
  I32x4 sum[Rows][2];
  const std::int16_t* a[Rows];
  unroll<Rows>([&](auto i) SARDONYX_INLINE {
    a[i] = t.a + static_cast<std::size_t>(i) * t.a_stride;
    sum[i][0] = splat(std::int32_t{0});
    sum[i][1] = splat(std::int32_t{0});
  });
  const std::int16_t* b = t.b;
  for (std::size_t pairs = t.pairs; pairs > 0; --pairs, b += 16) {
    const I16x8 left = load(b);
    const I16x8 right = load(b + 8);
    unroll<Rows>([&](auto i) SARDONYX_INLINE {
      const I16x8 value = load_pair_splat(a[i]);
      a[i] += 2;
      sum[i][0] = dot_add(value, left, sum[i][0]);
      sum[i][1] = dot_add(value, right, sum[i][1]);
    });
  }
  std::int32_t* c = t.c;
  unroll<Rows>([&](auto i) SARDONYX_INLINE {
    unroll<2>([&](auto j) SARDONYX_INLINE {
      if (t.accumulate) sum[i][j] = padd(sum[i][j], load(c + 4 * j));
      store(c + 4 * j, sum[i][j]);
    });
    c += t.c_stride;
  });
}

constexpr std::array<void (*)(const Tile&), kRows> kTiles = {tile<1>, tile<2>, tile<3>, tile<4>};

// The same where only `width` columns of C exist.
void edge_tile(Tile t, std::size_t rows, std::size_t width) {
  std::int32_t sums[kRows * kPanelWidth];
  std::int32_t* const c = t.c;
  const bool accumulate = t.accumulate;
  t.c = sums;
  t.accumulate = false;
  const std::ptrdiff_t c_stride = std::exchange(t.c_stride, std::ptrdiff_t{kPanelWidth});
  kTiles[rows - 1](t);
  for (std::size_t i = 0; i < rows; ++i) {
    std::int32_t* out = c + static_cast<std::ptrdiff_t>(i) * c_stride;
    for (std::size_t j = 0; j < width; ++j) {
      const auto sum = static_cast<std::uint32_t>(sums[i * kPanelWidth + j]);
      const auto start = accumulate ? static_cast<std::uint32_t>(out[j]) : 0u;
      out[j] = static_cast<std::int32_t>(start + sum);
    }
  }
}

// Rows of A as int16, less their zero points, padded to an even length.
template <class T>
void widen_rows(const MatrixView<T>& a, const ZeroPoints<T>& zero_points, std::size_t first,
                std::size_t last, std::size_t k, std::int16_t* out) {
  const std::size_t stride = even(k);
  for (std::size_t i = first; i < last; ++i) {
    const std::int32_t zero = zero_points.at(i);
    const T* from = a.at(i, 0);
    std::int16_t* to = out + i * stride;
    if (a.col_stride == 1) {
      for (std::size_t j = 0; j < k; ++j) to[j] = static_cast<std::int16_t>(from[j] - zero);
    } else {
      for (std::size_t j = 0; j < k; ++j) {
        to[j] = static_cast<std::int16_t>(*a.at(i, j) - zero);
      }
    }
    if (k < stride) to[k] = 0;
  }
}

}  // namespace

std::size_t packed_b_int8_size(std::size_t k, std::size_t n) {
  return panels_size(even(k), n);
}

template <class T>
void pack_b_int8(const MatrixView<T>& b, const ZeroPoints<T>& zero_points, std::size_t k,
                 std::size_t n, std::int16_t* packed) {
  for (std::size_t column = 0; column < n; column += kPanelWidth) {
    for (std::size_t r = 0; r < even(k); r += 2) {
      for (std::size_t j = column; j < column + kPanelWidth; ++j) {
        for (std::size_t s = r; s < r + 2; ++s) {
          *packed++ = j < n && s < k ? static_cast<std::int16_t>(*b.at(s, j) - zero_points.at(j))
                                     : std::int16_t{0};
        }
      }
    }
  }
}

std::size_t gemm_int8_scratch_size(const GemmShape& shape) {
  return shape.m * even(shape.k);
}

template <class T>
void gemm_int8(const GemmShape& shape, const MatrixView<T>& a, const ZeroPoints<T>& zero_points,
               const std::int16_t* packed_b, std::int32_t* c, std::ptrdiff_t c_stride,
               std::int16_t* scratch, ThreadPool& pool) {
  const std::size_t k = even(shape.k);
  parallel_ranges(pool, shape.m, 65536 / (k + 1) + 1, [&](std::size_t first, std::size_t last) {
    widen_rows(a, zero_points, first, last, shape.k, scratch);
  });
  // A task is a block of panels of all rows, or of a part of the rows where there are few panels.
  const std::size_t panels = panel_count(shape.n);
  const std::size_t tiles = (shape.m + kRows - 1) / kRows;
  const std::size_t row_blocks = std::min(tiles, panels < 16 ? std::size_t{8} : std::size_t{1});
  const std::size_t grain =
      100000 / (k * kPanelWidth * shape.m / std::max<std::size_t>(1, row_blocks) + 1) + 1;
  parallel_ranges(pool, panels * row_blocks, grain, [&](std::size_t first, std::size_t last) {
    for (std::size_t task = first; task < last; ++task) {
      const std::size_t panel = task / row_blocks;
      const std::size_t block = task % row_blocks;
      const std::size_t column = panel * kPanelWidth;
      const std::size_t width = std::min(kPanelWidth, shape.n - column);
      const std::size_t row_end = std::min(shape.m, (block + 1) * tiles / row_blocks * kRows);
      std::size_t depth_first = 0;
      do {
        const std::size_t depth = std::min(kMaxDepth, k - depth_first);
        for (std::size_t i = block * tiles / row_blocks * kRows; i < row_end; i += kRows) {
          const std::size_t rows = std::min(kRows, row_end - i);
          const Tile t = {
              scratch + i * k + depth_first,
              k,
              packed_b + (panel * k + depth_first) * kPanelWidth,
              depth / 2,
              c + static_cast<std::ptrdiff_t>(i) * c_stride + static_cast<std::ptrdiff_t>(column),
              c_stride,
              depth_first > 0};
          if (width == kPanelWidth) {
            kTiles[rows - 1](t);
          } else {
            edge_tile(t, rows, width);
          }
        }
        depth_first += kMaxDepth;
      } while (depth_first < k);
    }
  });
}

template void pack_b_int8(const MatrixView<std::int8_t>&, const ZeroPoints<std::int8_t>&,
                          std::size_t, std::size_t, std::int16_t*);
template void pack_b_int8(const MatrixView<std::uint8_t>&, const ZeroPoints<std::uint8_t>&,
                          std::size_t, std::size_t, std::int16_t*);
template void gemm_int8(const GemmShape&, const MatrixView<std::int8_t>&,
                        const ZeroPoints<std::int8_t>&, const std::int16_t*, std::int32_t*,
                        std::ptrdiff_t, std::int16_t*, ThreadPool&);
template void gemm_int8(const GemmShape&, const MatrixView<std::uint8_t>&,
                        const ZeroPoints<std::uint8_t>&, const std::int16_t*, std::int32_t*,
                        std::ptrdiff_t, std::int16_t*, ThreadPool&);

}  // namespace sardonyx::kernels
