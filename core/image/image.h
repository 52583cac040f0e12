#pragma once

// Decoding of still images into 8-bit samples. One file per format; what they share is here.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace sardonyx {

/// Rows from the top, pixels without padding: one sample for grey, three for red, green and blue.
struct Image {
  std::int64_t width = 0;
  std::int64_t height = 0;
  int channels = 0;
  std::vector<std::uint8_t> samples;
};

using ImageBytes = std::span<const std::uint8_t>;

/// More pixels than this are refused, so that a short file cannot ask for all of memory.
inline constexpr std::int64_t kMostPixels = std::int64_t{1} << 27;

/// Decodes a BMP, JPEG, JPEG 2000, PNG, PNM, TIFF or WebP image; which one it is, its first bytes
/// tell. Nothing if it is none of these, or damaged or cut short. Transparency is dropped.
/// Throws Error: kUnsupported for a kind of these formats that is not decoded, kOutOfRange for an
/// image of more than kMostPixels, kOutOfMemory.
std::optional<Image> decode_image(ImageBytes bytes);

/// The luma of ITU-R BT.601 as Pillow rounds it, for ImageDecoder's Grayscale.
inline std::uint8_t luma(unsigned red, unsigned green, unsigned blue) {
  return static_cast<std::uint8_t>((red * 19595 + green * 38470 + blue * 7471 + 0x8000) >> 16);
}

/// Thrown within core/image when a stream is not what its format demands.
struct DamagedImage {};

/// Throws DamagedImage unless `condition` holds.
inline void require_intact(bool condition) {
  if (!condition) [[unlikely]] {
    throw DamagedImage();
  }
}

/// An image of black pixels. Throws DamagedImage without pixels, Error with too many of them.
Image make_image(std::string_view format, std::int64_t width, std::int64_t height, int channels);

/// Throws as make_image does, allocating nothing.
void check_extents(std::string_view format, std::int64_t width, std::int64_t height);

/// The decoders of the formats. They throw DamagedImage, Error and std::bad_alloc.
Image decode_bmp(ImageBytes bytes);
Image decode_jpeg(ImageBytes bytes);
Image decode_jpeg2000(ImageBytes bytes);
Image decode_png(ImageBytes bytes);
Image decode_pnm(ImageBytes bytes);
Image decode_tiff(ImageBytes bytes);
Image decode_webp(ImageBytes bytes);

}  // namespace sardonyx
