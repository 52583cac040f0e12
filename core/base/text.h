#pragma once

#include <charconv>
#include <concepts>
#include <string>
#include <string_view>

namespace sardonyx {

namespace text_internal {

inline void append(std::string& out, std::string_view part) {
  out += part;
}
inline void append(std::string& out, const std::string& part) {
  out += part;
}
inline void append(std::string& out, const char* part) {
  out += part;
}
inline void append(std::string& out, char part) {
  out += part;
}
inline void append(std::string& out, bool part) {
  out += part ? "true" : "false";
}

void append_int(std::string& out, long long value);
void append_uint(std::string& out, unsigned long long value);
void append_double(std::string& out, double value);

template <std::signed_integral T>
void append(std::string& out, T part) {
  append_int(out, part);
}
template <std::unsigned_integral T>
void append(std::string& out, T part) {
  append_uint(out, part);
}
template <std::floating_point T>
void append(std::string& out, T part) {
  append_double(out, static_cast<double>(part));
}

/// Anything with a `to_text(x)` that argument-dependent lookup finds (Shape, DType, ...).
template <class T>
requires requires(const T& x) {
  { to_text(x) } -> std::convertible_to<std::string>;
}
void append(std::string& out, const T& part) {
  out += to_text(part);
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
