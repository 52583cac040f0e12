#pragma once

#include <charconv>
#include <string>
#include <string_view>
#include <type_traits>

namespace sardonyx {

namespace text_internal {

void append_int(std::string& out, long long value);
void append_uint(std::string& out, unsigned long long value);
void append_double(std::string& out, double value);

template <class T>
void append(std::string& out, const T& part) {
  if constexpr (std::is_same_v<T, bool>) {
    out += part ? "true" : "false";
  } else if constexpr (std::is_same_v<T, char> || std::is_convertible_v<T, std::string_view>) {
    out += part;
  } else if constexpr (std::is_floating_point_v<T>) {
    append_double(out, static_cast<double>(part));
  } else if constexpr (std::is_integral_v<T> && std::is_signed_v<T>) {
    append_int(out, part);
  } else if constexpr (std::is_integral_v<T>) {
    append_uint(out, part);
  } else {
    out += to_text(part);  // found by argument-dependent lookup: Shape, DType, ...
  }
}

}  // namespace text_internal

/// The parts written one after another: strings, numbers, bools, and anything with `to_text`.
/// iostreams would do the same for 100 KB of wasm more.
template <class... Parts>
std::string concat(const Parts&... parts) {
  std::string out;
  (text_internal::append(out, parts), ...);
  return out;
}

}  // namespace sardonyx
