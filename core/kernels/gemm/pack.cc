#include "core/kernels/gemm/pack.h"

#include <algorithm>
#include <cstring>

#include "core/simd/packet.h"

namespace sardonyx::kernels {

namespace {

using namespace simd;

// Four rows of four values, `stride` apart, transposed.
PacketBlock<F32x4, 4> load_transposed(const float* p, std::ptrdiff_t stride) {
  PacketBlock<F32x4, 4> block;
  for (int i = 0; i < 4; ++i) block.packet[i] = load(p + i * stride);
  ptranspose(block);
  return block;
}

// One panel of `width` columns, any strides.
void pack_any(const MatrixView<float>& b, std::size_t k, std::size_t width, float* out) {
  for (std::size_t r = 0; r < k; ++r, out += kPanelWidth) {
    const float* from = b.at(r, 0);
    for (std::size_t j = 0; j < kPanelWidth; ++j) {
      out[j] = j < width ? from[static_cast<std::ptrdiff_t>(j) * b.col_stride] : 0.0f;
    }
  }
}

// How many panels are packed side by side from rows: a row then gives several lines of the cache at
// once, and each is read once.
constexpr std::size_t kPanelsOfRows = 8;

// Whole panels, at most kPanelsOfRows, of a matrix with contiguous rows.
void pack_from_rows(const MatrixView<float>& b, std::size_t k, std::size_t panels, float* out) {
  const float* row = b.data;
  for (std::size_t r = 0; r < k; ++r, out += kPanelWidth, row += b.row_stride) {
    for (std::size_t p = 0; p < panels; ++p) {
      const float* from = row + p * kPanelWidth;
      float* to = out + p * k * kPanelWidth;
      store(to, load(from));
      store(to + 4, load(from + 4));
    }
  }
}

// One whole panel of a matrix with contiguous columns.
void pack_from_columns(const MatrixView<float>& b, std::size_t k, float* out) {
  const std::size_t whole = k & ~std::size_t{3};
  for (std::size_t r = 0; r < whole; r += 4) {
    const PacketBlock<F32x4, 4> left = load_transposed(b.at(r, 0), b.col_stride);
    const PacketBlock<F32x4, 4> right = load_transposed(b.at(r, 4), b.col_stride);
    for (int i = 0; i < 4; ++i, out += kPanelWidth) {
      store(out, left.packet[i]);
      store(out + 4, right.packet[i]);
    }
  }
  pack_any({b.at(whole, 0), b.row_stride, b.col_stride}, k - whole, kPanelWidth, out);
}

}  // namespace

void pack_panels(const MatrixView<float>& b, std::size_t k, std::size_t n, std::size_t first,
                 std::size_t last, float* panels) {
  for (std::size_t p = first, count = 1; p < last; p += count, count = 1) {
    const std::size_t column = p * kPanelWidth;
    const std::size_t width = std::min(kPanelWidth, n - column);
    const MatrixView<float> panel = {b.at(0, column), b.row_stride, b.col_stride};
    float* out = panels + p * k * kPanelWidth;
    if (width == kPanelWidth && b.col_stride == 1) {
      count = std::min({kPanelsOfRows, last - p, n / kPanelWidth - p});
      pack_from_rows(panel, k, count, out);
    } else if (width == kPanelWidth && b.row_stride == 1) {
      pack_from_columns(panel, k, out);
    } else {
      pack_any(panel, k, width, out);
    }
  }
}

void copy_to_rows(const MatrixView<float>& a, std::size_t rows, std::size_t cols, float* out) {
  if (a.col_stride == 1) {
    for (std::size_t i = 0; i < rows; ++i) {
      std::memcpy(out + i * cols, a.at(i, 0), cols * sizeof(float));
    }
    return;
  }
  std::size_t done = 0;
  if (a.row_stride == 1) {
    // Blocks of 4 x 4; what is left over on the right and below is copied one by one.
    const std::size_t whole_cols = cols & ~std::size_t{3};
    for (; done + 4 <= rows; done += 4) {
      for (std::size_t j = 0; j < whole_cols; j += 4) {
        const PacketBlock<F32x4, 4> block = load_transposed(a.at(done, j), a.col_stride);
        for (std::size_t i = 0; i < 4; ++i) {
          store(out + (done + i) * cols + j, block.packet[i]);
        }
      }
      for (std::size_t i = done; i < done + 4; ++i) {
        for (std::size_t j = whole_cols; j < cols; ++j) out[i * cols + j] = *a.at(i, j);
      }
    }
  }
  for (std::size_t i = done; i < rows; ++i) {
    for (std::size_t j = 0; j < cols; ++j) out[i * cols + j] = *a.at(i, j);
  }
}

}  // namespace sardonyx::kernels
