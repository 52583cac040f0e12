#pragma once

#include <cstdint>

namespace sardonyx {

/// The lower or upper case of a Unicode code point by Unicode's simple mappings, which give one
/// code point for one: ß stays ß. The same on every platform, other than the C library's.
std::uint32_t to_lower(std::uint32_t letter);
std::uint32_t to_upper(std::uint32_t letter);

}  // namespace sardonyx
