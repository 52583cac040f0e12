// ITU-T T.81, by libjpeg-turbo: sequential and progressive, Huffman and arithmetic coding.

#include <cstdio>  // for jpeglib.h

#include <libjpeg-turbo/jpeglib.h>
// What errors are numbered by.
#include <libjpeg-turbo/jerror.h>

#include <new>

#include "core/base/error.h"
#include "core/image/image.h"

namespace sardonyx {
namespace {

/// A progressive image of more scans than this was made to keep the decoder busy.
constexpr int kMostScans = 500;

[[noreturn]] void throw_error(j_common_ptr common) {
  switch (common->err->msg_code) {
    case JERR_OUT_OF_MEMORY:
      throw std::bad_alloc();
    case JERR_SOF_UNSUPPORTED:
      fail(ErrorCode::kUnsupported, "lossless and hierarchical JPEG images are not decoded");
    case JERR_BAD_PRECISION:
      fail(ErrorCode::kUnsupported, "JPEG images of ", common->err->msg_parm.i[0],
           " bits are not decoded, expected 8 bits");
    default:
      throw DamagedImage();
  }
}

void limit_scans(j_common_ptr common) {
  const auto* decompressor = reinterpret_cast<j_decompress_ptr>(common);
  require_that(ErrorCode::kOutOfRange, decompressor->input_scan_number <= kMostScans,
               "the JPEG image has more than ", kMostScans, " scans");
}

/// Owns a jpeg_decompress_struct that reads `bytes`. The C library is left by exceptions.
class Decompressor {
 public:
  explicit Decompressor(ImageBytes bytes) {
    errors_.error_exit = throw_error;
    errors_.emit_message = [](j_common_ptr, int) {};
    errors_.output_message = [](j_common_ptr) {};
    errors_.format_message = [](j_common_ptr, char*) {};
    errors_.reset_error_mgr = [](j_common_ptr) {};
    it.err = &errors_;
    jpeg_create_decompress(&it);
    source_.next_input_byte = bytes.data();
    source_.bytes_in_buffer = bytes.size();
    source_.init_source = [](j_decompress_ptr) {};
    source_.fill_input_buffer = [](j_decompress_ptr) -> boolean { throw DamagedImage(); };
    source_.skip_input_data = [](j_decompress_ptr from, long count) {
      if (count > 0) {
        require_intact(static_cast<std::size_t>(count) <= from->src->bytes_in_buffer);
        from->src->next_input_byte += count;
        from->src->bytes_in_buffer -= static_cast<std::size_t>(count);
      }
    };
    source_.resync_to_restart = jpeg_resync_to_restart;
    source_.term_source = [](j_decompress_ptr) {};
    it.src = &source_;
    progress_.progress_monitor = limit_scans;
    it.progress = &progress_;
  }
  Decompressor(const Decompressor&) = delete;
  Decompressor& operator=(const Decompressor&) = delete;
  ~Decompressor() { jpeg_destroy_decompress(&it); }

  jpeg_decompress_struct it{};

 private:
  jpeg_error_mgr errors_{};
  jpeg_source_mgr source_{};
  jpeg_progress_mgr progress_{};
};

/// x * y / 255, rounded.
unsigned scale(unsigned x, unsigned y) {
  const unsigned product = x * y + 128;
  return ((product >> 8) + product) >> 8;
}

/// One row of inverted CMYK, which is what programs write since Photoshop did, as RGB.
void cmyk_to_rgb(const std::uint8_t* from, std::uint8_t* to, std::int64_t pixels) {
  for (std::int64_t i = 0; i < pixels; ++i, from += 4) {
    for (int k = 0; k < 3; ++k) {
      *to++ = static_cast<std::uint8_t>(from[3] - scale(255u - from[k], from[3]));
    }
  }
}

}  // namespace

Image decode_jpeg(ImageBytes bytes) {
  Decompressor decompressor(bytes);
  auto& jpeg = decompressor.it;
  jpeg_read_header(&jpeg, TRUE);
  check_extents("JPEG", jpeg.image_width, jpeg.image_height);
  switch (jpeg.jpeg_color_space) {
    case JCS_GRAYSCALE:
      jpeg.out_color_space = JCS_GRAYSCALE;
      break;
    case JCS_YCbCr:
    case JCS_RGB:
      jpeg.out_color_space = JCS_RGB;
      break;
    case JCS_CMYK:
    case JCS_YCCK:
      jpeg.out_color_space = JCS_CMYK;
      break;
    default:
      fail(ErrorCode::kUnsupported, "JPEG images of ", jpeg.num_components,
           " components are not decoded, expected 1, 3 or 4");
  }
  const bool cmyk = jpeg.out_color_space == JCS_CMYK;
  jpeg_start_decompress(&jpeg);
  Image image = make_image("JPEG", jpeg.output_width, jpeg.output_height,
                           jpeg.out_color_space == JCS_GRAYSCALE ? 1 : 3);
  std::vector<std::uint8_t> inks(cmyk ? static_cast<std::size_t>(image.width) * 4 : 0);
  const std::size_t row_bytes = image.samples.size() / static_cast<std::size_t>(image.height);
  std::uint8_t* row = image.samples.data();
  for (; jpeg.output_scanline < jpeg.output_height; row += row_bytes) {
    std::uint8_t* rows[] = {cmyk ? inks.data() : row};
    jpeg_read_scanlines(&jpeg, rows, 1);
    if (cmyk) {
      cmyk_to_rgb(inks.data(), row, image.width);
    }
  }
  return image;
}

}  // namespace sardonyx
