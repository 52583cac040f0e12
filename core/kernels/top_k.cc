#include "core/kernels/top_k.h"

#include <algorithm>

#include "core/kernels/parallel.h"
#include "core/simd/packet.h"

namespace sardonyx::kernels {
namespace {

using namespace simd;

// How many keys are made at a time before they become entries.
constexpr std::size_t kKeyBlock = 256;
// Floats that are compared with the worst candidate at a time.
constexpr std::size_t kFilterBlock = 16;
// Up to so many are kept sorted all the time. Of more, twice as many are gathered before the worst
// of them are dropped, so that dropping costs little for each.
constexpr std::size_t kMostSorted = 16;

std::size_t candidate_count(std::size_t extent, std::size_t k) {
  return std::min(extent, k <= kMostSorted ? k : 2 * k);
}

/// The k best entries, the smallest, of all that are added; `entries` has room for
/// candidate_count(extent, k).
template <class Entry>
class Best {
 public:
  Best(Entry* entries, std::size_t extent, std::size_t k)
      : entries_(entries), k_(k), room_(candidate_count(extent, k)) {}

  void add(const Entry& entry) {
    if (has_worst_ && !(entry < worst_)) return;
    if (k_ <= kMostSorted) return insert(entry);
    entries_[size_++] = entry;
    if (size_ == room_) drop();
  }

  /// Then what is not less will not stay.
  bool has_worst() const { return has_worst_; }
  const Entry& worst() const { return worst_; }

  /// Sorts the k best to the front.
  void finish() {
    if (k_ <= kMostSorted) return;
    drop();
    std::sort(entries_, entries_ + k_);
  }

 private:
  void insert(const Entry& entry) {
    std::size_t i = size_ < k_ ? size_++ : k_ - 1;
    for (; i > 0 && entry < entries_[i - 1]; --i) entries_[i] = entries_[i - 1];
    entries_[i] = entry;
    has_worst_ = size_ == k_;
    worst_ = entries_[k_ - 1];
  }

  [[gnu::noinline]] void drop() {
    std::nth_element(entries_, entries_ + k_ - 1, entries_ + size_);
    worst_ = entries_[k_ - 1];
    has_worst_ = true;
    size_ = k_;
  }

  Entry* entries_;
  std::size_t k_;
  std::size_t room_;
  std::size_t size_ = 0;
  bool has_worst_ = false;
  Entry worst_{};
};

struct Row {
  const std::byte* x;
  std::size_t extent;
  std::size_t stride;
  std::int64_t* indices;
};

void top_k_row(SortKeys make_keys, std::size_t element, bool largest, std::size_t k, const Row& row,
               SortEntry* entries) {
  Best<SortEntry> best(entries, row.extent, k);
  std::uint64_t keys[kKeyBlock];
  const std::uint64_t flip = largest ? ~std::uint64_t{0} : 0;
  for (std::size_t i = 0; i < row.extent; i += kKeyBlock) {
    const std::size_t n = std::min(kKeyBlock, row.extent - i);
    make_keys(row.x + i * row.stride * element, row.stride, n, keys);
    for (std::size_t j = 0; j < n; ++j) best.add({keys[j] ^ flip, i + j});
  }
  best.finish();
  for (std::size_t i = 0; i < k; ++i) {
    row.indices[i * row.stride] = static_cast<std::int64_t>(entries[i].index);
  }
}

/// Whether one of kFilterBlock values may be better than `worst`. NaN may: comparing it tells
/// nothing.
template <bool kLargest>
EIGEN_ALWAYS_INLINE bool any_better(const float* x, const F32x4& worst) {
  const auto better = [&](std::size_t i) {
    const F32x4 v = load(x + i);
    return kLargest ? pcmp_lt_or_nan(worst, v) : pcmp_lt_or_nan(v, worst);
  };
  return any(por(por(better(0), better(4)), por(better(8), better(12))));
}

template <bool kLargest>
[[gnu::noinline]] void top_k_floats_row(const float* x, std::size_t extent, std::size_t k,
                                        std::int64_t* indices, FloatEntry* entries) {
  Best<FloatEntry> best(entries, extent, k);
  const auto add = [&](std::size_t i) { best.add(float_entry(x[i], i, kLargest)); };
  std::size_t i = 0;
  for (; i < extent && !best.has_worst(); ++i) add(i);
  for (; i + kFilterBlock <= extent; i += kFilterBlock) {
    const float worst = x[index_of(best.worst())];
    if (!any_better<kLargest>(x + i, splat(worst))) continue;
    for (std::size_t j = i; j < i + kFilterBlock; ++j) {
      if (kLargest ? !(x[j] <= worst) : !(x[j] >= worst)) add(j);
    }
  }
  for (; i < extent; ++i) add(i);
  best.finish();
  for (std::size_t j = 0; j < k; ++j) indices[j] = static_cast<std::int64_t>(index_of(entries[j]));
}

}  // namespace

std::size_t top_k_scratch_size(std::size_t outer, std::size_t extent, std::size_t k,
                               std::size_t threads) {
  return slot_count(outer, threads) * candidate_count(extent, k) * sizeof(SortEntry);
}

void top_k(SortKeys keys, std::size_t element, bool largest, std::size_t outer, std::size_t extent,
           std::size_t inner, std::size_t k, const void* x, std::int64_t* indices,
           std::byte* scratch, ThreadPool& pool) {
  if (k == 0) return;
  const auto* from = static_cast<const std::byte*>(x);
  parallel_slots(pool, outer, [&](std::size_t slot, std::size_t o) {
    auto* entries = reinterpret_cast<SortEntry*>(scratch) + slot * candidate_count(extent, k);
    for (std::size_t i = 0; i < inner; ++i) {
      const Row row{from + (o * extent * inner + i) * element, extent, inner,
                    indices + o * k * inner + i};
      top_k_row(keys, element, largest, k, row, entries);
    }
  });
}

void top_k_of_floats(bool largest, std::size_t outer, std::size_t extent, std::size_t k,
                     const float* x, std::int64_t* indices, std::byte* scratch, ThreadPool& pool) {
  if (k == 0) return;
  const auto row = largest ? top_k_floats_row<true> : top_k_floats_row<false>;
  parallel_slots(pool, outer, [&](std::size_t slot, std::size_t o) {
    auto* entries = reinterpret_cast<FloatEntry*>(scratch) + slot * candidate_count(extent, k);
    row(x + o * extent, extent, k, indices + o * k, entries);
  });
}

}  // namespace sardonyx::kernels
