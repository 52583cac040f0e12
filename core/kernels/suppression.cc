#include "core/kernels/suppression.h"

#include <algorithm>
#include <functional>
#include <limits>

#include "core/simd/packet.h"

namespace sardonyx::kernels {

namespace {

using namespace simd;

struct Box {
  float y_low;
  float x_low;
  float y_high;
  float x_high;
  float area;
};

Box box_at(const Boxes& boxes, std::size_t index) {
  const float* row = boxes.rows + 4 * index;
  Box box;
  if (boxes.centers) {
    box.x_low = row[0] - row[2] / 2;
    box.y_low = row[1] - row[3] / 2;
    box.x_high = row[0] + row[2] / 2;
    box.y_high = row[1] + row[3] / 2;
  } else {
    box.y_low = std::min(row[0], row[2]);
    box.x_low = std::min(row[1], row[3]);
    box.y_high = std::max(row[0], row[2]);
    box.x_high = std::max(row[1], row[3]);
  }
  box.area = (box.x_high - box.x_low) * (box.y_high - box.y_low);
  return box;
}

// Whether the intersection over union with any of `count` boxes is above the threshold. The arrays
// are filled up to a multiple of four with boxes that intersect nothing.
__attribute__((noinline)) bool overlaps_any(const Box& box, const BoxArrays& kept,
                                            std::size_t count, float threshold) {
  const F32x4 y_low = splat(box.y_low);
  const F32x4 x_low = splat(box.x_low);
  const F32x4 y_high = splat(box.y_high);
  const F32x4 x_high = splat(box.x_high);
  const F32x4 area = splat(box.area);
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

void put(const Box& box, const BoxArrays& to, std::size_t at) {
  to.y_low[at] = box.y_low;
  to.x_low[at] = box.x_low;
  to.y_high[at] = box.y_high;
  to.x_high[at] = box.x_high;
  to.area[at] = box.area;
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

__attribute__((noinline)) std::size_t candidates_above(const float* scores, std::size_t count,
                                                       const float* least, FloatEntry* candidates) {
  std::size_t found = 0;
  const auto add = [&](std::size_t i) { candidates[found++] = float_entry(scores[i], i, true); };
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

void suppress_overlapping(const Boxes& boxes, FloatEntry* candidates, std::size_t count,
                          std::size_t most, float threshold, const BoxArrays& kept,
                          FunctionRef<void(std::uint64_t)> take) {
  // A heap gives the candidates in order without sorting those that are never asked for.
  const std::greater<> later;
  std::make_heap(candidates, candidates + count, later);
  std::size_t taken = 0;
  std::size_t kept_count = 0;
  while (count > 0 && taken < most) {
    std::pop_heap(candidates, candidates + count, later);
    const std::size_t index = index_of(candidates[--count]);
    // Boxes without an area overlap nothing.
    const Box box = box_at(boxes, index);
    const bool has_area = box.area > 0;
    if (has_area && overlaps_any(box, kept, kept_count, threshold)) continue;
    take(index);
    ++taken;
    if (has_area) {
      if (kept_count % 4 == 0) clear(kept, kept_count);
      put(box, kept, kept_count++);
    }
  }
}

}  // namespace sardonyx::kernels
