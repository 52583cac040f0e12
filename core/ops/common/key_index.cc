#include "core/ops/common/key_index.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace sardonyx {
namespace {

// Bits that are equal where numbers are. Integers stay integers: those beyond 2^53 are no doubles.
std::uint64_t bits(std::int64_t number, bool) {
  return static_cast<std::uint64_t>(number);
}
std::uint64_t bits(double number, bool truncate) {
  if (std::isnan(number)) {
    return std::bit_cast<std::uint64_t>(std::numeric_limits<double>::quiet_NaN());
  }
  if (truncate) {
    const double whole = std::trunc(number);
    const bool fits = whole >= -0x1p63 && whole < 0x1p63;
    return bits(fits ? static_cast<std::int64_t>(whole) : std::numeric_limits<std::int64_t>::min(),
                false);
  }
  return std::bit_cast<std::uint64_t>(number == 0 ? 0.0 : number);
}

std::uint64_t bits_at(const Tensor& x, std::int64_t i, bool truncate) {
  switch (x.dtype()) {
    case DType::kFloat:
      return bits(static_cast<double>(x.data<float>()[i]), truncate);
    case DType::kDouble:
      return bits(x.data<double>()[i], truncate);
    case DType::kInt16:
      return bits(std::int64_t{x.data<std::int16_t>()[i]}, truncate);
    case DType::kInt32:
      return bits(std::int64_t{x.data<std::int32_t>()[i]}, truncate);
    default:
      return bits(x.data<std::int64_t>()[i], truncate);
  }
}

// Sorts by key, and keeps the last of those that are equal.
template <class Pairs>
void settle(Pairs& pairs) {
  std::stable_sort(pairs.begin(), pairs.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  const auto kept = std::unique(pairs.rbegin(), pairs.rend(),
                                [](const auto& a, const auto& b) { return a.first == b.first; });
  pairs.erase(pairs.begin(), kept.base());
}

template <class Pairs, class Key>
std::int64_t look_up(const Pairs& pairs, const Key& key) {
  const auto at = std::lower_bound(pairs.begin(), pairs.end(), key,
                                   [](const auto& pair, const Key& k) { return pair.first < k; });
  return at != pairs.end() && at->first == key ? at->second : -1;
}

}  // namespace

bool KeyIndex::takes(DType dtype) {
  return DTypeSet{DType::kString, DType::kFloat, DType::kDouble,
                  DType::kInt16,  DType::kInt32, DType::kInt64}
      .contains(dtype);
}

KeyIndex::KeyIndex(const Tensor& keys) : count_(static_cast<std::size_t>(keys.element_count())) {
  for (std::int64_t i = 0; i < keys.element_count(); ++i) {
    if (keys.dtype() == DType::kString) {
      texts_.emplace_back(keys.data<std::string>()[i], i);
    } else {
      numbers_.emplace_back(bits_at(keys, i, false), i);
    }
  }
  settle(texts_);
  settle(numbers_);
}

void KeyIndex::find(const Tensor& x, bool truncate,
                    FunctionRef<void(std::int64_t i, std::int64_t key)> found) const {
  const std::int64_t count = x.element_count();
  for (std::int64_t i = 0; i < count; ++i) {
    found(i, x.dtype() == DType::kString ? look_up(texts_, x.data<std::string>()[i])
                                         : look_up(numbers_, bits_at(x, i, truncate)));
  }
}

}  // namespace sardonyx
