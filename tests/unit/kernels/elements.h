#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

#include "core/kernels/element.h"

namespace sardonyx::testing {

using kernels::Bytes16;
using kernels::ElementKind;

inline const std::vector<ElementKind> kAllKinds{ElementKind::kBytes1,  ElementKind::kBytes2,
                                                ElementKind::kBytes4,  ElementKind::kBytes8,
                                                ElementKind::kBytes16, ElementKind::kString};

/// The `number`-th of many different elements of type T.
template <class T>
T numbered(std::size_t number) {
  if constexpr (std::is_same_v<T, std::string>) {
    return "element " + std::to_string(number);  // too long to lie inside of the string object
  } else if constexpr (std::is_same_v<T, Bytes16>) {
    return {number, ~std::uint64_t{number}};
  } else {
    return static_cast<T>(number);
  }
}

template <class T>
std::vector<T> numbered_elements(std::size_t count, std::size_t first = 1) {
  std::vector<T> elements;
  for (std::size_t i = 0; i < count; ++i) elements.push_back(numbered<T>(first + i));
  return elements;
}

inline std::int64_t product(const std::vector<std::int64_t>& extents) {
  std::int64_t count = 1;
  for (const std::int64_t extent : extents) count *= extent;
  return count;
}

/// Calls f(index) for every index below `shape`, last axis fastest.
template <class F>
void for_each_index(const std::vector<std::int64_t>& shape, F&& f) {
  std::vector<std::int64_t> index(shape.size(), 0);
  for (std::int64_t left = product(shape); left > 0; --left) {
    f(index);
    for (std::size_t a = shape.size(); a-- > 0;) {
      if (++index[a] < shape[a]) break;
      index[a] = 0;
    }
  }
}

/// Where `index` lies in a dense array of this shape.
inline std::size_t offset_of(const std::vector<std::int64_t>& index,
                             const std::vector<std::int64_t>& shape) {
  std::int64_t offset = 0;
  for (std::size_t a = 0; a < shape.size(); ++a) offset = offset * shape[a] + index[a];
  return static_cast<std::size_t>(offset);
}

}  // namespace sardonyx::testing

namespace sardonyx::kernels {

inline bool operator==(const Bytes16& a, const Bytes16& b) {
  return a.low == b.low && a.high == b.high;
}

}  // namespace sardonyx::kernels
