// ITU-T T.800, by OpenJPEG: codestreams and JP2 files.

#include <openjpeg2/openjpeg.h>

#include <algorithm>
#include <cstring>
#include <memory>

#include "core/base/error.h"
#include "core/image/byte_reader.h"

namespace sardonyx {
namespace {

constexpr std::uint32_t kStartOfCodestream = 0xff4fff51;  // SOC and SIZ
constexpr std::uint32_t kCodestreamBox = 0x6a703263;      // "jp2c"
constexpr std::uint32_t kCapabilities = 0xff50;           // CAP
constexpr std::uint32_t kStartOfTile = 0xff90;            // SOT
constexpr std::uint64_t kLeastTileBytes = 14;             // SOT and SOD

// Where the codestream of a JP2 file begins.
std::uint64_t find_codestream(const ByteReader& file) {
  if (file.u32(0) == kStartOfCodestream) {
    return 0;
  }
  for (std::uint64_t at = 0;;) {
    std::uint64_t size = file.u32(at);
    const std::uint32_t type = file.u32(at + 4);
    std::uint64_t header = 8;
    if (size == 1) {
      size = std::uint64_t{file.u32(at + 8)} << 32 | file.u32(at + 12);
      header = 16;
    }
    if (type == kCodestreamBox) {
      return at + header;
    }
    require_intact(size >= header && size <= file.size());
    at += size;
  }
}

// OpenJPEG allocates by what the header says, so that is looked at before.
void check_codestream(const ByteReader& file) {
  const std::uint64_t start = find_codestream(file);
  require_intact(file.u32(start) == kStartOfCodestream);
  const auto field = [&](std::uint64_t i) { return std::int64_t{file.u32(start + 8 + 4 * i)}; };
  check_extents("JPEG 2000", field(0) - field(2), field(1) - field(3));
  const std::int64_t tile_width = field(4);
  const std::int64_t tile_height = field(5);
  require_intact(tile_width > 0 && tile_height > 0);
  const std::int64_t across = (field(0) - field(6) + tile_width - 1) / tile_width;
  const std::int64_t down = (field(1) - field(7) + tile_height - 1) / tile_height;
  require_intact(across > 0 && down > 0 &&
                 static_cast<std::uint64_t>(down) <= file.size() / kLeastTileBytes &&
                 static_cast<std::uint64_t>(across * down) <= file.size() / kLeastTileBytes);
  const std::uint32_t components = file.u16(start + 40);
  require_intact(components > 0);
  require_that(ErrorCode::kUnsupported, components <= 4, "JPEG 2000 images of ", components,
               " components are not decoded, expected 1 to 4");
  std::uint64_t marker = start + 2;
  while (file.u16(marker) != kStartOfTile) {
    require_that(ErrorCode::kUnsupported, file.u16(marker) != kCapabilities,
                 "High-Throughput JPEG 2000 images are not decoded");
    require_intact(file.u16(marker) >= 0xff00);
    marker += 2 + file.u16(marker + 2);
  }
}

// A stream of OpenJPEG's on memory.
struct Source {
  ImageBytes bytes;
  std::size_t at = 0;
};

OPJ_SIZE_T read(void* buffer, OPJ_SIZE_T size, void* data) {
  auto& source = *static_cast<Source*>(data);
  const std::size_t count = std::min<std::size_t>(size, source.bytes.size() - source.at);
  if (count == 0) {
    return static_cast<OPJ_SIZE_T>(-1);
  }
  std::memcpy(buffer, source.bytes.data() + source.at, count);
  source.at += count;
  return count;
}

OPJ_OFF_T skip(OPJ_OFF_T count, void* data) {
  auto& source = *static_cast<Source*>(data);
  if (count < 0 || static_cast<std::uint64_t>(count) > source.bytes.size() - source.at) {
    return -1;
  }
  source.at += static_cast<std::size_t>(count);
  return count;
}

OPJ_BOOL seek(OPJ_OFF_T place, void* data) {
  auto& source = *static_cast<Source*>(data);
  if (place < 0 || static_cast<std::uint64_t>(place) > source.bytes.size()) {
    return OPJ_FALSE;
  }
  source.at = static_cast<std::size_t>(place);
  return OPJ_TRUE;
}

template <auto destroy>
struct Deleter {
  template <class T>
  void operator()(T* it) const {
    destroy(it);
  }
};
using Codec = std::unique_ptr<opj_codec_t, Deleter<opj_destroy_codec>>;
using Stream = std::unique_ptr<opj_stream_t, Deleter<opj_stream_destroy>>;
using Decoded = std::unique_ptr<opj_image_t, Deleter<opj_image_destroy>>;

Decoded decode(ImageBytes bytes, bool boxed) {
  const Codec codec(opj_create_decompress(boxed ? OPJ_CODEC_JP2 : OPJ_CODEC_J2K));
  opj_dparameters_t parameters;
  opj_set_default_decoder_parameters(&parameters);
  Source source{bytes};
  const Stream stream(opj_stream_default_create(OPJ_TRUE));
  require_intact(codec && stream && opj_setup_decoder(codec.get(), &parameters) != 0);
  opj_stream_set_user_data(stream.get(), &source, nullptr);
  opj_stream_set_user_data_length(stream.get(), bytes.size());
  opj_stream_set_read_function(stream.get(), read);
  opj_stream_set_skip_function(stream.get(), skip);
  opj_stream_set_seek_function(stream.get(), seek);
  opj_image_t* image = nullptr;
  const bool started = opj_read_header(stream.get(), codec.get(), &image) != 0;
  Decoded owner(image);
  require_intact(started && opj_decode(codec.get(), stream.get(), image) != 0 &&
                 opj_end_decompress(codec.get(), stream.get()) != 0);
  return owner;
}

// A component's samples as 8 bits.
class Component {
 public:
  Component(const opj_image_t& image, std::uint32_t index) : it_(image.comps[index]) {
    require_intact(it_.data != nullptr && it_.w > 0 && it_.h > 0 && it_.dx > 0 && it_.dy > 0 &&
                   it_.prec >= 1 && it_.prec <= 31);
    left_ = image.x0 / it_.dx;
    top_ = image.y0 / it_.dy;
  }

  /// The sample at a place of the image's own grid.
  int at(std::uint32_t x, std::uint32_t y) const {
    const std::uint32_t column = std::min(x / it_.dx - left_, it_.w - 1);
    const std::uint32_t row = std::min(y / it_.dy - top_, it_.h - 1);
    const std::int64_t sign = it_.sgnd != 0 ? std::int64_t{1} << (it_.prec - 1) : 0;
    std::int64_t value = it_.data[std::size_t{row} * it_.w + column] + sign;
    if (it_.prec > 8) {
      value = (value + (std::int64_t{1} << (it_.prec - 9))) >> (it_.prec - 8);
    } else {
      value = value * 255 / ((std::int64_t{1} << it_.prec) - 1);
    }
    return static_cast<int>(std::clamp<std::int64_t>(value, 0, 255));
  }

 private:
  const opj_image_comp_t& it_;
  std::uint32_t left_;
  std::uint32_t top_;
};

std::uint8_t clamp(double x) {
  return static_cast<std::uint8_t>(std::clamp(x + 0.5, 0.0, 255.0));
}

}  // namespace

Image decode_jpeg2000(ImageBytes bytes) {
  const ByteReader file(bytes, /*big_endian=*/true);
  check_codestream(file);
  const Decoded decoded = decode(bytes, file.u32(0) != kStartOfCodestream);
  require_intact(decoded->numcomps > 0 && decoded->x1 > decoded->x0 && decoded->y1 > decoded->y0);
  const bool grey = decoded->numcomps < 3;
  Image image =
      make_image("JPEG 2000", decoded->x1 - decoded->x0, decoded->y1 - decoded->y0, grey ? 1 : 3);
  std::uint8_t* to = image.samples.data();
  const Component first(*decoded, 0);
  const Component second(*decoded, grey ? 0 : 1);
  const Component third(*decoded, grey ? 0 : 2);
  for (std::uint32_t y = decoded->y0; y < decoded->y1; ++y) {
    for (std::uint32_t x = decoded->x0; x < decoded->x1; ++x) {
      const int a = first.at(x, y);
      if (grey) {
        *to++ = static_cast<std::uint8_t>(a);
        continue;
      }
      const int b = second.at(x, y);
      const int c = third.at(x, y);
      if (decoded->color_space == OPJ_CLRSPC_SYCC) {
        *to++ = clamp(a + 1.402 * (c - 128));
        *to++ = clamp(a - 0.344136 * (b - 128) - 0.714136 * (c - 128));
        *to++ = clamp(a + 1.772 * (b - 128));
      } else {
        *to++ = static_cast<std::uint8_t>(a);
        *to++ = static_cast<std::uint8_t>(b);
        *to++ = static_cast<std::uint8_t>(c);
      }
    }
  }
  return image;
}

}  // namespace sardonyx

// What is left out of OpenJPEG; check_codestream refuses what declares that it needs this.
extern "C" OPJ_BOOL opj_t1_ht_decode_cblk(void*, void*, OPJ_UINT32, OPJ_UINT32, OPJ_UINT32, void*,
                                          void*, OPJ_BOOL) {
  return OPJ_FALSE;
}
