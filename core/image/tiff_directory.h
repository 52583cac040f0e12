#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/image/byte_reader.h"

namespace sardonyx {

/// The tags of TIFF 6.0 that say how an image lies in its file.
enum class TiffTag : std::uint32_t {
  kImageWidth = 256,
  kImageLength = 257,
  kBitsPerSample = 258,
  kCompression = 259,
  kPhotometric = 262,
  kFillOrder = 266,
  kStripOffsets = 273,
  kSamplesPerPixel = 277,
  kRowsPerStrip = 278,
  kStripByteCounts = 279,
  kPlanarConfiguration = 284,
  kPredictor = 317,
  kColorMap = 320,
  kTileWidth = 322,
  kTileLength = 323,
  kTileOffsets = 324,
  kTileByteCounts = 325,
  kSampleFormat = 339,
};

/// The first directory of a TIFF file: its fields of whole numbers, read where they lie.
class TiffDirectory {
 public:
  explicit TiffDirectory(const ByteReader& file);

  /// How many values a field has, 0 without it.
  std::uint64_t count(TiffTag tag) const;
  /// The first `count` values of a field. Throws DamagedImage when there are less.
  std::vector<std::uint32_t> values(TiffTag tag, std::uint64_t count) const;
  /// The first value of a field, or `otherwise`.
  std::uint32_t get(TiffTag tag, std::uint32_t otherwise) const;

 private:
  struct Field {
    std::uint64_t values_at;
    std::uint64_t count;
    std::uint32_t value_size;
  };
  std::optional<Field> find(TiffTag tag) const;
  std::uint32_t value(const Field& field, std::uint64_t index) const;

  ByteReader file_;
  std::uint64_t start_;
  std::uint32_t entries_;
};

}  // namespace sardonyx
