#pragma once

#include <cstddef>
#include <cstdint>

namespace sardonyx {

// Elements of 2, 4 or 6 bits in a stream of bytes, little end first: element i takes the bits
// [i * bits, (i + 1) * bits), counted from the least significant bit of byte 0.

inline unsigned get_packed(const std::byte* packed, int bits, std::int64_t i) {
  const std::int64_t bit = i * bits;
  const int offset = static_cast<int>(bit % 8);
  unsigned value = static_cast<unsigned>(packed[bit / 8]) >> offset;
  if (offset + bits > 8) {
    value |= static_cast<unsigned>(packed[bit / 8 + 1]) << (8 - offset);
  }
  return value & ((1u << bits) - 1);
}

/// REQUIRES: the element's bits are 0.
inline void set_packed(std::byte* packed, int bits, std::int64_t i, unsigned value) {
  const std::int64_t bit = i * bits;
  const int offset = static_cast<int>(bit % 8);
  value &= (1u << bits) - 1;
  packed[bit / 8] |= static_cast<std::byte>(value << offset);
  if (offset + bits > 8) {
    packed[bit / 8 + 1] |= static_cast<std::byte>(value >> (8 - offset));
  }
}

}  // namespace sardonyx
