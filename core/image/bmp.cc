// https://learn.microsoft.com/windows/win32/gdi/bitmap-storage : all versions of the header, 1 to
// 32 bits per pixel, masks and both run-length codings.

#include <array>
#include <bit>

#include "core/base/error.h"
#include "core/image/byte_reader.h"

namespace sardonyx {
namespace {

constexpr std::uint32_t kFileHeaderSize = 14;
constexpr std::uint32_t kCoreHeaderSize = 12;

enum Compression : std::uint32_t {
  kPlain = 0,
  kRunLength8 = 1,
  kRunLength4 = 2,
  kMasks = 3,
  kJpeg = 4,
  kPng = 5,
  kMasksWithAlpha = 6,
};

using Colour = std::array<std::uint8_t, 3>;

struct Header {
  std::uint32_t size = 0;
  std::int64_t width = 0;
  std::int64_t height = 0;
  bool top_down = false;
  std::uint32_t bits = 0;
  std::uint32_t compression = kPlain;
  std::uint32_t pixels_at = 0;
  std::uint32_t colours = 0;
};

Header read_header(const ByteReader& file) {
  Header header;
  header.pixels_at = file.u32(10);
  header.size = file.u32(kFileHeaderSize);
  if (header.size == kCoreHeaderSize) {
    header.width = file.u16(18);
    header.height = file.u16(20);
    header.bits = file.u16(24);
  } else {
    require_intact(header.size >= 40);
    header.width = static_cast<std::int32_t>(file.u32(18));
    header.height = static_cast<std::int32_t>(file.u32(22));
    header.top_down = header.height < 0;
    header.height = header.top_down ? -header.height : header.height;
    header.bits = file.u16(28);
    header.compression = file.u32(30);
    header.colours = file.u32(46);
  }
  const std::uint32_t bits = header.bits;
  require_intact(bits == 1 || bits == 2 || bits == 4 || bits == 8 || bits == 16 || bits == 24 ||
                 bits == 32);
  check_extents("BMP", header.width, header.height);
  return header;
}

// The table of colours of an image of at most 8 bits. Indices outside of it are black.
std::array<Colour, 256> read_colours(const ByteReader& file, const Header& header) {
  std::array<Colour, 256> colours{};
  const std::uint32_t most = 1u << header.bits;
  const std::uint32_t count = header.colours == 0 || header.colours > most ? most : header.colours;
  const std::uint32_t step = header.size == kCoreHeaderSize ? 3 : 4;
  const std::uint64_t start = std::uint64_t{kFileHeaderSize} + header.size;
  for (std::uint32_t i = 0; i < count && start + (i + 1) * step <= header.pixels_at; ++i) {
    const std::uint64_t at = start + std::uint64_t{i} * step;
    colours[i] = {static_cast<std::uint8_t>(file.u8(at + 2)),
                  static_cast<std::uint8_t>(file.u8(at + 1)),
                  static_cast<std::uint8_t>(file.u8(at))};
  }
  return colours;
}

std::uint8_t* pixel(Image& image, const Header& header, std::int64_t x, std::int64_t y) {
  const std::int64_t row = header.top_down ? y : image.height - 1 - y;
  return &image.samples[static_cast<std::size_t>((row * image.width + x) * 3)];
}

void put(Image& image, const Header& header, std::int64_t x, std::int64_t y, const Colour& colour) {
  std::uint8_t* to = pixel(image, header, x, y);
  to[0] = colour[0];
  to[1] = colour[1];
  to[2] = colour[2];
}

void read_indexed(const ByteReader& file, const Header& header, Image& image) {
  const auto colours = read_colours(file, header);
  const std::uint64_t row_bytes =
      (static_cast<std::uint64_t>(image.width) * header.bits + 31) / 32 * 4;
  const std::uint32_t mask = (1u << header.bits) - 1;
  for (std::int64_t y = 0; y < image.height; ++y) {
    const std::uint64_t row = header.pixels_at + static_cast<std::uint64_t>(y) * row_bytes;
    for (std::int64_t x = 0; x < image.width; ++x) {
      const std::uint64_t bit = static_cast<std::uint64_t>(x) * header.bits;
      const std::uint32_t byte = file.u8(row + bit / 8);
      put(image, header, x, y, colours[byte >> (8 - header.bits - bit % 8) & mask]);
    }
  }
}

// A field of a pixel of 16 or 32 bits.
struct Field {
  std::uint32_t mask = 0;

  std::uint8_t of(std::uint32_t pixel) const {
    if (mask == 0) {
      return 0;
    }
    const int shift = std::countr_zero(mask);
    return static_cast<std::uint8_t>(std::uint64_t{(pixel & mask) >> shift} * 255 /
                                     (mask >> shift));
  }
};

void read_fields(const ByteReader& file, const Header& header, Image& image) {
  std::array<Field, 3> fields;
  if (header.compression == kMasks || header.compression == kMasksWithAlpha) {
    require_intact(header.bits != 24);
    for (std::uint32_t k = 0; k < 3; ++k) {
      fields[k].mask = file.u32(kFileHeaderSize + 40 + k * 4);
    }
  } else if (header.bits == 16) {
    fields = {Field{0x7c00}, Field{0x03e0}, Field{0x001f}};
  } else {
    fields = {Field{0xff0000}, Field{0x00ff00}, Field{0x0000ff}};
  }
  const std::uint32_t bytes = header.bits / 8;
  const std::uint64_t row_bytes = (static_cast<std::uint64_t>(image.width) * bytes + 3) / 4 * 4;
  for (std::int64_t y = 0; y < image.height; ++y) {
    std::uint64_t at = header.pixels_at + static_cast<std::uint64_t>(y) * row_bytes;
    for (std::int64_t x = 0; x < image.width; ++x, at += bytes) {
      const std::uint32_t value = bytes == 4   ? file.u32(at)
                                  : bytes == 2 ? file.u16(at)
                                               : file.u16(at) | file.u8(at + 2) << 16;
      put(image, header, x, y, {fields[0].of(value), fields[1].of(value), fields[2].of(value)});
    }
  }
}

void read_runs(const ByteReader& file, const Header& header, Image& image) {
  const bool nibbles = header.compression == kRunLength4;
  require_intact(header.bits == (nibbles ? 4 : 8));
  const auto colours = read_colours(file, header);
  for (std::int64_t y = 0; y < image.height; ++y) {
    for (std::int64_t x = 0; x < image.width; ++x) {
      put(image, header, x, y, colours[0]);
    }
  }
  std::uint64_t at = header.pixels_at;
  std::int64_t x = 0;
  std::int64_t y = 0;
  // Pixels that would leave their row are dropped.
  const auto place = [&](std::uint32_t index) {
    if (x < image.width && y < image.height) {
      put(image, header, x++, y, colours[index]);
    }
  };
  const auto half = [nibbles](std::uint32_t byte, std::uint32_t i) {
    return nibbles ? (i % 2 == 0 ? byte >> 4 : byte & 15) : byte;
  };
  while (y < image.height) {
    const std::uint32_t count = file.u8(at);
    const std::uint32_t value = file.u8(at + 1);
    at += 2;
    if (count > 0) {
      for (std::uint32_t i = 0; i < count; ++i) {
        place(half(value, i));
      }
    } else if (value == 0) {  // end of the row
      x = 0;
      ++y;
    } else if (value == 1) {  // end of the image
      return;
    } else if (value == 2) {  // a step to the right and up
      x += file.u8(at);
      y += file.u8(at + 1);
      at += 2;
    } else {  // that many indices, padded to 16 bits
      const std::uint32_t bytes = nibbles ? (value + 1) / 2 : value;
      for (std::uint32_t i = 0; i < value; ++i) {
        place(half(file.u8(at + (nibbles ? i / 2 : i)), i));
      }
      at += bytes + bytes % 2;
    }
  }
}

}  // namespace

Image decode_bmp(ImageBytes bytes) {
  const ByteReader file(bytes, /*big_endian=*/false);
  const Header header = read_header(file);
  const bool runs = header.compression == kRunLength8 || header.compression == kRunLength4;
  require_that(ErrorCode::kUnsupported, header.compression != kJpeg && header.compression != kPng,
               "BMP images that hold a JPEG or PNG image are not decoded");
  if (!runs) {
    // Checked before memory is taken. The last row needs no padding.
    const auto bits = static_cast<std::uint64_t>(header.width) * header.bits;
    const auto rows = static_cast<std::uint64_t>(header.height - 1);
    file.bytes(header.pixels_at, (bits + 31) / 32 * 4 * rows + (bits + 7) / 8);
  }
  Image image = make_image("BMP", header.width, header.height, 3);
  if (runs) {
    read_runs(file, header, image);
  } else if (header.bits <= 8) {
    require_intact(header.compression == kPlain);
    read_indexed(file, header, image);
  } else {
    require_intact(header.compression == kPlain || header.compression == kMasks ||
                   header.compression == kMasksWithAlpha);
    read_fields(file, header, image);
  }
  return image;
}

}  // namespace sardonyx
