#pragma once

#include <cstddef>
#include <cstdint>

#include "core/image/image.h"

namespace sardonyx {

/// Numbers at any place of a stream. A place outside of it throws DamagedImage.
class ByteReader {
 public:
  ByteReader(ImageBytes bytes, bool big_endian) : bytes_(bytes), big_endian_(big_endian) {}

  std::uint32_t u8(std::uint64_t at) const {
    require_intact(at < bytes_.size());
    return bytes_[static_cast<std::size_t>(at)];
  }
  std::uint32_t u16(std::uint64_t at) const {
    const std::uint32_t first = u8(at);
    const std::uint32_t second = u8(at + 1);
    return big_endian_ ? first << 8 | second : second << 8 | first;
  }
  std::uint32_t u32(std::uint64_t at) const {
    const std::uint32_t first = u16(at);
    const std::uint32_t second = u16(at + 2);
    return big_endian_ ? first << 16 | second : second << 16 | first;
  }
  /// `count` bytes from `at` on.
  ImageBytes bytes(std::uint64_t at, std::uint64_t count) const {
    require_intact(at <= bytes_.size() && count <= bytes_.size() - at);
    return bytes_.subspan(static_cast<std::size_t>(at), static_cast<std::size_t>(count));
  }
  std::size_t size() const { return bytes_.size(); }

 private:
  ImageBytes bytes_;
  bool big_endian_;
};

}  // namespace sardonyx
