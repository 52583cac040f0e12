#pragma once

#include <cstddef>

#include "core/kernels/gemm/tile.h"
#include "core/kernels/matrix.h"

// Rearranging operands for the register tile.

namespace sardonyx::kernels {

/// Panels that n columns fill, the last one perhaps in part.
constexpr std::size_t panel_count(std::size_t n) {
  return (n + kPanelWidth - 1) / kPanelWidth;
}

/// Floats that k rows of n columns take in panels.
constexpr std::size_t panels_size(std::size_t k, std::size_t n) {
  return panel_count(n) * kPanelWidth * k;
}

/// Packs panels first ... last - 1 of the k x n matrix b. `panels` is where panel 0 is or would be:
/// panel p takes k * 8 floats from panels + p * k * 8, row by row; columns beyond n are zero.
void pack_panels(const MatrixView<float>& b, std::size_t k, std::size_t n, std::size_t first,
                 std::size_t last, float* panels);

/// Copies a matrix of rows x cols so that its rows are contiguous and follow each other.
void copy_to_rows(const MatrixView<float>& a, std::size_t rows, std::size_t cols, float* out);

}  // namespace sardonyx::kernels
