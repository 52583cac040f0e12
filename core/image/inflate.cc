#include "core/image/inflate.h"

#include <lodepng/lodepng.h>

#include <cstdlib>
#include <memory>
#include <new>

namespace sardonyx {
namespace {

// Of lodepng_error_text.
constexpr unsigned kOutOfMemory = 83;
constexpr unsigned kLargerThanAllowed = 109;

}  // namespace

std::vector<std::uint8_t> inflate(ImageBytes bytes, std::size_t size) {
  require_intact(size / kMostInflated <= bytes.size());
  LodePNGDecompressSettings settings;
  lodepng_decompress_settings_init(&settings);
  settings.max_output_size = size;
  unsigned char* data = nullptr;
  std::size_t count = 0;
  const unsigned error =
      lodepng_zlib_decompress(&data, &count, bytes.data(), bytes.size(), &settings);
  const std::unique_ptr<unsigned char, decltype(&std::free)> owner(data, std::free);
  if (error == kOutOfMemory) {
    throw std::bad_alloc();
  }
  require_intact((error == 0 || error == kLargerThanAllowed) && count >= size);
  return std::vector<std::uint8_t>(data, data + size);
}

}  // namespace sardonyx
