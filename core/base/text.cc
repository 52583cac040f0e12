#include "core/base/text.h"

#include <array>
#include <cstdio>

namespace sardonyx::text_internal {

void append_int(std::string& out, long long value) {
  std::array<char, 24> buffer;
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
  out.append(buffer.data(), end);
}

void append_uint(std::string& out, unsigned long long value) {
  std::array<char, 24> buffer;
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
  out.append(buffer.data(), end);
}

void append_double(std::string& out, double value) {
  std::array<char, 32> buffer;
  const int length = std::snprintf(buffer.data(), buffer.size(), "%g", value);
  out.append(buffer.data(), static_cast<std::size_t>(length));
}

}  // namespace sardonyx::text_internal
