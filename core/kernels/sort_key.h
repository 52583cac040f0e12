#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "core/base/half.h"

// Sorting elements of any type with one comparison: each is mapped to an unsigned number that is
// ordered as the elements are.

namespace sardonyx::kernels {

/// An element to be sorted. Equal keys are ordered by their index.
struct SortEntry {
  std::uint64_t key;
  std::uint64_t index;

  friend bool operator<(const SortEntry& a, const SortEntry& b) {
    return a.key != b.key ? a.key < b.key : a.index < b.index;
  }
};

/// Keys of floats: 0 and -0 are the same, all NaNs are the same and above infinity, as NumPy sorts.
inline std::uint64_t sort_key(double x) {
  const auto bits = std::bit_cast<std::uint64_t>(x != x ? __builtin_nan("") : x + 0.0);
  constexpr std::uint64_t kSign = std::uint64_t{1} << 63;
  return (bits & kSign) != 0 ? ~bits : bits | kSign;
}
inline std::uint64_t sort_key(float x) {
  const auto bits = std::bit_cast<std::uint32_t>(x != x ? __builtin_nanf("") : x + 0.0f);
  constexpr std::uint32_t kSign = std::uint32_t{1} << 31;
  return (bits & kSign) != 0 ? ~bits : bits | kSign;
}
inline std::uint64_t sort_key(Float16 x) {
  return sort_key(to_float(x));
}
inline std::uint64_t sort_key(BFloat16 x) {
  return sort_key(to_float(x));
}
template <class T>
requires(std::is_integral_v<T>) std::uint64_t sort_key(T x) {
  constexpr std::uint64_t kSign = std::is_signed_v<T> ? std::uint64_t{1} << 63 : 0;
  return static_cast<std::uint64_t>(x) ^ kSign;
}

/// A float to be sorted, as one number: its key, and below that its index, which has 32 bits.
using FloatEntry = std::uint64_t;

/// With `descending` larger floats come first.
inline FloatEntry float_entry(float x, std::size_t index, bool descending) {
  const std::uint64_t key = sort_key(x) ^ (descending ? ~std::uint32_t{0} : 0);
  return key << 32 | index;
}
inline std::size_t index_of(FloatEntry entry) {
  return static_cast<std::size_t>(entry & ~std::uint32_t{0});
}

/// Writes the keys of x[0], x[stride], ... x[(n - 1) * stride].
using SortKeys = void (*)(const void* x, std::size_t stride, std::size_t n, std::uint64_t* keys);

template <class T>
void sort_keys(const void* x, std::size_t stride, std::size_t n, std::uint64_t* keys) {
  const auto* elements = static_cast<const T*>(x);
  for (std::size_t i = 0; i < n; ++i) {
    keys[i] = sort_key(elements[i * stride]);
  }
}

}  // namespace sardonyx::kernels
