#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "core/base/small_vector.h"

namespace sardonyx::kernels {

/// How K contiguous operands are walked to give a contiguous result, by NumPy's rules: axes that
/// all operands either have or repeat alike are joined, so that runs are as long as they can be.
template <std::size_t K>
class Broadcast {
 public:
  using Extents = std::span<const std::int64_t>;

  /// REQUIRES: every shape broadcasts to `result`.
  Broadcast(Extents result, const std::array<Extents, K>& shapes) {
    SmallVector<std::int64_t, 8> extents;  // innermost first
    std::array<SmallVector<bool, 8>, K> present;
    for (std::size_t i = 0; i < result.size(); ++i) {
      const std::int64_t extent = result[result.size() - 1 - i];
      if (extent == 1) {
        continue;
      }
      std::array<bool, K> has{};
      bool same_as_last = !extents.empty();
      for (std::size_t k = 0; k < K; ++k) {
        has[k] = i < shapes[k].size() && shapes[k][shapes[k].size() - 1 - i] != 1;
        same_as_last = same_as_last && present[k].back() == has[k];
      }
      if (same_as_last) {
        extents.back() *= extent;
        continue;
      }
      extents.push_back(extent);
      for (std::size_t k = 0; k < K; ++k) {
        present[k].push_back(has[k]);
      }
    }
    run_ = extents.empty() ? 1 : extents[0];
    for (std::size_t k = 0; k < K; ++k) {
      repeats_[k] = extents.empty() ? true : !present[k][0];
      std::int64_t stride = 1;
      for (std::size_t axis = 0; axis < extents.size(); ++axis) {
        if (axis > 0) {
          strides_[k].push_back(present[k][axis] ? stride : 0);
        }
        stride *= present[k][axis] ? extents[axis] : 1;
      }
    }
    for (std::size_t axis = 1; axis < extents.size(); ++axis) {
      outer_.push_back(extents[axis]);
    }
    for (const std::int64_t extent : extents) {
      count_ *= extent;
    }
  }

  /// Elements of one run.
  std::int64_t run() const { return run_; }
  /// Whether operand k is a single element for a whole run.
  bool repeats(std::size_t k) const { return repeats_[k]; }

  /// Calls f(offsets, y_offset) for every run, in order of the result: offsets of the operands'
  /// and the result's first elements.
  template <class F>
  void for_each_run(const F& f) const {
    for_each_stretch(0, count_,
                     [&](const std::array<std::int64_t, K>& offsets, std::int64_t y_offset,
                         std::int64_t) { f(offsets, y_offset); });
  }

  /// Elements of the result.
  std::int64_t count() const { return count_; }

  /// Calls f(offsets, y_offset, n) for stretches of n elements that together are the elements
  /// [first, last) of the result, in order: where the operands' and the result's stretches begin.
  /// None is longer than a run, and along none does an operand both repeat and not. Does not
  /// allocate, so that tasks may call it.
  template <class F>
  void for_each_stretch(std::int64_t first, std::int64_t last, const F& f) const {
    if (first >= last) {
      return;
    }
    std::array<std::int64_t, K> offsets{};
    Index index(outer_.size(), 0);
    std::int64_t row = first / run_;
    for (std::size_t axis = 0; axis < outer_.size(); ++axis) {
      index[axis] = row % outer_[axis];
      row /= outer_[axis];
      for (std::size_t k = 0; k < K; ++k) {
        offsets[k] += strides_[k][axis] * index[axis];
      }
    }
    std::int64_t skipped = first % run_;
    for (std::int64_t y = first; y < last;) {
      const std::int64_t n = std::min(run_ - skipped, last - y);
      std::array<std::int64_t, K> from = offsets;
      for (std::size_t k = 0; k < K; ++k) {
        from[k] += repeats_[k] ? 0 : skipped;
      }
      f(from, y, n);
      y += n;
      skipped = 0;
      advance(index, offsets);
    }
  }

 private:
  // Room for more axes than any model alternates between broadcast and not.
  using Index = SmallVector<std::int64_t, 32>;

  // Steps to the next run.
  void advance(Index& index, std::array<std::int64_t, K>& offsets) const {
    for (std::size_t axis = 0; axis < outer_.size(); ++axis) {
      ++index[axis];
      for (std::size_t k = 0; k < K; ++k) {
        offsets[k] += strides_[k][axis];
      }
      if (index[axis] < outer_[axis]) {
        return;
      }
      for (std::size_t k = 0; k < K; ++k) {
        offsets[k] -= strides_[k][axis] * outer_[axis];
      }
      index[axis] = 0;
    }
  }

  std::int64_t run_ = 1;
  std::int64_t count_ = 1;
  std::array<bool, K> repeats_{};
  SmallVector<std::int64_t, 8> outer_;  // innermost first
  std::array<SmallVector<std::int64_t, 8>, K> strides_;
};

}  // namespace sardonyx::kernels
