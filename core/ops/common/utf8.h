#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace sardonyx {

/// Stands for bytes that are no UTF-8.
inline constexpr std::uint32_t kReplacementCharacter = 0xfffd;

/// Takes the first code point off `text`; a byte that begins no UTF-8 is taken as
/// kReplacementCharacter. REQUIRES: text is not empty.
std::uint32_t take_code_point(std::string_view& text);

/// Appends a code point as UTF-8.
void append_code_point(std::string& text, std::uint32_t code_point);

}  // namespace sardonyx
