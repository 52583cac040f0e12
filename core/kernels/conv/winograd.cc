#include <algorithm>

#include "core/kernels/conv/block.h"
#include "core/kernels/conv/pass.h"
#include "core/kernels/gemm/tile.h"
#include "core/kernels/parallel.h"
#include "core/simd/packet.h"
#include "core/simd/unroll.h"

// Winograd's convolution F(4x4, 3x3): Lavin and Gray, Fast Algorithms for Convolutional Neural
// Networks, 2015. A tile of 4x4 outputs is computed from a patch of 6x6 inputs with 36 products per
// pair of channels instead of 144: both are polynomials, multiplied at the points 0, +-1/sqrt(2),
// +-sqrt(2) and infinity. With these points rounding errors are about twice those of the plain
// sums; with the usual 0, +-1, +-2 they are five times those.
//
// For a block of tiles the patches of all input channels are transformed; each of the 36 terms is
// then a matrix product of [output channels, input channels] by [input channels, tiles], whose
// panels of eight tiles the register tile of GEMM takes; and a few output channels at a time the
// results are transformed back. Both transforms work on four tiles at once.

namespace sardonyx::kernels {

namespace {

using simd::F32x4;

constexpr std::ptrdiff_t kTile = 4;   // outputs of a tile along an axis
constexpr std::ptrdiff_t kPatch = 6;  // inputs
constexpr std::ptrdiff_t kTerms = kPatch * kPatch;
constexpr auto kWidth = static_cast<std::ptrdiff_t>(kPanelWidth);
constexpr auto kRows = static_cast<std::ptrdiff_t>(kTileRows);

constexpr float kNear = 0.70710678118654752f;  // the points
constexpr float kFar = 1.41421356237309505f;

/// Fewer channels than this leave the transforms too little to save.
constexpr std::ptrdiff_t kFewestChannels = 16;
/// Transformed weights take four times the memory of the model's own: no more than 2.4 MB.
constexpr std::ptrdiff_t kMostChannelPairs = 128 * 128;
/// Floats of a block's transformed patches, and of the products of a few output channels: both
/// should stay in the second-level cache.
constexpr std::ptrdiff_t kPatchFloats = 98304;
constexpr std::ptrdiff_t kProductFloats = 40960;
constexpr std::ptrdiff_t kMostTiles = 64;
/// Floats between the terms of a block besides their values: powers of two would fall on one set
/// of the cache.
constexpr std::ptrdiff_t kSkew = 16;

std::ptrdiff_t round_up(std::ptrdiff_t a, std::ptrdiff_t b) {
  return ceil_div(a, b) * b;
}

/// How the outputs are divided: blocks of whole rows of tiles, or of pieces of one row.
struct TileBlocks {
  std::ptrdiff_t across;  // tiles of the output along the width
  std::ptrdiff_t down;    // and along the height
  std::ptrdiff_t cols;    // tiles of a block along the width
  std::ptrdiff_t rows = 1;

  explicit TileBlocks(const ConvPass& pass)
      : across(ceil_div(pass.axes[2].outputs, kTile)), down(ceil_div(pass.axes[1].outputs, kTile)) {
    const std::ptrdiff_t most = std::clamp(
        kPatchFloats / (kTerms * std::max<std::ptrdiff_t>(1, pass.in_channels)) / kWidth * kWidth,
        kWidth, kMostTiles);
    cols = across;
    if (across > most) {
      cols = round_up(ceil_div(across, ceil_div(across, most)), kWidth);
      return;
    }
    // As many rows as leave the fewest places of the panels empty.
    for (std::ptrdiff_t r = 1; r <= down && r * cols <= most; ++r) {
      if (r * round_up(rows * cols, kWidth) >= rows * round_up(r * cols, kWidth)) rows = r;
    }
  }

  std::ptrdiff_t col_blocks() const { return ceil_div(across, cols); }
  std::ptrdiff_t count() const { return ceil_div(down, rows) * col_blocks(); }
  std::ptrdiff_t panels() const { return ceil_div(rows * cols, kWidth); }
  std::ptrdiff_t columns() const { return panels() * kWidth; }
};

/// Scratch memory of one thread, in floats.
struct Scratch {
  std::ptrdiff_t patch_term;    // from one term of the patches to the next
  std::ptrdiff_t chunk;         // output channels whose products are computed at a time
  std::ptrdiff_t product_term;  // from one term of the products to the next
  std::size_t patches;
  std::size_t products;
  std::size_t copy;

  Scratch(const ConvPass& pass, const TileBlocks& blocks) {
    const std::ptrdiff_t columns = blocks.columns();
    patch_term = columns * pass.in_channels + kSkew;
    chunk = std::clamp(kProductFloats / (kTerms * columns) / kRows * kRows, kRows,
                       round_up(pass.out_channels, kRows));
    product_term = columns * chunk + kSkew;
    patches = round_up_floats(static_cast<std::size_t>(kTerms * patch_term));
    products = round_up_floats(static_cast<std::size_t>(kTerms * product_term));
    copy = round_up_floats(
        static_cast<std::size_t>((blocks.rows * kTile + 2) * (blocks.cols * kTile + 2)));
  }
  std::size_t floats() const { return patches + products + copy; }
};

// One axis of a patch: the values of its polynomial at the points.
EIGEN_ALWAYS_INLINE void transform_patch(const F32x4 (&d)[kPatch], F32x4 (&v)[kPatch]) {
  using namespace simd;
  const F32x4 two = splat(2.0f);
  const F32x4 half = splat(0.5f);
  const F32x4 sum = splat(2.5f);  // of the points' squares
  const F32x4 even_near = nmadd(two, d[2], d[4]);
  const F32x4 odd_near = pmul(splat(kNear), nmadd(two, d[1], d[3]));
  const F32x4 even_far = nmadd(half, d[2], d[4]);
  const F32x4 odd_far = pmul(splat(kFar), nmadd(half, d[1], d[3]));
  v[0] = padd(nmadd(sum, d[2], d[0]), d[4]);
  v[1] = padd(even_near, odd_near);
  v[2] = psub(even_near, odd_near);
  v[3] = padd(even_far, odd_far);
  v[4] = psub(even_far, odd_far);
  v[5] = padd(nmadd(sum, d[3], d[1]), d[5]);
}

// One axis of a tile: its outputs from the products at the points.
EIGEN_ALWAYS_INLINE void transform_products(const F32x4 (&m)[kPatch], F32x4 (&y)[kTile]) {
  using namespace simd;
  const F32x4 even_near = padd(m[1], m[2]);
  const F32x4 odd_near = psub(m[1], m[2]);
  const F32x4 even_far = padd(m[3], m[4]);
  const F32x4 odd_far = psub(m[3], m[4]);
  y[0] = padd(padd(m[0], even_near), even_far);
  y[1] = madd(splat(kFar), odd_far, pmul(splat(kNear), odd_near));
  y[2] = madd(splat(2.0f), even_far, pmul(splat(0.5f), even_near));
  y[3] = padd(madd(splat(2 * kFar), odd_far, pmul(splat(0.5f * kNear), odd_near)), m[5]);
}

// Writes the terms of four patches of one channel, `term_step` floats apart. Out of line and called
// often, as its reverse below, so that V8's optimised code replaces its baseline code soon.
__attribute__((noinline, used)) void transform_patches(const float* const* patches,
                                                       std::ptrdiff_t row_floats, float* terms,
                                                       std::ptrdiff_t term_step) {
  using namespace simd;
  F32x4 values[kPatch][kPatch];  // [column][row]
  unroll<kPatch>([&](auto row) SARDONYX_INLINE {
    PacketBlock<F32x4, 4> left;
    PacketBlock<F32x4, 4> right;
    unroll<4>([&](auto i) SARDONYX_INLINE {
      left.packet[i] = load(patches[i] + row * row_floats);
      right.packet[i] = load(patches[i] + row * row_floats + 2);
    });
    ptranspose(left);
    ptranspose(right);
    const F32x4 d[kPatch] = {left.packet[0], left.packet[1],  left.packet[2],
                             left.packet[3], right.packet[2], right.packet[3]};
    F32x4 v[kPatch];
    transform_patch(d, v);
    unroll<kPatch>([&](auto column) SARDONYX_INLINE { values[column][row] = v[column]; });
  });
  for (std::ptrdiff_t column = 0; column < kPatch; ++column) {
    F32x4 v[kPatch];
    transform_patch(values[column], v);
    unroll<kPatch>([&](auto row) SARDONYX_INLINE {
      store(terms + (row * kPatch + column) * term_step, v[row]);
    });
  }
}

/// Where the outputs of four tiles go.
struct TileTargets {
  float* y[4];
  std::ptrdiff_t rows[4];  // how many of the tile's rows and columns exist
  std::ptrdiff_t cols[4];
  std::ptrdiff_t row_step;
  float bias;
  float low;
  float high;
};

__attribute__((noinline, used)) void transform_tiles(const float* terms, std::ptrdiff_t term_step,
                                                     const TileTargets& to) {
  using namespace simd;
  F32x4 values[kTile][kPatch];  // [column][term of the row]
  for (std::ptrdiff_t row = 0; row < kPatch; ++row) {
    F32x4 m[kPatch];
    unroll<kPatch>([&](auto column) SARDONYX_INLINE {
      m[column] = load(terms + (row * kPatch + column) * term_step);
    });
    F32x4 v[kTile];
    transform_products(m, v);
    unroll<kTile>([&](auto column) SARDONYX_INLINE { values[column][row] = v[column]; });
  }
  F32x4 y[kTile][kTile];  // [row][column]
  const F32x4 bias = splat(to.bias);
  const F32x4 low = splat(to.low);
  const F32x4 high = splat(to.high);
  for (std::ptrdiff_t column = 0; column < kTile; ++column) {
    F32x4 v[kTile];
    transform_products(values[column], v);
    unroll<kTile>([&](auto row) SARDONYX_INLINE {
      y[row][column] = pmin(pmax(padd(v[row], bias), low), high);
    });
  }
  for (std::ptrdiff_t row = 0; row < kTile; ++row) {
    PacketBlock<F32x4, 4> block;
    unroll<kTile>([&](auto column) SARDONYX_INLINE { block.packet[column] = y[row][column]; });
    ptranspose(block);
    for (std::ptrdiff_t i = 0; i < 4; ++i) {
      if (row < to.rows[i]) {
        store(to.y[i] + row * to.row_step, block.packet[i], static_cast<std::size_t>(to.cols[i]));
      }
    }
  }
}

/// Computes blocks, one after another, in one thread's scratch memory.
class BlockRun {
 public:
  BlockRun(const ConvPass& pass, const TileBlocks& blocks, const Scratch& sizes,
           const ConvEpilogue& epilogue, float* scratch)
      : pass_(pass), blocks_(blocks), sizes_(sizes), epilogue_(epilogue) {
    patches_ = scratch;
    products_ = patches_ + sizes.patches;
    copy_ = products_ + sizes.products;
  }

  void run(std::ptrdiff_t group, std::ptrdiff_t block, const float* x, const float* packed,
           float* y) {
    row_ = block / blocks_.col_blocks() * blocks_.rows;
    col_ = block % blocks_.col_blocks() * blocks_.cols;
    rows_ = std::min(blocks_.rows, blocks_.down - row_);
    cols_ = std::min(blocks_.cols, blocks_.across - col_);
    panels_ = ceil_div(rows_ * cols_, kWidth);
    for (std::ptrdiff_t c = 0; c < pass_.in_channels; ++c) {
      copy(x + c * pass_.input_plane());
      transform_channel(c);
    }
    const float* weights = packed + group * pass_.out_channels * pass_.in_channels * kTerms;
    for (std::ptrdiff_t m = 0; m < pass_.out_channels; m += sizes_.chunk) {
      const std::ptrdiff_t channels = std::min(sizes_.chunk, pass_.out_channels - m);
      multiply(weights, m, channels);
      for (std::ptrdiff_t i = 0; i < channels; ++i) {
        store_channel(i, group * pass_.out_channels + m + i, y + (m + i) * pass_.output_plane());
      }
    }
  }

 private:
  // Copies the inputs of the block, with the padding as zeros.
  void copy(const float* plane) {
    const PassAxis& height = pass_.axes[1];
    const PassAxis& width = pass_.axes[2];
    const std::int64_t first = col_ * kTile + width.tap_first;
    const std::ptrdiff_t extent = cols_ * kTile + 2;
    const auto begin = static_cast<std::ptrdiff_t>(std::clamp<std::int64_t>(-first, 0, extent));
    const auto end =
        static_cast<std::ptrdiff_t>(std::clamp<std::int64_t>(width.input - first, begin, extent));
    float* to = copy_;
    for (std::ptrdiff_t r = 0; r < rows_ * kTile + 2; ++r, to += extent) {
      const std::int64_t line = row_ * kTile + height.tap_first + r;
      if (line < 0 || line >= height.input || begin == end) {
        std::fill_n(to, extent, 0.0f);
        continue;
      }
      std::fill_n(to, begin, 0.0f);
      std::copy_n(plane + line * width.input + (first + begin), end - begin, to + begin);
      std::fill_n(to + end, extent - end, 0.0f);
    }
  }

  void transform_channel(std::ptrdiff_t channel) {
    const std::ptrdiff_t extent = cols_ * kTile + 2;
    const std::ptrdiff_t tiles = rows_ * cols_;
    for (std::ptrdiff_t t = 0; t < panels_ * kWidth; t += 4) {
      const float* patches[4];
      for (std::ptrdiff_t i = 0; i < 4; ++i) {
        // What stands in for tiles that do not exist is not used.
        const std::ptrdiff_t tile = std::min(t + i, tiles - 1);
        patches[i] = copy_ + tile / cols_ * kTile * extent + tile % cols_ * kTile;
      }
      transform_patches(patches, extent,
                        patches_ + (t / kWidth * pass_.in_channels + channel) * kWidth + t % kWidth,
                        sizes_.patch_term);
    }
  }

  // The products of output channels [first, first + count): [term][channel][tile].
  void multiply(const float* weights, std::ptrdiff_t first, std::ptrdiff_t count) {
    const std::ptrdiff_t depth = pass_.in_channels;
    GemmTile tile;
    tile.depth = static_cast<std::size_t>(depth);
    tile.c_stride = panels_ * kWidth;
    const float* rows[kTileRows];
    tile.rows = rows;
    for (std::ptrdiff_t term = 0; term < kTerms; ++term) {
      const float* w = weights + (term * pass_.out_channels + first) * depth;
      float* products = products_ + term * sizes_.product_term;
      for (std::ptrdiff_t m = 0; m < count; m += kRows) {
        const std::ptrdiff_t height = std::min(kRows, count - m);
        for (std::ptrdiff_t i = 0; i < height; ++i) rows[i] = w + (m + i) * depth;
        tile.b = patches_ + term * sizes_.patch_term;
        tile.c = products + m * tile.c_stride;
        for (std::ptrdiff_t p = 0; p < panels_; ++p) {
          kGemmTiles[static_cast<std::size_t>(height) - 1](tile);
          tile.b += depth * kWidth;
          tile.c += kWidth;
        }
      }
    }
  }

  // Takes the products of the chunk's i-th channel to its plane of y.
  void store_channel(std::ptrdiff_t i, std::ptrdiff_t channel, float* plane) {
    const PassAxis& height = pass_.axes[1];
    const PassAxis& width = pass_.axes[2];
    const std::ptrdiff_t tiles = rows_ * cols_;
    TileTargets to;
    to.row_step = width.outputs;
    to.bias = epilogue_.bias == nullptr ? 0.0f : epilogue_.bias[channel];
    to.low = epilogue_.low;
    to.high = epilogue_.high;
    for (std::ptrdiff_t t = 0; t < tiles; t += 4) {
      for (std::ptrdiff_t k = 0; k < 4; ++k) {
        const std::ptrdiff_t tile = std::min(t + k, tiles - 1);
        const std::ptrdiff_t row = (row_ + tile / cols_) * kTile;
        const std::ptrdiff_t col = (col_ + tile % cols_) * kTile;
        to.y[k] = plane + row * width.outputs + col;
        to.rows[k] = t + k < tiles ? std::min(kTile, height.outputs - row) : 0;
        to.cols[k] = std::min(kTile, width.outputs - col);
      }
      transform_tiles(products_ + i * panels_ * kWidth + t, sizes_.product_term, to);
    }
    if (epilogue_.unary == nullptr) return;
    const std::ptrdiff_t first_col = col_ * kTile;
    const std::ptrdiff_t cols = std::min(cols_ * kTile, width.outputs - first_col);
    const std::ptrdiff_t last_row = std::min((row_ + rows_) * kTile, height.outputs);
    for (std::ptrdiff_t row = row_ * kTile; row < last_row; ++row) {
      epilogue_.unary(plane + row * width.outputs + first_col, static_cast<std::size_t>(cols),
                      epilogue_.unary_context);
    }
  }

  const ConvPass& pass_;
  const TileBlocks& blocks_;
  const Scratch& sizes_;
  const ConvEpilogue& epilogue_;
  float* patches_;   // [term][panel][input channel][8 tiles]
  float* products_;  // [term][output channel][tile]
  float* copy_;
  // The block, in tiles.
  std::ptrdiff_t row_ = 0;
  std::ptrdiff_t col_ = 0;
  std::ptrdiff_t rows_ = 0;
  std::ptrdiff_t cols_ = 0;
  std::ptrdiff_t panels_ = 0;
};

// One axis of a kernel: the values of its polynomial at the points, each divided by what the
// transform of the patches leaves out.
void transform_kernel(const double (&g)[3], double (&u)[kPatch]) {
  constexpr double kNearPoint = 0.70710678118654752440;
  constexpr double kFarPoint = 1.41421356237309504880;
  const double even_near = g[0] + 0.5 * g[2];
  const double odd_near = kNearPoint * g[1];
  const double even_far = g[0] + 2.0 * g[2];
  const double odd_far = kFarPoint * g[1];
  u[0] = g[0];
  u[1] = (even_near + odd_near) / -1.5;
  u[2] = (even_near - odd_near) / -1.5;
  u[3] = (even_far + odd_far) / 6.0;
  u[4] = (even_far - odd_far) / 6.0;
  u[5] = g[2];
}

}  // namespace

bool has_winograd(const ConvPass& pass) {
  for (std::size_t a = 1; a < kMaxSpatialRank; ++a) {
    const PassAxis& axis = pass.axes[a];
    if (axis.taps != 3 || axis.in_step != 1 || axis.tap_step != 1) return false;
  }
  return pass.axes[0].taps == 1 && pass.in_channels >= kFewestChannels &&
         pass.out_channels >= kFewestChannels &&
         pass.in_channels <= kMostChannelPairs / pass.out_channels / pass.groups;
}

bool winograd_pays(const ConvPass& pass) {
  const PassAxis& depth = pass.axes[0];
  if (depth.outputs != 1 || depth.input != 1 || depth.tap_first != 0 || pass.outputs() == 0) {
    return false;
  }
  // A tile takes a quarter of the products of sixteen outputs, and half as much work besides.
  const TileBlocks blocks(pass);
  return 6 * blocks.count() * blocks.columns() <= pass.outputs();
}

std::size_t packed_winograd_weights_size(const ConvPass& pass) {
  return static_cast<std::size_t>(pass.groups * pass.out_channels * pass.in_channels * kTerms);
}

void pack_winograd_weights(const ConvPass& pass, const WeightView& weights, float* packed) {
  const std::ptrdiff_t term_step = pass.out_channels * pass.in_channels;
  for (std::ptrdiff_t g = 0; g < pass.groups; ++g, packed += term_step * kTerms) {
    for (std::ptrdiff_t m = 0; m < pass.out_channels; ++m) {
      for (std::ptrdiff_t c = 0; c < pass.in_channels; ++c) {
        const float* from =
            weights.data + g * weights.group + m * weights.out_channel + c * weights.in_channel;
        double columns[3][kPatch];  // [tap along the width][term of the row]
        for (std::ptrdiff_t w = 0; w < 3; ++w) {
          const float* tap = from + w * weights.tap[2];
          const double kernel[3] = {tap[0], tap[weights.tap[1]], tap[2 * weights.tap[1]]};
          transform_kernel(kernel, columns[w]);
        }
        float* to = packed + m * pass.in_channels + c;
        for (std::ptrdiff_t row = 0; row < kPatch; ++row) {
          const double kernel[3] = {columns[0][row], columns[1][row], columns[2][row]};
          double u[kPatch];
          transform_kernel(kernel, u);
          for (const double term : u) {
            *to = static_cast<float>(term);
            to += term_step;
          }
        }
      }
    }
  }
}

std::size_t winograd_scratch_size(const ConvPass& pass, std::size_t threads) {
  const TileBlocks blocks(pass);
  const auto tasks = static_cast<std::size_t>(pass.batch * pass.groups * blocks.count());
  return slot_count(tasks, threads) * Scratch(pass, blocks).floats();
}

void run_winograd(const ConvPass& pass, const float* x, const float* packed,
                  const ConvEpilogue& epilogue, float* y, float* scratch, ThreadPool& pool) {
  const TileBlocks blocks(pass);
  const Scratch sizes(pass, blocks);
  const std::ptrdiff_t per_group = blocks.count();
  const std::ptrdiff_t input = pass.in_channels * pass.input_plane();
  const std::ptrdiff_t output = pass.out_channels * pass.output_plane();
  const auto tasks = static_cast<std::size_t>(pass.batch * pass.groups * per_group);
  parallel_slots(pool, tasks, [&](std::size_t slot, std::size_t task) {
    const std::ptrdiff_t block = static_cast<std::ptrdiff_t>(task);
    const std::ptrdiff_t image = block / per_group;  // a group of a batch element
    BlockRun run(pass, blocks, sizes, epilogue, scratch + slot * sizes.floats());
    run.run(image % pass.groups, block % per_group, x + image * input, packed, y + image * output);
  });
}

}  // namespace sardonyx::kernels
