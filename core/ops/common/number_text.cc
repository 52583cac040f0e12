#include "core/ops/common/number_text.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <limits>

#include "core/base/error.h"

namespace sardonyx {
namespace {

[[noreturn]] void not_a_number(const std::string& text) {
  fail(ErrorCode::kInvalidArgument, "the string '", text, "' is not a number");
}

template <class T>
T parse(const std::string& text, T (*read)(const char*, char**)) {
  char* end = nullptr;
  const T value = read(text.c_str(), &end);
  if (text.empty() || end != text.c_str() + text.size()) {
    not_a_number(text);
  }
  return value;
}

template <class T>
T parse_integer(const std::string& text) {
  const std::size_t start = text.find_first_not_of(" \t\n\r");
  const char* last = text.c_str() + text.size();
  if (start != std::string::npos) {
    const char* first = text.c_str() + start;
    T value;
    const char* digits = *first == '+' ? first + 1 : first;
    const auto [end, error] = std::from_chars(digits, last, value);
    if (error == std::errc() && end == last) {
      return value;
    }
  }
  const double value = parse_double(text);
  constexpr double kEnd = static_cast<double>(std::numeric_limits<T>::max() / 2 + 1) * 2;
  if (std::isnan(value)) {
    not_a_number(text);
  }
  if (value >= kEnd) {
    return std::numeric_limits<T>::max();
  }
  return value <= static_cast<double>(std::numeric_limits<T>::min()) ? std::numeric_limits<T>::min()
                                                                     : static_cast<T>(value);
}

// d.ddde+xx as plain digits.
std::string expand_exponent(const char* scientific) {
  std::string text;
  std::string digits;
  const char* c = scientific;
  if (*c == '-') {
    text += *c++;
  }
  for (; *c != 'e'; ++c) {
    if (*c != '.') {
      digits += *c;
    }
  }
  const int exponent = std::atoi(c + 1);
  const int before = exponent + 1;  // digits before the decimal point
  if (before <= 0) {
    return text + "0." + std::string(static_cast<std::size_t>(-before), '0') + digits;
  }
  const auto whole = static_cast<std::size_t>(before);
  if (digits.size() <= whole) {
    return text + digits + std::string(whole - digits.size(), '0');
  }
  return text + digits.substr(0, whole) + "." + digits.substr(whole);
}

template <class T>
std::string write_plain(T value, T (*read)(const char*, char**)) {
  if (std::isnan(value)) {
    return "NaN";
  }
  if (std::isinf(value)) {
    return value < 0 ? "-INF" : "INF";
  }
  if (value == 0) {
    return std::signbit(value) ? "-0" : "0";
  }
  std::array<char, 40> buffer;
  for (int decimals = 0; decimals < std::numeric_limits<T>::max_digits10; ++decimals) {
    std::snprintf(buffer.data(), buffer.size(), "%.*e", decimals, static_cast<double>(value));
    if (read(buffer.data(), nullptr) == value) {
      break;
    }
  }
  return expand_exponent(buffer.data());
}

}  // namespace

float parse_float(const std::string& text) {
  return parse<float>(text, std::strtof);
}
double parse_double(const std::string& text) {
  return parse<double>(text, std::strtod);
}
std::int64_t parse_int64(const std::string& text) {
  return parse_integer<std::int64_t>(text);
}
std::uint64_t parse_uint64(const std::string& text) {
  return parse_integer<std::uint64_t>(text);
}

std::string plain_text(float value) {
  return write_plain(value, std::strtof);
}
std::string plain_text(double value) {
  return write_plain(value, std::strtod);
}

}  // namespace sardonyx
