// https://netpbm.sourceforge.net/doc/ : PBM, PGM and PPM, as text and as bytes.

#include "core/image/image.h"

namespace sardonyx {
namespace {

bool is_space(unsigned c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

class Reader {
 public:
  explicit Reader(ImageBytes bytes) : bytes_(bytes) {}

  unsigned byte() {
    require_intact(at_ < bytes_.size());
    return bytes_[at_++];
  }

  /// The next byte that is no space and in no comment.
  unsigned visible() {
    unsigned c = byte();
    while (is_space(c) || c == '#') {
      if (c == '#') {
        while (c != '\n' && c != '\r') {
          c = byte();
        }
      }
      c = byte();
    }
    return c;
  }

  /// A decimal number and the one byte behind it, if the stream does not end there.
  std::int64_t number() {
    std::int64_t value = 0;
    unsigned c = visible();
    require_intact(c >= '0' && c <= '9');
    for (;;) {
      value = value * 10 + (c - '0');
      require_intact(value <= INT32_MAX);
      if (at_ == bytes_.size()) {
        return value;
      }
      c = byte();
      if (c < '0' || c > '9') {
        require_intact(is_space(c));
        return value;
      }
    }
  }

  std::size_t left() const { return bytes_.size() - at_; }

 private:
  ImageBytes bytes_;
  std::size_t at_ = 2;
};

}  // namespace

Image decode_pnm(ImageBytes bytes) {
  const int kind = bytes[1] - '0';
  const bool text = kind <= 3;
  const bool bitmap = kind == 1 || kind == 4;
  const int channels = kind == 3 || kind == 6 ? 3 : 1;
  Reader reader(bytes);
  const std::int64_t width = reader.number();
  const std::int64_t height = reader.number();
  const std::int64_t most = bitmap ? 1 : reader.number();
  require_intact(most >= 1 && most <= 65535);
  check_extents("PNM", width, height);
  // The least number of bytes that so many samples take.
  const std::int64_t samples = width * height * channels;
  const std::int64_t least =
      text || !bitmap ? samples * (most > 255 && !text ? 2 : 1) : (width + 7) / 8 * height;
  require_intact(static_cast<std::uint64_t>(least) <= reader.left());
  Image image = make_image("PNM", width, height, channels);
  std::uint8_t* to = image.samples.data();
  if (bitmap) {
    for (std::int64_t y = 0; y < height; ++y) {
      unsigned bits = 0;
      for (std::int64_t x = 0; x < width; ++x) {
        if (text) {
          bits = reader.visible() - '0';
          require_intact(bits <= 1);
        } else {
          bits = x % 8 == 0 ? reader.byte() : bits << 1;
        }
        *to++ = (bits & (text ? 1u : 0x80u)) != 0 ? 0 : 255;
      }
    }
    return image;
  }
  for (std::int64_t i = 0; i < samples; ++i) {
    std::int64_t value = text ? reader.number() : reader.byte();
    if (!text && most > 255) {
      value = value << 8 | reader.byte();
    }
    require_intact(value <= most);
    *to++ = static_cast<std::uint8_t>((value * 255 + most / 2) / most);
  }
  return image;
}

}  // namespace sardonyx
