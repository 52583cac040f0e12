#include "core/kernels/grid_sample.h"

#include <algorithm>
#include <cmath>

#include "core/kernels/parallel.h"

namespace sardonyx::kernels {
namespace {

// Locations whose taps are found together, before the channels are walked.
constexpr std::size_t kBlock = 32;
constexpr std::int64_t kOutside = -1;

// One element of x that a location reads.
struct Tap {
  std::int64_t offset;  // in elements within a channel, or kOutside
  float weight;
};

std::size_t taps_per_axis(GridMode mode) {
  return mode == GridMode::kNearest ? 1 : mode == GridMode::kLinear ? 2 : 4;
}

std::size_t tap_count(const GridSample& sample) {
  std::size_t count = 1;
  for (std::size_t a = 0; a < sample.extents.size(); ++a) {
    count *= taps_per_axis(sample.mode);
  }
  return count;
}

// The piece of x that coordinates are folded back into.
struct Border {
  float low;
  float high;
};

Border border_of(std::int64_t extent, bool align_corners) {
  const auto size = static_cast<float>(extent);
  return align_corners ? Border{0.0f, size - 1.0f} : Border{-0.5f, size - 0.5f};
}

float reflect(float x, Border border) {
  const float range = border.high - border.low;
  if (range <= 0) {
    return border.low;
  }
  if (x < border.low || x > border.high) {
    const bool below = x < border.low;
    const float distance = below ? border.low - x : x - border.high;
    const float turns = std::floor(distance / range);
    const float rest = distance - turns * range;
    const bool even = std::fmod(turns, 2.0f) == 0;
    return below == even ? border.low + rest : border.high - rest;
  }
  return x;
}

// Where a normalised coordinate lies on its axis.
float locate(const GridSample& sample, std::int64_t extent, float normalised) {
  const auto size = static_cast<float>(extent);
  float x =
      sample.align_corners ? (normalised + 1) / 2 * (size - 1) : ((normalised + 1) * size - 1) / 2;
  // Coordinates that are no numbers, or too large to count, lie outside.
  constexpr float kMost = 1 << 24;
  x = x == x ? std::clamp(x, -kMost, kMost) : -kMost;
  if (sample.mode == GridMode::kNearest) {
    x = std::nearbyint(x);
  }
  if (sample.padding == GridPadding::kBorder) {
    const Border border = border_of(extent, sample.align_corners);
    return x < border.low || x > border.high ? std::clamp(x, 0.0f, size - 1) : x;
  }
  return sample.padding == GridPadding::kReflection
             ? reflect(x, border_of(extent, sample.align_corners))
             : x;
}

// The index on an axis that stands for `index`, or kOutside.
std::int64_t fold(const GridSample& sample, std::int64_t extent, std::int64_t index) {
  if (index >= 0 && index < extent) {
    return index;
  }
  switch (sample.padding) {
    case GridPadding::kZeros:
      return kOutside;
    case GridPadding::kBorder:
      return std::clamp<std::int64_t>(index, 0, extent - 1);
    case GridPadding::kReflection:
      break;
  }
  const float x = reflect(static_cast<float>(index), border_of(extent, sample.align_corners));
  return std::clamp<std::int64_t>(static_cast<std::int64_t>(x), 0, extent - 1);
}

void cubic_weights(float t, float* weights) {
  constexpr float a = -0.75f;
  const auto outer = [](float d) { return ((a * d - 5 * a) * d + 8 * a) * d - 4 * a; };
  const auto inner = [](float d) { return ((a + 2) * d - (a + 3)) * d * d + 1; };
  weights[0] = outer(t + 1);
  weights[1] = inner(t);
  weights[2] = inner(1 - t);
  weights[3] = outer(2 - t);
}

// The taps of one location: the product of the taps on each axis. `taps` has a stride of kBlock.
void find_taps(const GridSample& sample, const float* coordinates, Tap* taps) {
  const std::size_t rank = sample.extents.size();
  const std::size_t per_axis = taps_per_axis(sample.mode);
  std::size_t count = 1;
  taps[0] = {0, 1.0f};
  for (std::size_t axis = 0; axis < rank; ++axis) {
    const std::int64_t extent = sample.extents[axis];
    const float x = locate(sample, extent, coordinates[rank - 1 - axis]);
    const float floor = std::floor(x);
    const auto first = static_cast<std::int64_t>(floor) - (per_axis == 4 ? 1 : 0);
    float weights[4] = {1.0f, 0.0f, 0.0f, 0.0f};
    if (per_axis == 2) {
      weights[0] = 1 - (x - floor);
      weights[1] = x - floor;
    } else if (per_axis == 4) {
      cubic_weights(x - floor, weights);
    }
    // From the last tap so far to the first, which makes room in place.
    for (std::size_t old = count; old-- > 0;) {
      const Tap tap = taps[old * kBlock];
      for (std::size_t i = per_axis; i-- > 0;) {
        const std::int64_t index = fold(sample, extent, first + static_cast<std::int64_t>(i));
        const bool outside = tap.offset == kOutside || index == kOutside;
        taps[(old * per_axis + i) * kBlock] = {outside ? kOutside : tap.offset * extent + index,
                                               tap.weight * weights[i]};
      }
    }
    count *= per_axis;
  }
}

// Calls body(batch, first location, number of locations, taps) for all blocks.
template <class F>
void for_each_block(const GridSample& sample, const float* grid, std::byte* scratch,
                    ThreadPool& pool, const F& body) {
  const std::size_t rank = sample.extents.size();
  const std::size_t blocks = (sample.locations + kBlock - 1) / kBlock;
  const std::size_t taps_per_slot = tap_count(sample) * kBlock;
  parallel_slots(pool, sample.batches * blocks, [&](std::size_t slot, std::size_t task) {
    Tap* taps = reinterpret_cast<Tap*>(scratch) + slot * taps_per_slot;
    const std::size_t batch = task / blocks;
    const std::size_t first = task % blocks * kBlock;
    const std::size_t n = std::min(kBlock, sample.locations - first);
    for (std::size_t i = 0; i < n; ++i) {
      find_taps(sample, grid + (batch * sample.locations + first + i) * rank, taps + i);
    }
    body(batch, first, n, taps);
  });
}

std::size_t plane_size(const GridSample& sample) {
  std::size_t size = 1;
  for (const std::int64_t extent : sample.extents) {
    size *= static_cast<std::size_t>(extent);
  }
  return size;
}

}  // namespace

std::size_t grid_sample_scratch_size(const GridSample& sample, std::size_t threads) {
  const std::size_t tasks = sample.batches * ((sample.locations + kBlock - 1) / kBlock);
  return slot_count(tasks, threads) * tap_count(sample) * kBlock * sizeof(Tap);
}

void grid_sample(const GridSample& sample, const float* x, const float* grid, float* y,
                 std::byte* scratch, ThreadPool& pool) {
  const std::size_t plane = plane_size(sample);
  const std::size_t taps_per_location = tap_count(sample);
  for_each_block(sample, grid, scratch, pool,
                 [&](std::size_t batch, std::size_t first, std::size_t n, const Tap* taps) {
                   for (std::size_t c = 0; c < sample.channels; ++c) {
                     const std::size_t channel = batch * sample.channels + c;
                     const float* from = x + channel * plane;
                     float* to = y + channel * sample.locations + first;
                     std::fill_n(to, n, 0.0f);
                     for (std::size_t t = 0; t < taps_per_location; ++t) {
                       for (std::size_t i = 0; i < n; ++i) {
                         const Tap& tap = taps[t * kBlock + i];
                         if (tap.offset != kOutside) {
                           to[i] += tap.weight * from[tap.offset];
                         }
                       }
                     }
                   }
                 });
}

void grid_sample_nearest(ElementKind kind, const GridSample& sample, const void* x,
                         const float* grid, const void* zero, void* y, std::byte* scratch,
                         ThreadPool& pool) {
  const std::size_t plane = plane_size(sample);
  with_element_type(kind, [&]<class T>() {
    for_each_block(sample, grid, scratch, pool,
                   [&](std::size_t batch, std::size_t first, std::size_t n, const Tap* taps) {
                     for (std::size_t c = 0; c < sample.channels; ++c) {
                       const std::size_t channel = batch * sample.channels + c;
                       const T* from = static_cast<const T*>(x) + channel * plane;
                       T* to = static_cast<T*>(y) + channel * sample.locations + first;
                       for (std::size_t i = 0; i < n; ++i) {
                         to[i] = taps[i].offset == kOutside ? *static_cast<const T*>(zero)
                                                            : from[taps[i].offset];
                       }
                     }
                   });
  });
}

}  // namespace sardonyx::kernels
