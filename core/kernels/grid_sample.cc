#include "core/kernels/grid_sample.h"

#include <algorithm>
#include <cmath>

#include "core/base/function_ref.h"
#include "core/kernels/parallel.h"

namespace sardonyx::kernels {
namespace {

// Locations whose taps are found together, before the channels are walked.
constexpr std::size_t kBlock = 32;
constexpr std::int64_t kOutside = -1;
// Bytes that an offset and a weight of any type take.
constexpr std::size_t kTapSize = sizeof(std::int64_t) + sizeof(double);

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
template <class T>
struct Border {
  T low;
  T high;
};

template <class T>
Border<T> border_of(std::int64_t extent, bool align_corners) {
  const auto size = static_cast<T>(extent);
  constexpr T kHalf{0.5};
  return align_corners ? Border<T>{0, size - 1} : Border<T>{-kHalf, size - kHalf};
}

template <class T>
T reflect(T x, Border<T> border) {
  const T range = border.high - border.low;
  if (range <= 0) {
    return border.low;
  }
  if (x < border.low || x > border.high) {
    const bool below = x < border.low;
    const T distance = below ? border.low - x : x - border.high;
    const T turns = std::floor(distance / range);
    const T rest = distance - turns * range;
    const bool even = std::fmod(turns, T{2}) == 0;
    return below == even ? border.low + rest : border.high - rest;
  }
  return x;
}

// Where a normalised coordinate lies on its axis.
template <class T>
T locate(const GridSample& sample, std::int64_t extent, T normalised) {
  const auto size = static_cast<T>(extent);
  T x =
      sample.align_corners ? (normalised + 1) / 2 * (size - 1) : ((normalised + 1) * size - 1) / 2;
  // Coordinates that are no numbers, or too large to count, lie outside.
  constexpr T kMost = 1 << 24;
  x = x == x ? std::clamp(x, -kMost, kMost) : -kMost;
  if (sample.mode == GridMode::kNearest) {
    x = std::nearbyint(x);
  }
  if (sample.padding == GridPadding::kBorder) {
    const Border<T> border = border_of<T>(extent, sample.align_corners);
    return x < border.low || x > border.high ? std::clamp(x, T{0}, size - 1) : x;
  }
  return sample.padding == GridPadding::kReflection
             ? reflect(x, border_of<T>(extent, sample.align_corners))
             : x;
}

// The index on an axis that stands for `index`, or kOutside.
template <class T>
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
  const T x = reflect(static_cast<T>(index), border_of<T>(extent, sample.align_corners));
  return std::clamp<std::int64_t>(static_cast<std::int64_t>(x), 0, extent - 1);
}

template <class T>
void cubic_weights(T t, T* weights) {
  constexpr T a{-0.75};
  const auto outer = [](T d) { return ((a * d - 5 * a) * d + 8 * a) * d - 4 * a; };
  const auto inner = [](T d) { return ((a + 2) * d - (a + 3)) * d * d + 1; };
  weights[0] = outer(t + 1);
  weights[1] = inner(t);
  weights[2] = inner(1 - t);
  weights[3] = outer(2 - t);
}

// The elements of x that one location reads, as offsets within a channel or kOutside, and what they
// count: the product of the taps on each axis. Both have a stride of kBlock.
template <class T>
__attribute__((noinline)) void find_taps(const GridSample& sample, const T* coordinates,
                                         std::int64_t* offsets, T* tap_weights) {
  const std::size_t rank = sample.extents.size();
  const std::size_t per_axis = taps_per_axis(sample.mode);
  std::size_t count = 1;
  offsets[0] = 0;
  tap_weights[0] = 1;
  for (std::size_t axis = 0; axis < rank; ++axis) {
    const std::int64_t extent = sample.extents[axis];
    const T x = locate(sample, extent, coordinates[rank - 1 - axis]);
    const T floor = std::floor(x);
    const auto first = static_cast<std::int64_t>(floor) - (per_axis == 4 ? 1 : 0);
    T weights[4] = {1, 0, 0, 0};
    if (per_axis == 2) {
      weights[0] = 1 - (x - floor);
      weights[1] = x - floor;
    } else if (per_axis == 4) {
      cubic_weights(x - floor, weights);
    }
    // From the last tap so far to the first, which makes room in place.
    for (std::size_t old = count; old-- > 0;) {
      const std::int64_t offset = offsets[old * kBlock];
      const T weight = tap_weights[old * kBlock];
      for (std::size_t i = per_axis; i-- > 0;) {
        const std::int64_t index = fold<T>(sample, extent, first + static_cast<std::int64_t>(i));
        const bool outside = offset == kOutside || index == kOutside;
        const std::size_t at = (old * per_axis + i) * kBlock;
        offsets[at] = outside ? kOutside : offset * extent + index;
        tap_weights[at] = weight * weights[i];
      }
    }
    count *= per_axis;
  }
}

// Some locations of a batch with their taps.
template <class T>
struct Block {
  std::size_t batch;
  std::size_t first;  // location
  std::size_t locations;
  const std::int64_t* offsets;
  const T* weights;
};

template <class T>
void for_each_block(const GridSample& sample, const T* grid, std::byte* scratch, ThreadPool& pool,
                    FunctionRef<void(const Block<T>&)> body) {
  const std::size_t rank = sample.extents.size();
  const std::size_t blocks = (sample.locations + kBlock - 1) / kBlock;
  const std::size_t taps = tap_count(sample) * kBlock;
  parallel_slots(pool, sample.batches * blocks, [&](std::size_t slot, std::size_t task) {
    std::byte* memory = scratch + slot * taps * kTapSize;
    auto* offsets = reinterpret_cast<std::int64_t*>(memory);
    auto* weights = reinterpret_cast<T*>(memory + taps * sizeof(std::int64_t));
    const std::size_t batch = task / blocks;
    const std::size_t first = task % blocks * kBlock;
    const std::size_t n = std::min(kBlock, sample.locations - first);
    for (std::size_t i = 0; i < n; ++i) {
      find_taps(sample, grid + (batch * sample.locations + first + i) * rank, offsets + i,
                weights + i);
    }
    body({batch, first, n, offsets, weights});
  });
}

std::size_t plane_size(const GridSample& sample) {
  std::size_t size = 1;
  for (const std::int64_t extent : sample.extents) {
    size *= static_cast<std::size_t>(extent);
  }
  return size;
}

// What mode kNearest makes of a block; its weights do not matter.
void pick(ElementKind kind, const GridSample& sample, const Block<void>& block, const void* x,
          const void* zero, void* y) {
  const std::size_t plane = plane_size(sample);
  with_element_type(kind, [&]<class T>() {
    for (std::size_t c = 0; c < sample.channels; ++c) {
      const std::size_t channel = block.batch * sample.channels + c;
      const T* from = static_cast<const T*>(x) + channel * plane;
      T* to = static_cast<T*>(y) + channel * sample.locations + block.first;
      for (std::size_t i = 0; i < block.locations; ++i) {
        const std::int64_t offset = block.offsets[i];
        to[i] = offset == kOutside ? *static_cast<const T*>(zero) : from[offset];
      }
    }
  });
}

}  // namespace

std::size_t grid_sample_scratch_size(const GridSample& sample, std::size_t threads) {
  const std::size_t tasks = sample.batches * ((sample.locations + kBlock - 1) / kBlock);
  return slot_count(tasks, threads) * tap_count(sample) * kBlock * kTapSize;
}

template <class T>
void grid_sample(const GridSample& sample, const T* x, const T* grid, T* y, std::byte* scratch,
                 ThreadPool& pool) {
  const std::size_t plane = plane_size(sample);
  const std::size_t taps_per_location = tap_count(sample);
  for_each_block<T>(sample, grid, scratch, pool, [&](const Block<T>& block) {
    for (std::size_t c = 0; c < sample.channels; ++c) {
      const std::size_t channel = block.batch * sample.channels + c;
      const T* from = x + channel * plane;
      T* to = y + channel * sample.locations + block.first;
      std::fill_n(to, block.locations, T{0});
      for (std::size_t t = 0; t < taps_per_location; ++t) {
        const std::int64_t* offsets = block.offsets + t * kBlock;
        const T* weights = block.weights + t * kBlock;
        for (std::size_t i = 0; i < block.locations; ++i) {
          if (offsets[i] != kOutside) {
            to[i] += weights[i] * from[offsets[i]];
          }
        }
      }
    }
  });
}

template <class Coordinate>
void grid_sample_nearest(ElementKind kind, const GridSample& sample, const void* x,
                         const Coordinate* grid, const void* zero, void* y, std::byte* scratch,
                         ThreadPool& pool) {
  for_each_block<Coordinate>(sample, grid, scratch, pool, [&](const Block<Coordinate>& block) {
    pick(kind, sample, {block.batch, block.first, block.locations, block.offsets, nullptr}, x, zero,
         y);
  });
}

template void grid_sample(const GridSample&, const float*, const float*, float*, std::byte*,
                          ThreadPool&);
template void grid_sample(const GridSample&, const double*, const double*, double*, std::byte*,
                          ThreadPool&);
template void grid_sample_nearest(ElementKind, const GridSample&, const void*, const float*,
                                  const void*, void*, std::byte*, ThreadPool&);
template void grid_sample_nearest(ElementKind, const GridSample&, const void*, const double*,
                                  const void*, void*, std::byte*, ThreadPool&);

}  // namespace sardonyx::kernels
