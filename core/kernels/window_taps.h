#pragma once

#include <algorithm>
#include <cstdint>

#include "core/kernels/window.h"

namespace sardonyx::kernels {

/// The taps of an axis that read an element of [low, high), for the window of one output.
struct TapRange {
  std::int64_t first;
  std::int64_t last;  // exclusive

  TapRange(const WindowAxis& axis, std::int64_t output, std::int64_t low, std::int64_t high) {
    const std::int64_t start = output * axis.stride - axis.pad_begin;
    first = start < low ? (low - start + axis.dilation - 1) / axis.dilation : 0;
    last = start < high ? (high - start + axis.dilation - 1) / axis.dilation : 0;
    last = std::min(last, axis.kernel);
  }
  std::int64_t count() const { return std::max<std::int64_t>(0, last - first); }
};

inline TapRange taps_inside(const WindowAxis& axis, std::int64_t output) {
  return {axis, output, 0, axis.input};
}

/// The element that a tap of an output reads.
inline std::int64_t tap_index(const WindowAxis& axis, std::int64_t output, std::int64_t tap) {
  return output * axis.stride + tap * axis.dilation - axis.pad_begin;
}

/// How many elements of a window along an axis the mean divides by; 1 where there are none.
inline std::int64_t averaged_count(const WindowAxis& axis, std::int64_t output,
                                   bool count_include_pad) {
  const TapRange taps = count_include_pad
                            ? TapRange(axis, output, -axis.pad_begin, axis.input + axis.pad_end)
                            : taps_inside(axis, output);
  return std::max<std::int64_t>(1, taps.count());
}

}  // namespace sardonyx::kernels
