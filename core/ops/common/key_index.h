#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/function_ref.h"
#include "core/tensor/tensor.h"

namespace sardonyx {

/// Finds elements in a list of keys: numbers by their value (all NaN are one, -0 is 0), strings.
/// Of equal keys the last counts.
class KeyIndex {
 public:
  KeyIndex() = default;
  /// REQUIRES: keys of a type that `takes` accepts.
  explicit KeyIndex(const Tensor& keys);
  static bool takes(DType dtype);

  std::size_t count() const { return count_; }
  /// Calls found(i, key) for each element i of x in order, with -1 for one that is no key. With
  /// `truncate` the fractions of floats are dropped before.
  /// REQUIRES: x of strings if the keys are, else of numbers.
  void find(const Tensor& x, bool truncate,
            FunctionRef<void(std::int64_t i, std::int64_t key)> found) const;

 private:
  std::size_t count_ = 0;
  // Sorted; of one only.
  std::vector<std::pair<std::uint64_t, std::int64_t>> numbers_;
  std::vector<std::pair<std::string, std::int64_t>> texts_;
};

}  // namespace sardonyx
