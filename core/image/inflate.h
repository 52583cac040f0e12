#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/image/image.h"

namespace sardonyx {

/// Deflate makes no more than this many bytes out of one, a little aside.
inline constexpr std::size_t kMostInflated = 1032;

/// The contents of a zlib stream that has at least `size` bytes, of which no more are returned.
std::vector<std::uint8_t> inflate(ImageBytes bytes, std::size_t size);

}  // namespace sardonyx
