#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/image/image.h"

namespace sardonyx {

/// The compressions of TIFF 6.0 that are decoded, by their numbers.
enum class TiffCompression : std::uint32_t {
  kNone = 1,
  kLzw = 5,
  kDeflate = 8,
  kPackBits = 32773,
  kOldDeflate = 32946,
};

/// The first `size` bytes of what a strip or tile holds. Throws DamagedImage when it holds less,
/// Error(kUnsupported) for another compression.
std::vector<std::uint8_t> expand_tiff(TiffCompression compression, ImageBytes bytes,
                                      std::size_t size);

}  // namespace sardonyx
