#include "core/kernels/suppression.h"

#include <algorithm>
#include <limits>

#include "core/simd/packet.h"

namespace sardonyx::kernels {

namespace {

using namespace simd;

// Whether the intersection over union with any of `count` boxes is above the threshold. The arrays
// are filled up to a multiple of four with boxes that intersect nothing.
__attribute__((noinline)) bool overlaps_any(const BoxArrays& boxes, std::size_t box,
                                            const BoxArrays& kept, std::size_t count,
                                            float threshold) {
  const F32x4 y_low = splat(boxes.y_low[box]);
  const F32x4 x_low = splat(boxes.x_low[box]);
  const F32x4 y_high = splat(boxes.y_high[box]);
  const F32x4 x_high = splat(boxes.x_high[box]);
  const F32x4 area = splat(boxes.area[box]);
  const F32x4 zero = splat(0.0f);
  const F32x4 limit = splat(threshold);
  for (std::size_t i = 0; i < count; i += 4) {
    const F32x4 width =
        psub(pmin(x_high, load(kept.x_high + i)), pmax(x_low, load(kept.x_low + i)));
    const F32x4 height =
        psub(pmin(y_high, load(kept.y_high + i)), pmax(y_low, load(kept.y_low + i)));
    const F32x4 both = pmul(width, height);
    const F32x4 either = psub(padd(area, load(kept.area + i)), both);
    const F32x4 positive =
        pand(pand(pcmp_lt(zero, width), pcmp_lt(zero, height)), pcmp_lt(zero, either));
    if (any(pand(positive, pcmp_lt(limit, pdiv(both, either))))) return true;
  }
  return false;
}

void put(const BoxArrays& boxes, std::size_t box, const BoxArrays& to, std::size_t at) {
  to.y_low[at] = boxes.y_low[box];
  to.x_low[at] = boxes.x_low[box];
  to.y_high[at] = boxes.y_high[box];
  to.x_high[at] = boxes.x_high[box];
  to.area[at] = boxes.area[box];
}

// Boxes that intersect nothing, in the places of a packet.
void clear(const BoxArrays& to, std::size_t at) {
  const float infinity = std::numeric_limits<float>::infinity();
  store(to.y_low + at, splat(infinity));
  store(to.x_low + at, splat(infinity));
  store(to.y_high + at, splat(-infinity));
  store(to.x_high + at, splat(-infinity));
  store(to.area + at, splat(0.0f));
}

}  // namespace

void box_arrays(const float* boxes, std::size_t count, bool centers, const BoxArrays& to) {
  for (std::size_t i = 0; i < count; ++i, boxes += 4) {
    if (centers) {
      to.x_low[i] = boxes[0] - boxes[2] / 2;
      to.y_low[i] = boxes[1] - boxes[3] / 2;
      to.x_high[i] = boxes[0] + boxes[2] / 2;
      to.y_high[i] = boxes[1] + boxes[3] / 2;
    } else {
      to.y_low[i] = std::min(boxes[0], boxes[2]);
      to.x_low[i] = std::min(boxes[1], boxes[3]);
      to.y_high[i] = std::max(boxes[0], boxes[2]);
      to.x_high[i] = std::max(boxes[1], boxes[3]);
    }
    to.area[i] = (to.x_high[i] - to.x_low[i]) * (to.y_high[i] - to.y_low[i]);
  }
}

__attribute__((noinline)) std::size_t candidates_above(const float* scores, std::size_t count,
                                                       const float* least, SortEntry* candidates) {
  std::size_t found = 0;
  const auto add = [&](std::size_t i) { candidates[found++] = {~sort_key(scores[i]), i}; };
  std::size_t i = 0;
  if (least == nullptr) {
    for (; i < count; ++i) add(i);
    return found;
  }
  // Most scores are low, packet by packet.
  const F32x4 limit = splat(*least);
  for (; i < count; i += 4) {
    const std::size_t left = count - i;
    if (!any(pcmp_lt(limit, load(scores + i, left, *least)))) continue;
    for (std::size_t j = i; j < i + std::min<std::size_t>(left, 4); ++j) {
      if (scores[j] > *least) add(j);
    }
  }
  return found;
}

void suppress_overlapping(const BoxArrays& boxes, SortEntry* candidates, std::size_t count,
                          std::size_t most, float threshold, const BoxArrays& kept,
                          FunctionRef<void(std::uint64_t)> take) {
  // A heap gives the candidates in order without sorting those that are never asked for.
  const auto later = [](const SortEntry& a, const SortEntry& b) { return b < a; };
  std::make_heap(candidates, candidates + count, later);
  std::size_t taken = 0;
  std::size_t kept_count = 0;
  while (count > 0 && taken < most) {
    std::pop_heap(candidates, candidates + count, later);
    const std::uint64_t index = candidates[--count].index;
    // Boxes without an area overlap nothing.
    const bool has_area = boxes.area[index] > 0;
    if (has_area && overlaps_any(boxes, index, kept, kept_count, threshold)) continue;
    take(index);
    ++taken;
    if (has_area) {
      if (kept_count % 4 == 0) clear(kept, kept_count);
      put(boxes, index, kept, kept_count++);
    }
  }
}

}  // namespace sardonyx::kernels
