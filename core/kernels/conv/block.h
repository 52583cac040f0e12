#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "core/kernels/conv/pass.h"

namespace sardonyx::kernels {

/// How the inputs that consecutive outputs of an axis need lie in a copy: dense from the first to
/// the last one, or, where that would be longer, one run per tap without what lies between (which
/// also drops what a stride skips under a single tap).
struct CopiedAxis {
  std::ptrdiff_t extent = 0;       // indices in the copy, at most taps * outputs
  std::ptrdiff_t output_step = 0;  // in the copy, from one output to the next
  std::ptrdiff_t tap_step = 0;     // in the copy, from one tap to the next
  bool per_tap = false;

  CopiedAxis(const PassAxis& axis, std::ptrdiff_t outputs) {
    if (axis.taps == 0 || outputs == 0) return;
    const std::int64_t dense = (outputs - 1) * axis.in_step + (axis.taps - 1) * axis.tap_step + 1;
    const std::int64_t apart = std::int64_t{axis.taps} * outputs;
    per_tap = apart < dense;
    extent = static_cast<std::ptrdiff_t>(std::min(apart, dense));
    output_step = per_tap ? 1 : static_cast<std::ptrdiff_t>(axis.in_step);
    tap_step = per_tap ? outputs : static_cast<std::ptrdiff_t>(axis.tap_step);
  }

  /// The input index that lies at `i` of the copy whose first output is `first`. It may lie outside
  /// of the input.
  std::int64_t source(const PassAxis& axis, std::ptrdiff_t first, std::ptrdiff_t i) const {
    const std::int64_t start = first * axis.in_step + axis.tap_first;
    return per_tap ? start + i % tap_step * axis.in_step + i / tap_step * axis.tap_step : start + i;
  }
};

inline std::ptrdiff_t ceil_div(std::ptrdiff_t a, std::ptrdiff_t b) {
  return (a + b - 1) / b;
}

/// Rounds up to whole cache lines.
inline std::size_t round_up_floats(std::size_t floats) {
  return (floats + 15) / 16 * 16;
}

}  // namespace sardonyx::kernels
