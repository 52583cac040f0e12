#pragma once

#include <cstddef>
#include <cstdint>

#include "core/base/function_ref.h"
#include "core/kernels/sort_key.h"

namespace sardonyx::kernels {

/// The boxes of an image: rows of two opposite corners (y, x, y, x), or of the center (x, y), width
/// and height.
struct Boxes {
  const float* rows;
  bool centers;
};

/// The boxes that were taken, axis by axis: arrays of so many floats.
struct BoxArrays {
  float* y_low;
  float* x_low;
  float* y_high;
  float* x_high;
  float* area;

  /// Arrays of `count` elements, one after another in `memory`.
  BoxArrays(float* memory, std::size_t count)
      : y_low(memory),
        x_low(memory + count),
        y_high(memory + 2 * count),
        x_high(memory + 3 * count),
        area(memory + 4 * count) {}
  static constexpr std::size_t kArrays = 5;
};

/// Writes the elements above `least` (all when null) as candidates, in order of
/// their indices. Returns how many. REQUIRES: count < 2^32.
std::size_t candidates_above(const float* scores, std::size_t count, const float* least,
                             FloatEntry* candidates);

/// Calls take(index) for the candidates, best first, whose intersection over union with each taken
/// before is at most `threshold`, until `most` are taken. `kept` has room for `most` boxes, rounded
/// up to a multiple of four. Reorders the candidates.
void suppress_overlapping(const Boxes& boxes, FloatEntry* candidates, std::size_t count,
                          std::size_t most, float threshold, const BoxArrays& kept,
                          FunctionRef<void(std::uint64_t)> take);

}  // namespace sardonyx::kernels
