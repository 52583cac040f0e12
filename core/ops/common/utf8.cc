#include "core/ops/common/utf8.h"

namespace sardonyx {

std::uint32_t take_code_point(std::string_view& text) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  const std::uint8_t first = byte(0);
  const std::size_t length = first < 0x80             ? 1
                             : (first & 0xe0) == 0xc0 ? 2
                             : (first & 0xf0) == 0xe0 ? 3
                             : (first & 0xf8) == 0xf0 ? 4
                                                      : 0;
  std::uint32_t code_point = length <= 1 ? first : first & (0x7fu >> length);
  bool valid = length != 0 && length <= text.size();
  for (std::size_t i = 1; valid && i < length; ++i) {
    valid = (byte(i) & 0xc0) == 0x80;
    code_point = code_point << 6 | (byte(i) & 0x3fu);
  }
  // Overlong forms, surrogates and numbers beyond Unicode are no UTF-8.
  constexpr std::uint32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
  valid = valid && code_point >= kLeast[length] && code_point <= 0x10ffff &&
          (code_point < 0xd800 || code_point > 0xdfff);
  text.remove_prefix(valid ? length : 1);
  return valid ? code_point : kReplacementCharacter;
}

void append_code_point(std::string& text, std::uint32_t code_point) {
  const auto append = [&](std::uint32_t byte) { text.push_back(static_cast<char>(byte)); };
  if (code_point < 0x80) {
    return append(code_point);
  }
  if (code_point < 0x800) {
    append(0xc0 | code_point >> 6);
  } else {
    if (code_point < 0x10000) {
      append(0xe0 | code_point >> 12);
    } else {
      append(0xf0 | code_point >> 18);
      append(0x80 | (code_point >> 12 & 0x3f));
    }
    append(0x80 | (code_point >> 6 & 0x3f));
  }
  append(0x80 | (code_point & 0x3f));
}

}  // namespace sardonyx
