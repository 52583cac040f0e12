#pragma once

#include <cstdint>
#include <string>

namespace sardonyx {

/// Reads all of the text as a number ("3.14", "1e-5", "-INF", "nan", in any case, blanks before
/// it). Throws kInvalidArgument when it is none.
float parse_float(const std::string& text);
double parse_double(const std::string& text);
/// As above; a fraction is cut off, and numbers out of range become the nearest in range.
std::int64_t parse_int64(const std::string& text);
std::uint64_t parse_uint64(const std::string& text);

/// The number without exponent, in as few digits as give it back when parsed: "0.1", "-25",
/// "10000000000"; "NaN", "INF", "-INF".
std::string plain_text(float value);
std::string plain_text(double value);

}  // namespace sardonyx
