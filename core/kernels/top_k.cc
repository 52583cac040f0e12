#include "core/kernels/top_k.h"

#include <algorithm>

#include "core/kernels/parallel.h"

namespace sardonyx::kernels {
namespace {

// How many keys are made at a time before they become entries.
constexpr std::size_t kKeyBlock = 256;

struct Row {
  const std::byte* x;
  std::size_t extent;
  std::size_t stride;
  std::int64_t* indices;
};

// Calls f(key, i) for the elements of a row, keys being smaller the better.
template <class F>
void for_each_key(SortKeys make_keys, std::size_t element, bool largest, const Row& row,
                  const F& f) {
  std::uint64_t keys[kKeyBlock];
  const std::uint64_t flip = largest ? ~std::uint64_t{0} : 0;
  for (std::size_t i = 0; i < row.extent; i += kKeyBlock) {
    const std::size_t n = std::min(kKeyBlock, row.extent - i);
    make_keys(row.x + i * row.stride * element, row.stride, n, keys);
    for (std::size_t j = 0; j < n; ++j) f(keys[j] ^ flip, i + j);
  }
}

void top_k_row(SortKeys make_keys, std::size_t element, bool largest, std::size_t k, const Row& row,
               SortEntry* entries) {
  if (k < row.extent / 8) {
    // A heap of the best so far, the worst of them on top: most elements meet one comparison. Of
    // equal ones those that come first stay.
    std::size_t size = 0;
    for_each_key(make_keys, element, largest, row, [&](std::uint64_t key, std::size_t i) {
      if (size < k) {
        entries[size++] = {key, i};
        std::push_heap(entries, entries + size);
      } else if (k > 0 && key < entries[0].key) {
        std::pop_heap(entries, entries + k);
        entries[k - 1] = {key, i};
        std::push_heap(entries, entries + k);
      }
    });
  } else {
    for_each_key(make_keys, element, largest, row, [&](std::uint64_t key, std::size_t i) {
      entries[i] = {key, i};
    });
    if (k < row.extent) {
      std::nth_element(entries, entries + k, entries + row.extent);
    }
  }
  std::sort(entries, entries + k);
  for (std::size_t i = 0; i < k; ++i) {
    row.indices[i * row.stride] = static_cast<std::int64_t>(entries[i].index);
  }
}

}  // namespace

std::size_t top_k_scratch_size(std::size_t outer, std::size_t extent, std::size_t threads) {
  return slot_count(outer, threads) * extent * sizeof(SortEntry);
}

void top_k(SortKeys keys, std::size_t element, bool largest, std::size_t outer, std::size_t extent,
           std::size_t inner, std::size_t k, const void* x, std::int64_t* indices,
           std::byte* scratch, ThreadPool& pool) {
  const auto* from = static_cast<const std::byte*>(x);
  parallel_slots(pool, outer, [&](std::size_t slot, std::size_t o) {
    auto* entries = reinterpret_cast<SortEntry*>(scratch) + slot * extent;
    for (std::size_t i = 0; i < inner; ++i) {
      const Row row{from + (o * extent * inner + i) * element, extent, inner,
                    indices + o * k * inner + i};
      top_k_row(keys, element, largest, k, row, entries);
    }
  });
}

}  // namespace sardonyx::kernels
