#include "core/kernels/gemm/gemm.h"

#include <algorithm>

#include "core/kernels/gemm/blocks.h"
#include "core/kernels/gemm/dot.h"
#include "core/kernels/gemm/pack.h"
#include "core/kernels/parallel.h"

namespace sardonyx::kernels {

namespace {

// So few columns that panels of 8 would waste most of the tile: dot products instead, with B's
// columns contiguous.
constexpr std::size_t kDotColumns = 2;
// So few rows that dot products with B's contiguous columns beat packing B.
constexpr std::size_t kDotRows = 3;
// Up to so many rows a row-major B is read where it lies: packing it would cost more than it saves.
constexpr std::size_t kDirectRows = 16;

// How a product is computed, from its shape and strides alone.
struct GemmPlan {
  bool copy_a = false;        // A's rows are not contiguous
  bool dot = false;           // dot products: B's columns are contiguous
  bool copy_columns = false;  // dot, and B has to be copied for that
  bool pack = false;          // panels of B are packed into scratch
  bool pack_edge = false;     // only the last, partial panel is
  std::size_t a_size = 0;     // floats of scratch
  std::size_t b_size = 0;
};

GemmPlan make_plan(const GemmShape& shape, const MatrixView<float>& a, const GemmRhs& b) {
  GemmPlan plan;
  plan.copy_a = a.col_stride != 1 && shape.k > 1;
  if (plan.copy_a) plan.a_size = shape.m * shape.k;
  const bool columns_contiguous = b.view.row_stride == 1 || shape.k <= 1;
  if (shape.n <= kDotColumns) {
    plan.dot = true;
    plan.copy_columns = b.packed == nullptr && !columns_contiguous;
    if (plan.copy_columns) plan.b_size = shape.n * shape.k;
  } else if (b.packed == nullptr) {
    if (b.view.col_stride == 1 && shape.m <= kDirectRows) {
      plan.pack_edge = shape.n % kPanelWidth != 0;
      if (plan.pack_edge) plan.b_size = kPanelWidth * shape.k;
    } else if (columns_contiguous && shape.m <= kDotRows) {
      plan.dot = true;
    } else {
      plan.pack = true;
      plan.b_size = panels_size(shape.k, shape.n);
    }
  }
  return plan;
}

// A part of C by dot products: four rows of A share a column of B when there are few columns, four
// columns of B a row of A otherwise.
class DotProducts {
 public:
  DotProducts(const GemmShape& shape, const MatrixView<float>& a, const MatrixView<float>& b,
              float* c, std::ptrdiff_t c_stride, const GemmEpilogue& epilogue)
      : shape_(shape), a_(a), b_(b), c_(c), c_stride_(c_stride), epilogue_(epilogue) {}

  // Rows first ... last - 1, all columns.
  void run_rows(std::size_t first, std::size_t last) const {
    const float* four[4];
    float sums[4];
    for (std::size_t i = first; i < last; i += 4) {
      const std::size_t rows = std::min<std::size_t>(4, last - i);
      for (std::size_t r = 0; r < 4; ++r) four[r] = a_.at(i + std::min(r, rows - 1), 0);
      for (std::size_t j = 0; j < shape_.n; ++j) {
        dot_4(b_.at(0, j), four, shape_.k, sums);
        for (std::size_t r = 0; r < rows; ++r) finish(sums[r], i + r, j);
      }
    }
    for (std::size_t i = first; i < last; ++i) finish_run(i, 0, shape_.n);
  }

  // Columns first ... last - 1, all rows.
  void run_columns(std::size_t first, std::size_t last) const {
    const float* four[4];
    float sums[4];
    for (std::size_t i = 0; i < shape_.m; ++i) {
      for (std::size_t j = first; j < last; j += 4) {
        const std::size_t columns = std::min<std::size_t>(4, last - j);
        for (std::size_t s = 0; s < 4; ++s) four[s] = b_.at(0, j + std::min(s, columns - 1));
        dot_4(a_.at(i, 0), four, shape_.k, sums);
        for (std::size_t s = 0; s < columns; ++s) finish(sums[s], i, j + s);
      }
      finish_run(i, first, last);
    }
  }

 private:
  float* c_at(std::size_t i, std::size_t j) const {
    return c_ + static_cast<std::ptrdiff_t>(i) * c_stride_ + static_cast<std::ptrdiff_t>(j);
  }

  void finish(float sum, std::size_t i, std::size_t j) const {
    float value = sum * epilogue_.alpha;
    if (epilogue_.bias != nullptr) value += epilogue_.bias[j];
    if (epilogue_.addend != nullptr) {
      const MatrixView<float> addend = {epilogue_.addend, epilogue_.addend_row_stride,
                                        epilogue_.addend_col_stride};
      value += epilogue_.beta * *addend.at(i, j);
    }
    // Written so that NaN stays.
    if (value < epilogue_.low) value = epilogue_.low;
    if (value > epilogue_.high) value = epilogue_.high;
    *c_at(i, j) = value;
  }

  void finish_run(std::size_t i, std::size_t first, std::size_t last) const {
    if (epilogue_.finish) epilogue_.finish(c_at(i, first), last - first);
  }

  const GemmShape& shape_;
  const MatrixView<float>& a_;
  const MatrixView<float>& b_;
  float* c_;
  std::ptrdiff_t c_stride_;
  const GemmEpilogue& epilogue_;
};

// Into how many pieces a product is cut for the threads: enough to even out their load, none so
// small that handing it over costs more than it saves.
std::size_t piece_count(const GemmShape& shape, std::size_t threads) {
  if (threads == 1) return 1;
  constexpr double kProductsPerPiece = 50e3;
  const double products =
      static_cast<double>(shape.m) * static_cast<double>(shape.n) * static_cast<double>(shape.k);
  const double most = static_cast<double>(8 * threads);
  return static_cast<std::size_t>(std::clamp(products / kProductsPerPiece, 1.0, most));
}

// Calls task(begin, end) over [0, count) in `pieces` pieces.
template <class Task>
void in_pieces(ThreadPool& pool, std::size_t count, std::size_t pieces, const Task& task) {
  pieces = std::max<std::size_t>(1, std::min(pieces, count));
  if (pieces == 1) return task(std::size_t{0}, count);
  pool.parallel_for(pieces, [&](std::size_t piece) {
    task(piece * count / pieces, (piece + 1) * count / pieces);
  });
}

}  // namespace

std::size_t packed_b_size(std::size_t k, std::size_t n) {
  return n <= kDotColumns ? n * k : panels_size(k, n);
}

void pack_b(const MatrixView<float>& b, std::size_t k, std::size_t n, float* packed,
            ThreadPool& pool) {
  if (n <= kDotColumns) {
    copy_to_rows(b.transposed(), n, k, packed);
    return;
  }
  in_pieces(
      pool, panel_count(n), piece_count({1, n, k}, pool.threads()),
      [&](std::size_t first, std::size_t last) { pack_panels(b, k, n, first, last, packed); });
}

std::size_t gemm_scratch_size(const GemmShape& shape, const MatrixView<float>& a,
                              const GemmRhs& b) {
  const GemmPlan plan = make_plan(shape, a, b);
  return plan.a_size + plan.b_size;
}

void gemm(const GemmShape& shape, const MatrixView<float>& a_operand, const GemmRhs& b_operand,
          float* c, std::ptrdiff_t c_stride, const GemmEpilogue& epilogue, float* scratch,
          ThreadPool& pool) {
  if (shape.m == 0 || shape.n == 0) return;
  // Operands without elements may be null pointers, to which nothing can be added.
  const MatrixView<float> nothing = {nullptr, 0, 0};
  const MatrixView<float>& a = shape.k == 0 ? nothing : a_operand;
  const GemmRhs b = shape.k == 0 ? GemmRhs::of_view(nothing) : b_operand;
  const GemmPlan plan = make_plan(shape, a, b);
  const std::size_t pieces = piece_count(shape, pool.threads());

  MatrixView<float> rows = a;
  if (plan.copy_a) {
    in_pieces(pool, shape.m, pieces, [&](std::size_t first, std::size_t last) {
      copy_to_rows({a.at(first, 0), a.row_stride, a.col_stride}, last - first, shape.k,
                   scratch + first * shape.k);
    });
    rows = {scratch, static_cast<std::ptrdiff_t>(shape.k), 1};
  }
  float* const b_scratch = scratch + plan.a_size;

  if (plan.dot) {
    MatrixView<float> columns = b.view;
    if (b.packed != nullptr) {
      columns = {b.packed, 1, static_cast<std::ptrdiff_t>(shape.k)};
    } else if (plan.copy_columns) {
      copy_to_rows(b.view.transposed(), shape.n, shape.k, b_scratch);
      columns = {b_scratch, 1, static_cast<std::ptrdiff_t>(shape.k)};
    }
    const DotProducts products(shape, rows, columns, c, c_stride, epilogue);
    if (shape.n <= kDotColumns) {
      in_pieces(pool, shape.m, pieces,
                [&](std::size_t first, std::size_t last) { products.run_rows(first, last); });
    } else {
      in_pieces(pool, shape.n, pieces,
                [&](std::size_t first, std::size_t last) { products.run_columns(first, last); });
    }
    return;
  }

  const std::size_t panels = panel_count(shape.n);
  GemmBlocks blocks;
  blocks.shape = shape;
  blocks.a = rows;
  blocks.c = c;
  blocks.c_stride = c_stride;
  blocks.epilogue = &epilogue;
  const std::ptrdiff_t packed_stride = static_cast<std::ptrdiff_t>(kPanelWidth * shape.k);
  if (b.packed != nullptr) {
    blocks.b = {b.packed, static_cast<std::ptrdiff_t>(kPanelWidth), packed_stride};
  } else if (plan.pack) {
    in_pieces(pool, panels, pieces, [&](std::size_t first, std::size_t last) {
      pack_panels(b.view, shape.k, shape.n, first, last, b_scratch);
    });
    blocks.b = {b_scratch, static_cast<std::ptrdiff_t>(kPanelWidth), packed_stride};
  } else {
    blocks.b = {b.view.data, b.view.row_stride, static_cast<std::ptrdiff_t>(kPanelWidth)};
    if (plan.pack_edge) {
      const MatrixView<float> edge = {b.view.at(0, (panels - 1) * kPanelWidth), b.view.row_stride,
                                      b.view.col_stride};
      pack_panels(edge, shape.k, shape.n % kPanelWidth, 0, 1, b_scratch);
      blocks.edge = b_scratch;
    }
  }

  // The larger operand is the one that each task should read only a part of.
  const std::size_t tiles = tile_row_count(shape.m);
  std::size_t row_pieces = 1;
  std::size_t panel_pieces = 1;
  if (shape.m > shape.n) {
    row_pieces = std::min(pieces, tiles);
    panel_pieces = std::min((pieces + row_pieces - 1) / row_pieces, panels);
  } else {
    panel_pieces = std::min(pieces, panels);
    row_pieces = std::min((pieces + panel_pieces - 1) / panel_pieces, tiles);
  }
  in_pieces(pool, row_pieces * panel_pieces, row_pieces * panel_pieces,
            [&](std::size_t first, std::size_t last) {
              for (std::size_t piece = first; piece < last; ++piece) {
                const std::size_t r = piece / panel_pieces;
                const std::size_t p = piece % panel_pieces;
                run_blocks(blocks, r * tiles / row_pieces, (r + 1) * tiles / row_pieces,
                           p * panels / panel_pieces, (p + 1) * panels / panel_pieces);
              }
            });
}

std::size_t gemm_batch_scratch_size(const GemmShape& shape, const MatrixView<float>& a,
                                    const GemmRhs& b, std::size_t count, std::size_t threads) {
  const std::size_t one = gemm_scratch_size(shape, a, b);
  return count < threads ? one : one * threads;
}

void gemm_batch(const GemmShape& shape, std::size_t count, const GemmOffsets* offsets,
                const MatrixView<float>& a, const GemmRhs& b, float* c, std::ptrdiff_t c_stride,
                const GemmEpilogue& epilogue, float* scratch, ThreadPool& pool) {
  const auto one = [&](std::size_t i, float* own_scratch, ThreadPool& own_pool) {
    const MatrixView<float> a_i = {a.data + offsets[i].a, a.row_stride, a.col_stride};
    GemmRhs b_i = b;
    if (b.packed != nullptr) {
      b_i.packed += offsets[i].b;
    } else {
      b_i.view.data += offsets[i].b;
    }
    GemmEpilogue epilogue_i = epilogue;
    if (epilogue.addend != nullptr) epilogue_i.addend += offsets[i].addend;
    gemm(shape, a_i, b_i, c + offsets[i].c, c_stride, epilogue_i, own_scratch, own_pool);
  };
  const std::size_t threads = pool.threads();
  const GemmShape all = {shape.m * count, shape.n, shape.k};
  if (count < threads || piece_count(all, threads) < 2) {
    for (std::size_t i = 0; i < count; ++i) one(i, scratch, pool);
    return;
  }
  // Each thread has scratch memory and products of its own.
  const std::size_t own_size = gemm_scratch_size(shape, a, b);
  parallel_slots(pool, count, [&](std::size_t slot, std::size_t i) {
    ThreadPool alone(1);
    one(i, scratch + slot * own_size, alone);
  });
}

}  // namespace sardonyx::kernels
