#include <algorithm>

#include "core/kernels/conv/block.h"
#include "core/kernels/conv/dense_weights.h"
#include "core/kernels/conv/pass.h"
#include "core/kernels/conv/winograd_transforms.h"
#include "core/kernels/parallel.h"

// Winograd's convolution: Lavin and Gray, Fast Algorithms for Convolutional Neural Networks, 2015.
// For a kernel of 3x3, a tile of 4x4 outputs is computed from a patch of 6x6 inputs with 36
// products per pair of channels instead of 144: both are polynomials, multiplied at the points 0,
// +-1/sqrt(2), +-sqrt(2) and infinity. For a kernel of 5x5 the same patch gives a tile of 2x2, with
// 36 products instead of 100; for 3 or 5 taps along one axis alone 6 products give 4 outputs
// instead of 12, or 2 instead of 10. With these points rounding errors are about twice those of the
// plain sums; with the usual 0, +-1, +-2 they are five times those.
//
// For a block of tiles the patches of all input channels are transformed; each of the terms is
// then a matrix product of [output channels, input channels] by [input channels, tiles]; and a few
// output channels at a time the results are transformed back. All transforms work on four tiles, or
// four output channels, at once.
//
// Transformed weights take four times the memory of the model's own, and transforming them costs as
// much as multiplying them with four tiles. So they are not kept from run to run: they are made
// from the dense kernel's weights, once per run where they fit in the cache, else once per block.

namespace sardonyx::kernels {

namespace {

constexpr auto kPanel = static_cast<std::ptrdiff_t>(kPanelWidth);

/// Fewer channels than this leave the transforms too little to save.
constexpr std::ptrdiff_t kFewestChannels = 16;
/// Floats of a block's transformed patches, of the products of a few output channels, and of these
/// channels' weights: they should stay in the second-level cache.
constexpr std::ptrdiff_t kPatchFloats = 98304;
constexpr std::ptrdiff_t kProductFloats = 40960;
constexpr std::ptrdiff_t kWeightFloats = 65536;
/// Transformed weights of a whole run, of at most so many floats, are kept until its end.
constexpr std::ptrdiff_t kKeptFloats = 1 << 20;
/// Tiles of a block: not so few that transforming the weights for it is most of the work.
constexpr std::ptrdiff_t kFewestTiles = 24;
constexpr std::ptrdiff_t kMostTerms = 64 * 36;
/// Floats between the terms of a block besides their values: powers of two would fall on one set
/// of the cache.
constexpr std::ptrdiff_t kSkew = 16;

/// The transforms for a kernel of row_taps x taps.
struct Form {
  std::ptrdiff_t row_taps;
  std::ptrdiff_t taps;
  std::ptrdiff_t tile_rows;  // outputs of a tile
  std::ptrdiff_t tile_cols;
  std::ptrdiff_t terms;
  decltype(&transform_patches<1>) patches;
  decltype(&transform_kernels<1, 3>) kernels;
  decltype(&transform_tiles<1, 3>) tiles;
};

template <int RowTaps, int Taps>
constexpr Form kForm{RowTaps,
                     Taps,
                     winograd_tile(RowTaps),
                     winograd_tile(Taps),
                     winograd_patch(RowTaps) * winograd_patch(Taps),
                     transform_patches<RowTaps>,
                     transform_kernels<RowTaps, Taps>,
                     transform_tiles<RowTaps, Taps>};
constexpr const Form* kForms[] = {&kForm<3, 3>, &kForm<5, 5>, &kForm<1, 3>, &kForm<1, 5>};

/// Null if there is none.
const Form* form_of(const ConvPass& pass) {
  for (const Form* form : kForms) {
    if (pass.axes[1].taps == form->row_taps && pass.axes[2].taps == form->taps) return form;
  }
  return nullptr;
}

std::ptrdiff_t round_up(std::ptrdiff_t a, std::ptrdiff_t b) {
  return ceil_div(a, b) * b;
}

std::ptrdiff_t all_weight_floats(const ConvPass& pass, const Form& form) {
  return pass.groups * form.terms * (dense_panel_count(pass) * kPanel * pass.in_channels + kSkew);
}

/// How the outputs are divided: blocks of whole rows of tiles, or of pieces of one row.
struct TileBlocks {
  std::ptrdiff_t across;  // tiles of the output along the width
  std::ptrdiff_t down;    // and along the height
  std::ptrdiff_t panel;   // tiles that are multiplied at once: 8, or 4 if there are no more
  std::ptrdiff_t cols;    // tiles of a block along the width
  std::ptrdiff_t rows = 1;

  TileBlocks(const ConvPass& pass, const Form& form)
      : across(ceil_div(pass.axes[2].outputs, form.tile_cols)),
        down(ceil_div(pass.axes[1].outputs, form.tile_rows)),
        panel(across * down <= 4 ? 4 : 8),
        cols(across) {
    const std::ptrdiff_t fewest =
        all_weight_floats(pass, form) <= kKeptFloats ? panel : kFewestTiles;
    const std::ptrdiff_t most = std::clamp(
        kPatchFloats / (form.terms * std::max<std::ptrdiff_t>(1, pass.in_channels)) / panel * panel,
        fewest, kMostTerms / form.terms);
    if (across > most) {
      cols = round_up(ceil_div(across, ceil_div(across, most)), panel);
      return;
    }
    // As many rows as leave the fewest places of the panels empty.
    for (std::ptrdiff_t r = 1; r <= down && r * cols <= most; ++r) {
      if (r * round_up(rows * cols, panel) >= rows * round_up(r * cols, panel)) rows = r;
    }
  }

  std::ptrdiff_t col_blocks() const { return ceil_div(across, cols); }
  std::ptrdiff_t count() const { return ceil_div(down, rows) * col_blocks(); }
  std::ptrdiff_t panels() const { return ceil_div(rows * cols, panel); }
  std::ptrdiff_t columns() const { return panels() * panel; }
};

/// How the work is divided and how scratch memory is laid out, in floats.
struct Layout {
  TileBlocks blocks;
  bool keeps_weights;           // transformed, from the beginning of the run to its end
  std::ptrdiff_t chunk;         // output channels whose products are computed at a time
  std::ptrdiff_t weight_term;   // from one term of the weights to the next
  std::ptrdiff_t patch_term;    // the same for the patches
  std::ptrdiff_t product_term;  // and for the products
  std::ptrdiff_t tasks;         // blocks of all groups and batch elements
  std::ptrdiff_t copy_rows;     // inputs of a block
  std::ptrdiff_t copy_cols;
  std::ptrdiff_t parts = 1;  // of the output channels; each task is one part of one block
  std::size_t patches;       // of one block
  // Of one thread.
  std::size_t weights = 0;
  std::size_t products;
  std::size_t copy;

  Layout(const ConvPass& pass, const Form& form, std::size_t threads) : blocks(pass, form) {
    const std::ptrdiff_t terms = form.terms;
    const std::ptrdiff_t columns = blocks.columns();
    const std::ptrdiff_t channels = dense_panel_count(pass) * kPanel;
    tasks = pass.batch * pass.groups * blocks.count();
    keeps_weights = pass.batch * blocks.count() > 1 && all_weight_floats(pass, form) <= kKeptFloats;
    chunk = kProductFloats / (terms * columns);
    if (!keeps_weights) {
      chunk =
          std::min(chunk, kWeightFloats / (terms * std::max<std::ptrdiff_t>(1, pass.in_channels)));
    }
    chunk = std::clamp(chunk / kPanel * kPanel, kPanel, channels);
    // So many that threads which get the smaller blocks can help with the others.
    const auto wanted = static_cast<std::ptrdiff_t>(threads == 1 ? 1 : 4 * threads);
    parts = std::clamp<std::ptrdiff_t>(ceil_div(wanted, std::max<std::ptrdiff_t>(1, tasks)), 1,
                                       dense_panel_count(pass));
    weight_term = (keeps_weights ? channels : chunk) * pass.in_channels + kSkew;
    patch_term = columns * pass.in_channels + kSkew;
    product_term = columns * chunk + kSkew;
    if (!keeps_weights) weights = round_up_floats(static_cast<std::size_t>(terms * weight_term));
    patches = round_up_floats(static_cast<std::size_t>(terms * patch_term));
    products = round_up_floats(static_cast<std::size_t>(terms * product_term));
    copy_rows = blocks.rows * form.tile_rows + form.row_taps - 1;
    copy_cols = blocks.cols * form.tile_cols + form.taps - 1;
    copy = round_up_floats(static_cast<std::size_t>(copy_rows * copy_cols));
  }
  std::size_t kept_floats(const ConvPass& pass, const Form& form) const {
    return keeps_weights ? round_up_floats(static_cast<std::size_t>(all_weight_floats(pass, form)))
                         : 0;
  }
  // Patches that several threads need are computed before, by all of them.
  bool shares_patches() const { return parts > 1; }
  std::size_t shared_floats() const {
    return shares_patches() ? static_cast<std::size_t>(tasks) * patches : 0;
  }
  std::size_t slot_floats() const {
    return weights + products + copy + (shares_patches() ? 0 : patches);
  }
  std::size_t task_count() const { return static_cast<std::size_t>(tasks * parts); }
};

// Transforms the weights of `count` panels of output channels: [term][4 channels][input
// channel][4].
void transform_panels(const ConvPass& pass, const Form& form, const float* packed,
                      std::ptrdiff_t group, std::ptrdiff_t first, std::ptrdiff_t count,
                      float* terms, std::ptrdiff_t term_step) {
  const DenseChunks chunks(pass);
  for (std::ptrdiff_t p = 0; p < count; ++p) {
    for (std::ptrdiff_t chunk = 0; chunk < chunks.count; ++chunk) {
      const float* taps = dense_weights(pass, chunks, packed, group, first + p, chunk);
      const std::ptrdiff_t channels = chunks.size_of(pass, chunk);
      for (std::ptrdiff_t half = 0; half < 2; ++half) {
        float* to = terms + ((2 * p + half) * pass.in_channels + chunk * chunks.size) * 4;
        for (std::ptrdiff_t c = 0; c < channels; ++c) {
          form.kernels(taps + c * kPanel + 4 * half, channels * kPanel, to + c * 4, term_step);
        }
      }
    }
  }
}

/// Computes blocks, one after another, in one thread's scratch memory.
class BlockRun {
 public:
  /// Of block `block` of an image, with its patches at `patches`.
  BlockRun(const ConvPass& pass, const Form& form, const Layout& layout,
           const ConvEpilogue& epilogue, const float* packed, const float* kept,
           std::ptrdiff_t block, float* patches, float* scratch)
      : pass_(pass),
        form_(form),
        layout_(layout),
        blocks_(layout.blocks),
        epilogue_(epilogue),
        packed_(packed),
        kept_(kept),
        patches_(patches) {
    weights_ = scratch;
    products_ = weights_ + layout.weights;
    copy_ = products_ + layout.products;
    row_ = block / blocks_.col_blocks() * blocks_.rows;
    col_ = block % blocks_.col_blocks() * blocks_.cols;
    rows_ = std::min(blocks_.rows, blocks_.down - row_);
    cols_ = std::min(blocks_.cols, blocks_.across - col_);
    panels_ = ceil_div(rows_ * cols_, blocks_.panel);
  }

  /// Transforms the patches of input channels first ... last - 1.
  void transform(std::ptrdiff_t first, std::ptrdiff_t last, const float* x) {
    for (std::ptrdiff_t c = first; c < last; ++c) {
      copy(x + c * pass_.input_plane());
      transform_channel(c);
    }
  }

  /// Computes the panels first_panel ... last_panel - 1 of a group's output channels.
  void multiply(std::ptrdiff_t group, std::ptrdiff_t first_panel, std::ptrdiff_t last_panel,
                float* y) {
    const std::ptrdiff_t at_once = layout_.chunk / kPanel;
    for (std::ptrdiff_t panel = first_panel; panel < last_panel; panel += at_once) {
      const std::ptrdiff_t m = panel * kPanel;
      const std::ptrdiff_t panels = std::min(at_once, last_panel - panel);
      const std::ptrdiff_t channels = std::min(panels * kPanel, pass_.out_channels - m);
      multiply_chunk(weights_of(group, panel, panels), channels);
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
    const std::int64_t first = col_ * form_.tile_cols + width.tap_first;
    const std::ptrdiff_t extent = copied_cols();
    const auto begin = static_cast<std::ptrdiff_t>(std::clamp<std::int64_t>(-first, 0, extent));
    const auto end =
        static_cast<std::ptrdiff_t>(std::clamp<std::int64_t>(width.input - first, begin, extent));
    float* to = copy_;
    const std::ptrdiff_t lines = rows_ * form_.tile_rows + form_.row_taps - 1;
    for (std::ptrdiff_t r = 0; r < lines; ++r, to += extent) {
      const std::int64_t line = row_ * form_.tile_rows + height.tap_first + r;
      if (line < 0 || line >= height.input || begin == end) {
        std::fill_n(to, extent, 0.0f);
        continue;
      }
      std::fill_n(to, begin, 0.0f);
      std::copy_n(plane + line * width.input + (first + begin), end - begin, to + begin);
      std::fill_n(to + end, extent - end, 0.0f);
    }
  }

  std::ptrdiff_t copied_cols() const { return cols_ * form_.tile_cols + form_.taps - 1; }

  void transform_channel(std::ptrdiff_t channel) {
    const std::ptrdiff_t extent = copied_cols();
    const std::ptrdiff_t tiles = rows_ * cols_;
    for (std::ptrdiff_t t = 0; t < panels_ * blocks_.panel; t += 4) {
      const float* patches[4];
      for (std::ptrdiff_t i = 0; i < 4; ++i) {
        // What stands in for tiles that do not exist is not used.
        const std::ptrdiff_t tile = std::min(t + i, tiles - 1);
        patches[i] =
            copy_ + tile / cols_ * form_.tile_rows * extent + tile % cols_ * form_.tile_cols;
      }
      form_.patches(patches, extent,
                    patches_ + (t / blocks_.panel * pass_.in_channels + channel) * blocks_.panel +
                        t % blocks_.panel,
                    layout_.patch_term);
    }
  }

  // The transformed weights of some panels of output channels.
  const float* weights_of(std::ptrdiff_t group, std::ptrdiff_t panel, std::ptrdiff_t panels) {
    if (kept_ != nullptr) {
      return kept_ + group * form_.terms * layout_.weight_term + panel * kPanel * pass_.in_channels;
    }
    transform_panels(pass_, form_, packed_, group, panel, panels, weights_, layout_.weight_term);
    return weights_;
  }

  // The products of a chunk of output channels: [term][channel][tile].
  void multiply_chunk(const float* weights, std::ptrdiff_t channels) {
    const std::ptrdiff_t depth = pass_.in_channels;
    const std::ptrdiff_t columns = panels_ * blocks_.panel;
    const std::ptrdiff_t height = blocks_.panel == 4 ? 8 : 4;
    for (std::ptrdiff_t term = 0; term < form_.terms; ++term) {
      const float* a = weights + term * layout_.weight_term;
      const float* patches = patches_ + term * layout_.patch_term;
      float* c = products_ + term * layout_.product_term;
      for (std::ptrdiff_t m = 0; m < channels; m += height, a += height * depth) {
        if (blocks_.panel == 4) {
          multiply_terms<2, 1>(a, 4 * depth, patches, depth, c + m * columns, columns);
          continue;
        }
        for (std::ptrdiff_t p = 0; p < panels_; ++p) {
          multiply_terms<1, 2>(a, 0, patches + p * 8 * depth, depth, c + m * columns + p * 8,
                               columns);
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
        const std::ptrdiff_t row = (row_ + tile / cols_) * form_.tile_rows;
        const std::ptrdiff_t col = (col_ + tile % cols_) * form_.tile_cols;
        to.y[k] = plane + row * width.outputs + col;
        to.rows[k] = t + k < tiles ? std::min(form_.tile_rows, height.outputs - row) : 0;
        to.cols[k] = std::min(form_.tile_cols, width.outputs - col);
      }
      form_.tiles(products_ + i * panels_ * blocks_.panel + t, layout_.product_term, to);
    }
    if (!epilogue_.finish) return;
    const std::ptrdiff_t first_col = col_ * form_.tile_cols;
    const std::ptrdiff_t cols = std::min(cols_ * form_.tile_cols, width.outputs - first_col);
    const std::ptrdiff_t last_row = std::min((row_ + rows_) * form_.tile_rows, height.outputs);
    for (std::ptrdiff_t row = row_ * form_.tile_rows; row < last_row; ++row) {
      epilogue_.finish(plane + row * width.outputs + first_col, static_cast<std::size_t>(cols));
    }
  }

  const ConvPass& pass_;
  const Form& form_;
  const Layout& layout_;
  const TileBlocks& blocks_;
  const ConvEpilogue& epilogue_;
  const float* packed_;
  const float* kept_;
  float* patches_;   // [term][panel][input channel][tile of the panel]
  float* weights_;   // [term][4 output channels][input channel][4]
  float* products_;  // [term][output channel][tile]
  float* copy_;
  // The block, in tiles.
  std::ptrdiff_t row_ = 0;
  std::ptrdiff_t col_ = 0;
  std::ptrdiff_t rows_ = 0;
  std::ptrdiff_t cols_ = 0;
  std::ptrdiff_t panels_ = 0;
};

}  // namespace

bool winograd_fits(const ConvPass& pass) {
  for (std::size_t a = 1; a < kMaxSpatialRank; ++a) {
    const PassAxis& axis = pass.axes[a];
    if (axis.in_step != 1 || (axis.tap_step != 1 && axis.taps != 1)) return false;
  }
  const PassAxis& depth = pass.axes[0];
  return form_of(pass) != nullptr && depth.taps == 1 && depth.outputs == 1 && depth.input == 1 &&
         depth.tap_first == 0 && pass.in_channels >= kFewestChannels &&
         pass.out_channels >= kFewestChannels && pass.outputs() != 0;
}

bool winograd_pays(const ConvPass& pass) {
  if (!winograd_fits(pass)) return false;
  // Per pair of channels, and in instructions that multiply four values: a quarter for each term of
  // a tile; for transforming the tile's patch and outputs as much as for 16 channels, once per
  // input and output channel; and half per term for transforming the weights once.
  const Form& form = *form_of(pass);
  const TileBlocks blocks(pass, form);
  const std::ptrdiff_t transforms =
      all_weight_floats(pass, form) <= kKeptFloats ? 1 : blocks.count();
  const double tiles = static_cast<double>(blocks.count() * blocks.columns());
  const double per_tile = 0.25 + 4.0 / static_cast<double>(pass.in_channels) +
                          4.0 / static_cast<double>(pass.out_channels);
  return static_cast<double>(form.terms) *
             (tiles * per_tile + 0.5 * static_cast<double>(transforms)) <
         0.25 * static_cast<double>(pass.outputs() * pass.taps());
}

std::size_t winograd_scratch_size(const ConvPass& pass, std::size_t threads) {
  const Form& form = *form_of(pass);
  const Layout layout(pass, form, threads);
  return layout.kept_floats(pass, form) + layout.shared_floats() +
         slot_count(layout.task_count(), threads) * layout.slot_floats();
}

void run_winograd(const ConvPass& pass, const float* x, const float* packed,
                  const ConvEpilogue& epilogue, float* y, float* scratch, ThreadPool& pool) {
  const Form& form = *form_of(pass);
  const Layout layout(pass, form, pool.threads());
  const std::ptrdiff_t panels = dense_panel_count(pass);
  float* kept = nullptr;
  if (layout.keeps_weights) {
    kept = scratch;
    scratch += layout.kept_floats(pass, form);
    parallel_ranges(pool, static_cast<std::size_t>(pass.groups * panels), 1,
                    [&](std::size_t first, std::size_t last) {
                      for (std::size_t i = first; i < last; ++i) {
                        const std::ptrdiff_t group = static_cast<std::ptrdiff_t>(i) / panels;
                        const std::ptrdiff_t panel = static_cast<std::ptrdiff_t>(i) % panels;
                        transform_panels(pass, form, packed, group, panel, 1,
                                         kept + group * form.terms * layout.weight_term +
                                             panel * kPanel * pass.in_channels,
                                         layout.weight_term);
                      }
                    });
  }
  float* const shared = scratch;
  scratch += layout.shared_floats();
  const std::ptrdiff_t input = pass.in_channels * pass.input_plane();
  const std::ptrdiff_t output = pass.out_channels * pass.output_plane();
  const std::ptrdiff_t per_image = layout.blocks.count();
  // Of block `task` of all images, an image being a group of a batch element.
  const auto block_run = [&](std::size_t slot, std::ptrdiff_t task) {
    float* const own = scratch + slot * layout.slot_floats();
    float* const patches = layout.shares_patches()
                               ? shared + static_cast<std::size_t>(task) * layout.patches
                               : own + layout.slot_floats() - layout.patches;
    return BlockRun(pass, form, layout, epilogue, packed, kept, task % per_image, patches, own);
  };
  const auto transform = [&](BlockRun& run, std::ptrdiff_t task, std::ptrdiff_t part,
                             std::ptrdiff_t parts) {
    run.transform(part * pass.in_channels / parts, (part + 1) * pass.in_channels / parts,
                  x + task / per_image * input);
  };
  if (layout.shares_patches()) {
    parallel_slots(pool, layout.task_count(), [&](std::size_t slot, std::size_t index) {
      const std::ptrdiff_t task = static_cast<std::ptrdiff_t>(index) / layout.parts;
      BlockRun run = block_run(slot, task);
      transform(run, task, static_cast<std::ptrdiff_t>(index) % layout.parts, layout.parts);
    });
  }
  parallel_slots(pool, layout.task_count(), [&](std::size_t slot, std::size_t index) {
    const std::ptrdiff_t part = static_cast<std::ptrdiff_t>(index) % layout.parts;
    const std::ptrdiff_t task = static_cast<std::ptrdiff_t>(index) / layout.parts;
    const std::ptrdiff_t image = task / per_image;
    BlockRun run = block_run(slot, task);
    if (!layout.shares_patches()) transform(run, task, 0, 1);
    run.multiply(image % pass.groups, part * panels / layout.parts,
                 (part + 1) * panels / layout.parts, y + image * output);
  });
}

}  // namespace sardonyx::kernels
