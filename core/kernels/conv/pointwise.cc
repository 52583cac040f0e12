#include <algorithm>
#include <limits>

#include "core/kernels/conv/block.h"
#include "core/kernels/conv/dense_weights.h"
#include "core/kernels/conv/pass.h"
#include "core/kernels/parallel.h"
#include "core/simd/packet.h"
#include "core/simd/unroll.h"

// Convolution with a kernel of one tap: the matrix product of the weights, [output channels, input
// channels], by the inputs of a block of pixels, [input channels, pixels]. Neither inputs nor
// outputs need a transposition, which is what counts where channels are few. The weights are the
// dense kernel's: a panel's eight values per channel are the rows of two tiles here.

namespace sardonyx::kernels {

namespace {

using simd::F32x4;

constexpr auto kPanel = static_cast<std::ptrdiff_t>(kPanelWidth);
/// Pixels of a tile.
constexpr std::ptrdiff_t kPixels = 8;
/// Floats of a block's inputs: they should stay in the second-level cache.
constexpr std::ptrdiff_t kColumnFloats = 32768;
constexpr std::ptrdiff_t kMostPixels = 256;
/// With more channels the transposition that is spared is a small part of the work.
constexpr std::ptrdiff_t kMostChannels = 256;
/// With fewer pixels too many of the last tile's would be missing.
constexpr std::ptrdiff_t kFewestPixels = 64;

/// How the work is divided: blocks of pixels in the order of y, and parts of the output channels.
struct Layout {
  std::ptrdiff_t depth;   // input channels of a chunk, at most
  std::ptrdiff_t pixels;  // of a block
  std::ptrdiff_t blocks;  // of a plane
  std::ptrdiff_t tasks;   // blocks of all groups and batch elements
  std::ptrdiff_t parts;

  Layout(const ConvPass& pass, std::size_t threads) {
    const DenseChunks chunks(pass);
    depth = std::max<std::ptrdiff_t>(1, chunks.size);
    const std::ptrdiff_t most =
        std::clamp(kColumnFloats / depth / kPixels * kPixels, 2 * kPixels, kMostPixels);
    blocks = ceil_div(pass.outputs(), most);
    pixels = ceil_div(ceil_div(pass.outputs(), blocks), kPixels) * kPixels;
    blocks = ceil_div(pass.outputs(), pixels);
    tasks = pass.batch * pass.groups * blocks;
    const auto wanted = static_cast<std::ptrdiff_t>(threads == 1 ? 1 : 2 * threads);
    parts = std::clamp<std::ptrdiff_t>(ceil_div(wanted, std::max<std::ptrdiff_t>(1, tasks)), 1,
                                       dense_panel_count(pass));
  }
  std::size_t slot_floats() const {
    return round_up_floats(static_cast<std::size_t>(depth * pixels));
  }
  std::size_t task_count() const { return static_cast<std::size_t>(tasks * parts); }
};

/// Four output channels of eight pixels: y[i][j] = clamp(start[i][j] + sum over k < depth of
/// weights[8 k + i] * columns[8 k + j]), where start is y itself or, where it is not null, the
/// bias.
struct Tile {
  const float* weights;
  const float* columns;
  std::ptrdiff_t depth;
  const float* bias;  // one value per row
  bool accumulate;
  float low;
  float high;
  float* y;
  std::ptrdiff_t y_step;  // from one row to the next
  std::size_t rows;       // how many of the four exist
  std::size_t pixels;     // how many of the eight
};

// Out of line and called often, so that V8's optimised code replaces its baseline code soon.
__attribute__((noinline, used)) void multiply_tile(const Tile& t) {
  using namespace simd;
  F32x4 sum[4][2];
  unroll<4>([&](auto i) SARDONYX_INLINE {
    unroll<2>([&](auto j) SARDONYX_INLINE { sum[i][j] = splat(0.0f); });
  });
  const float* a = t.weights;
  const float* b = t.columns;
  for (std::ptrdiff_t k = 0; k < t.depth; ++k, a += kPanel, b += kPixels) {
    const F32x4 low = load(b);
    const F32x4 high = load(b + 4);
    unroll<4>([&](auto i) SARDONYX_INLINE {
      const F32x4 value = pload1<F32x4>(a + i);
      sum[i][0] = madd(value, low, sum[i][0]);
      sum[i][1] = madd(value, high, sum[i][1]);
    });
  }
  const F32x4 low = splat(t.low);
  const F32x4 high = splat(t.high);
  const std::size_t counts[2] = {std::min<std::size_t>(4, t.pixels),
                                 t.pixels > 4 ? t.pixels - 4 : 0};
  unroll<4>([&](auto i) SARDONYX_INLINE {
    if (static_cast<std::size_t>(i) >= t.rows) return;
    float* y = t.y + i * t.y_step;
    unroll<2>([&](auto j) SARDONYX_INLINE {
      if (counts[j] == 0) return;
      F32x4 start = t.bias == nullptr ? splat(0.0f) : pload1<F32x4>(t.bias + i);
      if (t.accumulate) start = load(y + 4 * j, counts[j]);
      store(y + 4 * j, pmin(pmax(padd(sum[i][j], start), low), high), counts[j]);
    });
  });
}

/// Computes blocks, one after another, in one thread's scratch memory.
class BlockRun {
 public:
  BlockRun(const ConvPass& pass, const Layout& layout, const ConvEpilogue& epilogue,
           const float* packed, float* scratch)
      : pass_(pass), layout_(layout), epilogue_(epilogue), chunks_(pass), packed_(packed) {
    columns_ = scratch;
  }

  /// A block of a group, and of its output channels the panels first_panel ... last_panel - 1.
  /// Without `prepare`, the scratch memory has the block's inputs already, if they are one chunk.
  void run(std::ptrdiff_t group, std::ptrdiff_t block, bool prepare, std::ptrdiff_t first_panel,
           std::ptrdiff_t last_panel, const float* x, float* y) {
    first_ = block * layout_.pixels;
    count_ = std::min(layout_.pixels, pass_.outputs() - first_);
    for (std::ptrdiff_t chunk = 0; chunk < chunks_.count; ++chunk) {
      depth_ = chunks_.size_of(pass_, chunk);
      if (prepare || chunks_.count > 1) copy(x + chunk * chunks_.size * pass_.input_plane());
      multiply(group, chunk, first_panel, last_panel, y + first_);
    }
    if (!epilogue_.finish) return;
    const std::ptrdiff_t last = std::min(last_panel * kPanel, pass_.out_channels);
    for (std::ptrdiff_t m = first_panel * kPanel; m < last; ++m) {
      epilogue_.finish(y + m * pass_.output_plane() + first_, static_cast<std::size_t>(count_));
    }
  }

 private:
  // Writes [tile][channel][8 pixels].
  void copy(const float* x) {
    using namespace simd;
    for (std::ptrdiff_t c = 0; c < depth_; ++c, x += pass_.input_plane()) {
      const float* from = x + first_;
      float* to = columns_ + c * kPixels;
      std::ptrdiff_t i = 0;
      for (; i + kPixels <= count_; i += kPixels, to += depth_ * kPixels) {
        store(to, load(from + i));
        store(to + 4, load(from + i + 4));
      }
      for (std::ptrdiff_t j = 0; i < count_ && j < kPixels; ++j) {
        to[j] = i + j < count_ ? from[i + j] : 0.0f;
      }
    }
  }

  void multiply(std::ptrdiff_t group, std::ptrdiff_t chunk, std::ptrdiff_t first_panel,
                std::ptrdiff_t last_panel, float* y) const {
    const bool last = chunk + 1 == chunks_.count;
    Tile tile;
    tile.depth = depth_;
    tile.accumulate = chunk > 0;
    tile.low = last ? epilogue_.low : -std::numeric_limits<float>::infinity();
    tile.high = last ? epilogue_.high : std::numeric_limits<float>::infinity();
    tile.y_step = pass_.output_plane();
    for (std::ptrdiff_t panel = first_panel; panel < last_panel; ++panel) {
      const float* weights = dense_weights(pass_, chunks_, packed_, group, panel, chunk);
      for (std::ptrdiff_t m = panel * kPanel;
           m < std::min((panel + 1) * kPanel, pass_.out_channels); m += 4) {
        float bias[4] = {};
        const std::ptrdiff_t rows = std::min<std::ptrdiff_t>(4, pass_.out_channels - m);
        if (epilogue_.bias != nullptr) {
          std::copy_n(epilogue_.bias + group * pass_.out_channels + m, rows, bias);
        }
        tile.bias = bias;
        tile.weights = weights + m % kPanel;
        tile.rows = static_cast<std::size_t>(rows);
        tile.columns = columns_;
        tile.y = y + m * pass_.output_plane();
        for (std::ptrdiff_t i = 0; i < count_; i += kPixels) {
          tile.pixels = static_cast<std::size_t>(std::min(kPixels, count_ - i));
          multiply_tile(tile);
          tile.columns += depth_ * kPixels;
          tile.y += kPixels;
        }
      }
    }
  }

  const ConvPass& pass_;
  const Layout& layout_;
  const ConvEpilogue& epilogue_;
  const DenseChunks chunks_;
  const float* packed_;
  float* columns_;
  std::ptrdiff_t depth_ = 0;  // channels of this chunk
  // The block.
  std::ptrdiff_t first_ = 0;
  std::ptrdiff_t count_ = 0;
};

}  // namespace

bool pointwise_fits(const ConvPass& pass) {
  // The axes are joined where nothing lies between the inputs of neighbouring outputs.
  const PassAxis& axis = pass.axes[2];
  return pass.taps() == 1 && pass.outputs() == axis.outputs && axis.outputs == axis.input &&
         pass.output_plane() == axis.outputs && axis.in_step == 1 && axis.tap_first == 0;
}

bool pointwise_pays(const ConvPass& pass) {
  return pointwise_fits(pass) && pass.in_channels <= kMostChannels &&
         pass.outputs() >= kFewestPixels;
}

std::size_t pointwise_scratch_size(const ConvPass& pass, std::size_t threads) {
  const Layout layout(pass, threads);
  return slot_count(layout.task_count(), threads) * layout.slot_floats();
}

void run_pointwise(const ConvPass& pass, const float* x, const float* packed,
                   const ConvEpilogue& epilogue, float* y, float* scratch, ThreadPool& pool) {
  const Layout layout(pass, pool.threads());
  const std::ptrdiff_t panels = dense_panel_count(pass);
  const std::ptrdiff_t input = pass.in_channels * pass.input_plane();
  const std::ptrdiff_t output = pass.out_channels * pass.output_plane();
  PreparedSlots prepared;
  parallel_slots(pool, layout.task_count(), [&](std::size_t slot, std::size_t task) {
    const std::ptrdiff_t part = static_cast<std::ptrdiff_t>(task) % layout.parts;
    const std::ptrdiff_t block = static_cast<std::ptrdiff_t>(task) / layout.parts;
    const std::ptrdiff_t image = block / layout.blocks;  // a group of a batch element
    BlockRun run(pass, layout, epilogue, packed, scratch + slot * layout.slot_floats());
    run.run(image % pass.groups, block % layout.blocks, prepared.needs(slot, block),
            part * panels / layout.parts, (part + 1) * panels / layout.parts, x + image * input,
            y + image * output);
  });
}

}  // namespace sardonyx::kernels
