// What decode_image makes of the images of make_images.py, whole, cut short and damaged. Pillow's
// results are demanded to the bit: both use the same libraries, and the formats leave no choice.

#include "core/image/image.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <random>
#include <string>

#include "core/base/bytes.h"
#include "core/base/error.h"

namespace sardonyx {
namespace {

namespace fs = std::filesystem;

using Buffer = std::vector<std::uint8_t>;

Buffer read(const fs::path& path) {
  const Bytes bytes = read_file(path.string());
  const auto* begin = reinterpret_cast<const std::uint8_t*>(bytes.data);
  return {begin, begin + bytes.size};
}

const fs::path kTests = fs::path(SARDONYX_SOURCE_DIR) / "tests";

// The images by their names.
const std::map<std::string, Buffer>& images() {
  static const auto all = [] {
    std::map<std::string, Buffer> result;
    for (const auto& entry : fs::directory_iterator(kTests / "fuzz/corpus/decode_image")) {
      result[entry.path().filename().string()] = read(entry.path());
    }
    return result;
  }();
  return all;
}

std::string error_of(const Buffer& bytes) {
  try {
    return decode_image(bytes) ? "decoded" : "nothing";
  } catch (const Error& error) {
    return error.what();
  }
}

TEST(DecodeImage, MatchesPillow) {
  EXPECT_EQ(images().size(), 62u);
  for (const auto& [name, bytes] : images()) {
    SCOPED_TRACE(name);
    const auto image = decode_image(bytes);
    ASSERT_TRUE(image);
    const bool grey = image->channels == 1;
    const auto expected = read(kTests / "unit/image/expected" / (name + (grey ? ".pgm" : ".ppm")));
    const auto header = std::string(grey ? "P5" : "P6") + "\n" + std::to_string(image->width) +
                        " " + std::to_string(image->height) + "\n255\n";
    ASSERT_EQ(expected.size(), header.size() + image->samples.size());
    EXPECT_TRUE(std::equal(header.begin(), header.end(), expected.begin()));
    int largest = 0;
    int different = 0;
    for (std::size_t i = 0; i < image->samples.size(); ++i) {
      const int difference = std::abs(image->samples[i] - expected[header.size() + i]);
      largest = std::max(largest, difference);
      different += difference != 0;
    }
    EXPECT_EQ(largest, 0) << different << " samples";
  }
}

TEST(DecodeImage, NothingOfWhatIsCutShort) {
  for (const auto& [name, bytes] : images()) {
    SCOPED_TRACE(name);
    for (std::size_t size = 0; size < bytes.size(); size += 1 + size / 40) {
      const Buffer part(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size));
      const std::string result = error_of(part);
      // Some formats end in what holds no samples.
      if (size < bytes.size() * 3 / 4) {
        EXPECT_NE(result, "decoded") << size << " of " << bytes.size() << " bytes";
      }
    }
  }
}

TEST(DecodeImage, NoChangedByteDoesHarm) {
  std::mt19937 random(8121);
  for (const auto& [name, bytes] : images()) {
    SCOPED_TRACE(name);
    for (int i = 0; i < 60; ++i) {
      Buffer changed = bytes;
      for (unsigned k = 0; k <= random() % 3; ++k) {
        // Headers are where it hurts.
        const std::size_t within =
            i % 2 == 0 ? std::min<std::size_t>(bytes.size(), 120) : bytes.size();
        const std::uint8_t values[] = {0, 1, 0x7f, 0x80, 0xff, static_cast<std::uint8_t>(random())};
        changed[random() % within] = values[random() % 6];
      }
      try {
        const auto image = decode_image(changed);
        if (image) {
          EXPECT_EQ(image->samples.size(),
                    static_cast<std::size_t>(image->width * image->height * image->channels));
        }
      } catch (const Error& error) {
        EXPECT_NE(error.code(), ErrorCode::kInternal);
      }
    }
  }
}

TEST(DecodeImage, OtherBytes) {
  EXPECT_EQ(error_of({}), "nothing");
  EXPECT_EQ(error_of({'G', 'I', 'F', '8', '9', 'a', 1, 0, 1, 0}), "nothing");
}

// An image with some bytes put in place of others.
Buffer with(const std::string& name, std::size_t at, std::initializer_list<int> values) {
  Buffer bytes = images().at(name);
  std::copy(values.begin(), values.end(), bytes.begin() + static_cast<std::ptrdiff_t>(at));
  return bytes;
}

std::size_t find(const std::string& name, std::initializer_list<int> values) {
  const Buffer& bytes = images().at(name);
  const auto place = std::search(bytes.begin(), bytes.end(), values.begin(), values.end());
  EXPECT_NE(place, bytes.end());
  return static_cast<std::size_t>(place - bytes.begin());
}

TEST(DecodeImage, RefusesHugeExtents) {
  const auto text = [](const std::string& format, const std::string& size) {
    return "the " + format + " image has the size " + size + ", expected at most 134217728 pixels";
  };
  EXPECT_EQ(error_of(with("rgb.bmp", 18, {0, 0, 1, 0, 0, 0, 1, 0})), text("BMP", "65536 x 65536"));
  const std::size_t frame = find("420.jpg", {0xff, 0xc0});
  EXPECT_EQ(error_of(with("420.jpg", frame + 5, {0xff, 0, 0xff, 0})),
            text("JPEG", "65280 x 65280"));
  EXPECT_EQ(error_of(with("tiles.j2k", 8, {0, 1, 0, 0, 0, 1, 0, 0})),
            text("JPEG 2000", "65536 x 65536"));
  const std::string wide = "P6 99999 99999 255\n";
  EXPECT_EQ(error_of(Buffer(wide.begin(), wide.end())), text("PNM", "99999 x 99999"));
  // Where the width lies in the directory.
  const std::size_t width = find("raw.tif", {0, 1, 4, 0, 1, 0, 0, 0});
  EXPECT_EQ(error_of(with("raw.tif", width + 8, {0, 0, 0, 127})), text("TIFF", "2130706432 x 19"));
  // The simple form of a lossless image: 14 bits each.
  EXPECT_EQ(error_of(with("lossless.webp", 21, {0xff, 0xff, 0xff, 0x0f})),
            text("WebP", "16384 x 16384"));
}

TEST(DecodeImage, LargeExtentsOfFewBytesTakeNoMemory) {
  // 11,000 x 11,000 pixels of PNG with the checksum that belongs to them, and 37 x 19 of data.
  Buffer png = with("rgb.png", 16, {0, 0, 0x2a, 0xf8, 0, 0, 0x2a, 0xf8});
  const std::uint8_t checksum[] = {0x41, 0x4d, 0x0d, 0xdd};
  std::copy(std::begin(checksum), std::end(checksum), png.begin() + 29);
  EXPECT_EQ(error_of(png), "nothing");
  EXPECT_EQ(error_of(with("rgb.bmp", 18, {0, 0x20, 0, 0, 0, 0x20, 0, 0})), "nothing");
  // Tiles of one pixel each, of which a stream of this size cannot have so many.
  EXPECT_EQ(error_of(with("tiles.j2k", 24, {0, 0, 0, 1, 0, 0, 0, 1})), "nothing");
  const std::string wide = "P6 8192 8192 255\n";
  EXPECT_EQ(error_of(Buffer(wide.begin(), wide.end())), "nothing");
}

TEST(DecodeImage, NamesWhatIsNotDecoded) {
  const std::size_t frame = find("420.jpg", {0xff, 0xc0});
  EXPECT_EQ(error_of(with("420.jpg", frame + 1, {0xc3})),
            "lossless and hierarchical JPEG images are not decoded");
  EXPECT_EQ(error_of(with("420.jpg", frame + 4, {12})),
            "JPEG images of 12 bits are not decoded, expected 8 bits");
  EXPECT_EQ(error_of(with("tiles.j2k", 40, {0, 5})),
            "JPEG 2000 images of 5 components are not decoded, expected 1 to 4");
  const std::size_t coding = find("tiles.j2k", {0xff, 0x52});
  EXPECT_EQ(error_of(with("tiles.j2k", coding + 1, {0x50})),
            "High-Throughput JPEG 2000 images are not decoded");
  EXPECT_EQ(error_of(with("rgb.bmp", 30, {5})),
            "BMP images that hold a JPEG or PNG image are not decoded");
  EXPECT_EQ(error_of(with("raw.tif", 2, {43})), "BigTIFF images are not decoded");
  const std::size_t compression = find("raw.tif", {3, 1, 3, 0, 1, 0, 0, 0});
  EXPECT_EQ(error_of(with("raw.tif", compression + 8, {7})),
            "TIFF compression 7 is not decoded, expected 1 (none), 5 (LZW), 8 (Deflate) or 32773 "
            "(PackBits)");
  const std::size_t photometric = find("raw.tif", {6, 1, 3, 0, 1, 0, 0, 0});
  EXPECT_EQ(
      error_of(with("raw.tif", photometric + 8, {6})),
      "TIFF images of photometric interpretation 6 are not decoded, expected grey (0, 1), RGB "
      "(2), a palette (3) or CMYK (5)");
  const std::size_t alpha = find("alpha.webp", {'V', 'P', '8', 'X'});
  EXPECT_EQ(error_of(with("alpha.webp", alpha + 8, {0x12})),
            "animated WebP images are not decoded");
}

TEST(DecodeImage, LumaRounds) {
  EXPECT_EQ(luma(255, 255, 255), 255);
  EXPECT_EQ(luma(255, 0, 0), 76);
  EXPECT_EQ(luma(0, 255, 0), 150);
  EXPECT_EQ(luma(0, 0, 255), 29);
}

}  // namespace
}  // namespace sardonyx
