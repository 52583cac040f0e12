#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>

namespace sardonyx::kernels {

/// What data movement has to know of an element type: how many bytes one element has, or that it
/// is a std::string. Types of less than a byte are unpacked before they are moved.
enum class ElementKind : std::uint8_t { kBytes1, kBytes2, kBytes4, kBytes8, kBytes16, kString };

/// An element of 16 bytes.
struct Bytes16 {
  std::uint64_t low;
  std::uint64_t high;
};

/// The kind of elements of `bytes` bytes. REQUIRES: is_string, or bytes is 1, 2, 4, 8 or 16.
constexpr ElementKind element_kind(std::size_t bytes, bool is_string) {
  if (is_string) return ElementKind::kString;
  if (bytes == 1) return ElementKind::kBytes1;
  if (bytes == 2) return ElementKind::kBytes2;
  if (bytes == 4) return ElementKind::kBytes4;
  return bytes == 8 ? ElementKind::kBytes8 : ElementKind::kBytes16;
}

/// Bytes from one element to the next.
constexpr std::size_t element_bytes(ElementKind kind) {
  return kind == ElementKind::kString ? sizeof(std::string)
                                      : std::size_t{1} << static_cast<unsigned>(kind);
}

/// Calls f.template operator()<T>() with a T that copies one element of this kind.
template <class F>
decltype(auto) with_element_type(ElementKind kind, F&& f) {
  switch (kind) {
    case ElementKind::kBytes1:
      return f.template operator()<std::uint8_t>();
    case ElementKind::kBytes2:
      return f.template operator()<std::uint16_t>();
    case ElementKind::kBytes4:
      return f.template operator()<std::uint32_t>();
    case ElementKind::kBytes8:
      return f.template operator()<std::uint64_t>();
    case ElementKind::kBytes16:
      return f.template operator()<Bytes16>();
    default:
      return f.template operator()<std::string>();
  }
}

/// Copies bytes that do not overlap. A few of them take less time than std::memcpy, which is a call
/// out of the module for engines of WebAssembly.
void copy_bytes(const void* x, std::size_t bytes, void* y);

/// Copies `count` elements that lie one after another.
inline void copy_run(ElementKind kind, const void* x, std::size_t count, void* y) {
  if (kind == ElementKind::kString) {
    std::copy_n(static_cast<const std::string*>(x), count, static_cast<std::string*>(y));
  } else if (count > 0) {
    copy_bytes(x, count * element_bytes(kind), y);
  }
}

/// Sets `count` elements that lie one after another to *value.
void fill(ElementKind kind, const void* value, void* y, std::size_t count);

}  // namespace sardonyx::kernels
