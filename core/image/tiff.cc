// https://www.itu.int/itudoc/itu-t/com16/tiff-fx/docs/tiff6.pdf : grey, RGB, palette and CMYK
// images of 1 to 16 bits, in strips or tiles, interleaved or in planes. The first image of a file.

#include <algorithm>
#include <array>

#include "core/base/checked.h"
#include "core/base/error.h"
#include "core/image/tiff_codec.h"
#include "core/image/tiff_directory.h"

namespace sardonyx {
namespace {

enum Photometric : std::uint32_t { kWhiteIsZero, kBlackIsZero, kRgb, kPalette, kMask, kCmyk };

constexpr std::uint32_t kMostSamplesPerPixel = 32;

struct Layout {
  std::int64_t width;
  std::int64_t height;
  std::uint32_t bits;
  std::uint32_t samples;  // per pixel in the file
  std::uint32_t used;     // of these
  std::uint32_t photometric;
  bool big_endian;
  bool planar;
  bool tiled;
  bool reversed_bits;
  bool differences;
  TiffCompression compression;
  std::int64_t chunk_width;
  std::int64_t chunk_height;
};

std::uint32_t used_samples(std::uint32_t photometric) {
  switch (photometric) {
    case kWhiteIsZero:
    case kBlackIsZero:
    case kPalette:
      return 1;
    case kRgb:
      return 3;
    case kCmyk:
      return 4;
    default:
      fail(ErrorCode::kUnsupported, "TIFF images of photometric interpretation ", photometric,
           " are not decoded, expected grey (0, 1), RGB (2), a palette (3) or CMYK (5)");
  }
}

Layout read_layout(const TiffDirectory& directory, bool big_endian) {
  Layout it{};
  it.big_endian = big_endian;
  it.width = directory.get(TiffTag::kImageWidth, 0);
  it.height = directory.get(TiffTag::kImageLength, 0);
  check_extents("TIFF", it.width, it.height);
  it.samples = directory.get(TiffTag::kSamplesPerPixel, 1);
  it.photometric = directory.get(TiffTag::kPhotometric, kBlackIsZero);
  it.used = used_samples(it.photometric);
  require_intact(it.samples >= it.used && it.samples <= kMostSamplesPerPixel);
  it.bits = directory.get(TiffTag::kBitsPerSample, 1);
  const std::uint64_t sizes = directory.count(TiffTag::kBitsPerSample);
  if (sizes > 1) {
    const auto bits =
        directory.values(TiffTag::kBitsPerSample, std::min<std::uint64_t>(sizes, it.samples));
    require_that(ErrorCode::kUnsupported,
                 std::count(bits.begin(), bits.end(), it.bits) == std::ssize(bits),
                 "TIFF images whose samples differ in size are not decoded");
  }
  const std::uint32_t format = directory.get(TiffTag::kSampleFormat, 1);
  const bool whole = it.bits == 1 || it.bits == 2 || it.bits == 4 || it.bits == 8 || it.bits == 16;
  require_that(ErrorCode::kUnsupported,
               whole && format == 1 && (it.photometric != kPalette || it.bits <= 8),
               "TIFF images of ", it.bits, " bits per sample and sample format ", format,
               " are not decoded, expected unsigned integers of 1, 2, 4, 8 or 16 bits, for a "
               "palette of at most 8");
  it.compression = static_cast<TiffCompression>(directory.get(TiffTag::kCompression, 1));
  const std::uint32_t predictor = directory.get(TiffTag::kPredictor, 1);
  const bool predicted = it.compression == TiffCompression::kLzw ||
                         it.compression == TiffCompression::kDeflate ||
                         it.compression == TiffCompression::kOldDeflate;
  it.differences = predicted && predictor == 2;
  require_that(ErrorCode::kUnsupported,
               !predicted || predictor == 1 || (predictor == 2 && it.bits >= 8), "TIFF predictor ",
               predictor, " is not decoded for samples of ", it.bits, " bits");
  it.planar = it.samples > 1 && directory.get(TiffTag::kPlanarConfiguration, 1) == 2;
  it.reversed_bits = directory.get(TiffTag::kFillOrder, 1) == 2;
  it.tiled = directory.count(TiffTag::kTileOffsets) > 0;
  if (it.tiled) {
    it.chunk_width = directory.get(TiffTag::kTileWidth, 0);
    it.chunk_height = directory.get(TiffTag::kTileLength, 0);
    check_extents("TIFF", it.chunk_width, it.chunk_height);
  } else {
    it.chunk_width = it.width;
    it.chunk_height =
        std::min<std::int64_t>(directory.get(TiffTag::kRowsPerStrip, UINT32_MAX), it.height);
    require_intact(it.chunk_height > 0);
  }
  return it;
}

std::vector<std::uint8_t> reverse_bits(ImageBytes bytes) {
  std::vector<std::uint8_t> result(bytes.begin(), bytes.end());
  for (std::uint8_t& x : result) {
    unsigned reversed = 0;
    for (int i = 0; i < 8; ++i) {
      reversed |= (x >> i & 1u) << (7 - i);
    }
    x = static_cast<std::uint8_t>(reversed);
  }
  return result;
}

// Undoes horizontal differencing of one row of `count` samples of which each pixel has `step`.
void add_up(const Layout& layout, std::uint8_t* row, std::int64_t count, std::uint32_t step) {
  if (layout.bits == 8) {
    for (std::int64_t i = step; i < count; ++i) {
      row[i] = static_cast<std::uint8_t>(row[i] + row[i - step]);
    }
    return;
  }
  const int high = layout.big_endian ? 0 : 1;
  const auto value = [&](std::int64_t i) { return row[2 * i + high] << 8 | row[2 * i + 1 - high]; };
  for (std::int64_t i = step; i < count; ++i) {
    const int sum = value(i) + value(i - step);
    row[2 * i + high] = static_cast<std::uint8_t>(sum >> 8);
    row[2 * i + 1 - high] = static_cast<std::uint8_t>(sum);
  }
}

// Sample `index` of a row: an index of the palette as it is, others as 8 bits.
std::uint8_t sample(const Layout& layout, const std::uint8_t* row, std::int64_t index) {
  if (layout.bits == 8) {
    return row[index];
  }
  if (layout.bits == 16) {
    return row[2 * index + (layout.big_endian ? 0 : 1)];
  }
  const std::int64_t bit = index * layout.bits;
  const unsigned most = (1u << layout.bits) - 1;
  const unsigned value = row[bit / 8] >> (8 - layout.bits - bit % 8) & most;
  return static_cast<std::uint8_t>(layout.photometric == kPalette ? value : value * 255 / most);
}

// The samples in use, interleaved, without what only fills the last tiles.
Image read_samples(const ByteReader& file, const TiffDirectory& directory, const Layout& layout) {
  const TiffTag offsets = layout.tiled ? TiffTag::kTileOffsets : TiffTag::kStripOffsets;
  const TiffTag sizes = layout.tiled ? TiffTag::kTileByteCounts : TiffTag::kStripByteCounts;
  const std::int64_t across = (layout.width + layout.chunk_width - 1) / layout.chunk_width;
  const std::int64_t down = (layout.height + layout.chunk_height - 1) / layout.chunk_height;
  const std::uint32_t planes = layout.planar ? layout.used : 1;
  const std::uint32_t step = layout.planar ? 1 : layout.samples;
  const auto chunks = static_cast<std::uint64_t>(across * down) * planes;
  // With what the tiles at the edges have too much.
  check_extents("TIFF", across * layout.chunk_width, down * layout.chunk_height);
  const auto places = directory.values(offsets, chunks);
  const auto lengths = directory.values(sizes, chunks);
  const std::int64_t row_bytes = (layout.chunk_width * step * layout.bits + 7) / 8;
  Image image = make_image("TIFF", layout.width, layout.height, static_cast<int>(layout.used));
  for (std::uint64_t chunk = 0; chunk < chunks; ++chunk) {
    const auto plane =
        static_cast<std::uint32_t>(chunk / static_cast<std::uint64_t>(across * down));
    const auto place = static_cast<std::int64_t>(chunk % static_cast<std::uint64_t>(across * down));
    const std::int64_t left = place % across * layout.chunk_width;
    const std::int64_t top = place / across * layout.chunk_height;
    const std::int64_t rows = std::min(layout.chunk_height, layout.height - top);
    const std::int64_t columns = std::min(layout.chunk_width, layout.width - left);
    ImageBytes packed = file.bytes(places[chunk], lengths[chunk]);
    std::vector<std::uint8_t> reversed;
    if (layout.reversed_bits) {
      reversed = reverse_bits(packed);
      packed = reversed;
    }
    auto data = expand_tiff(layout.compression, packed, checked_size(row_bytes * rows));
    for (std::int64_t y = 0; y < rows; ++y) {
      std::uint8_t* row = data.data() + y * row_bytes;
      if (layout.differences) {
        add_up(layout, row, layout.chunk_width * step, step);
      }
      std::uint8_t* to =
          &image.samples[static_cast<std::size_t>(((top + y) * layout.width + left) * layout.used)];
      for (std::int64_t x = 0; x < columns; ++x, to += layout.used) {
        for (std::uint32_t k = layout.planar ? plane : 0;
             k < (layout.planar ? plane + 1 : layout.used); ++k) {
          to[k] = sample(layout, row, x * step + (layout.planar ? 0 : k));
        }
      }
    }
  }
  return image;
}

Image apply_palette(const TiffDirectory& directory, const Layout& layout, const Image& indices) {
  const std::uint32_t colours = 1u << layout.bits;
  const auto map = directory.values(TiffTag::kColorMap, std::uint64_t{3} * colours);
  std::vector<std::array<std::uint8_t, 3>> palette(colours);
  for (std::uint32_t i = 0; i < colours; ++i) {
    for (std::uint32_t k = 0; k < 3; ++k) {
      palette[i][k] = static_cast<std::uint8_t>(map[k * colours + i] >> 8);
    }
  }
  Image image = make_image("TIFF", indices.width, indices.height, 3);
  std::uint8_t* to = image.samples.data();
  for (const std::uint8_t index : indices.samples) {
    to = std::copy(palette[index].begin(), palette[index].end(), to);
  }
  return image;
}

Image to_rgb(const Image& inks) {
  Image image = make_image("TIFF", inks.width, inks.height, 3);
  std::uint8_t* to = image.samples.data();
  for (std::size_t i = 0; i < inks.samples.size(); i += 4) {
    const unsigned black = 255u - inks.samples[i + 3];
    for (std::size_t k = 0; k < 3; ++k) {
      *to++ = static_cast<std::uint8_t>((255u - inks.samples[i + k]) * black / 255);
    }
  }
  return image;
}

}  // namespace

Image decode_tiff(ImageBytes bytes) {
  const bool big_endian = bytes[0] == 'M';
  const ByteReader file(bytes, big_endian);
  require_that(ErrorCode::kUnsupported, file.u16(2) == 42, "BigTIFF images are not decoded");
  const TiffDirectory directory(file);
  const Layout layout = read_layout(directory, big_endian);
  Image image = read_samples(file, directory, layout);
  switch (layout.photometric) {
    case kWhiteIsZero:
      for (std::uint8_t& x : image.samples) {
        x = static_cast<std::uint8_t>(255 - x);
      }
      return image;
    case kPalette:
      return apply_palette(directory, layout, image);
    case kCmyk:
      return to_rgb(image);
    default:
      return image;
  }
}

}  // namespace sardonyx
