#include "core/image/image.h"

#include <algorithm>
#include <iterator>
#include <new>

#include "core/base/error.h"

namespace sardonyx {
namespace {

struct Format {
  std::string_view name;
  std::string_view start;
  std::size_t offset;
  Image (*decode)(ImageBytes);
};

using std::string_view_literals::operator""sv;

constexpr Format kFormats[] = {
    {"PNG", "\x89PNG\r\n\x1a\n"sv, 0, decode_png},
    {"JPEG", "\xff\xd8\xff"sv, 0, decode_jpeg},
    {"WebP", "WEBP"sv, 8, decode_webp},
    {"BMP", "BM"sv, 0, decode_bmp},
    {"TIFF", "II*\0"sv, 0, decode_tiff},
    {"TIFF", "MM\0*"sv, 0, decode_tiff},
    {"TIFF", "II+\0"sv, 0, decode_tiff},
    {"TIFF", "MM\0+"sv, 0, decode_tiff},
    {"JPEG 2000", "\0\0\0\x0cjP  \r\n\x87\n"sv, 0, decode_jpeg2000},
    {"JPEG 2000", "\xff\x4f\xff\x51"sv, 0, decode_jpeg2000},
    {"PNM", "P1"sv, 0, decode_pnm},
    {"PNM", "P2"sv, 0, decode_pnm},
    {"PNM", "P3"sv, 0, decode_pnm},
    {"PNM", "P4"sv, 0, decode_pnm},
    {"PNM", "P5"sv, 0, decode_pnm},
    {"PNM", "P6"sv, 0, decode_pnm},
};

bool starts_as(ImageBytes bytes, const Format& format) {
  if (bytes.size() < format.offset + format.start.size()) {
    return false;
  }
  return std::equal(format.start.begin(), format.start.end(), bytes.begin() + format.offset,
                    [](char a, std::uint8_t b) { return static_cast<std::uint8_t>(a) == b; });
}

}  // namespace

void check_extents(std::string_view format, std::int64_t width, std::int64_t height) {
  require_intact(width > 0 && height > 0);
  require_that(ErrorCode::kOutOfRange, width <= kMostPixels / height, "the ", format,
               " image has the size ", width, " x ", height, ", expected at most ", kMostPixels,
               " pixels");
}

Image make_image(std::string_view format, std::int64_t width, std::int64_t height, int channels) {
  check_extents(format, width, height);
  Image image{width, height, channels, {}};
  image.samples.resize(static_cast<std::size_t>(width * height) *
                       static_cast<std::size_t>(channels));
  return image;
}

std::optional<Image> decode_image(ImageBytes bytes) {
  const auto* format = std::find_if(std::begin(kFormats), std::end(kFormats),
                                    [&](const Format& one) { return starts_as(bytes, one); });
  if (format == std::end(kFormats)) {
    return std::nullopt;
  }
  try {
    return format->decode(bytes);
  } catch (const DamagedImage&) {
    return std::nullopt;
  } catch (const std::bad_alloc&) {
    fail(ErrorCode::kOutOfMemory, "no memory to decode a ", format->name, " image of ",
         bytes.size(), " bytes");
  }
}

}  // namespace sardonyx
