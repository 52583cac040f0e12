// RFC 9649, by libwebp: lossy and lossless.

#include <libwebp/src/webp/decode.h>

#include <new>

#include "core/base/error.h"
#include "core/image/image.h"

namespace sardonyx {
namespace {

void check(VP8StatusCode status) {
  if (status == VP8_STATUS_OUT_OF_MEMORY) {
    throw std::bad_alloc();
  }
  require_that(ErrorCode::kUnsupported, status != VP8_STATUS_UNSUPPORTED_FEATURE,
               "this kind of WebP image is not decoded");
  require_intact(status == VP8_STATUS_OK);
}

}  // namespace

Image decode_webp(ImageBytes bytes) {
  WebPDecoderConfig config;
  require_intact(WebPInitDecoderConfig(&config) != 0);
  check(WebPGetFeatures(bytes.data(), bytes.size(), &config.input));
  require_that(ErrorCode::kUnsupported, config.input.has_animation == 0,
               "animated WebP images are not decoded");
  Image image = make_image("WebP", config.input.width, config.input.height, 4);
  config.output.colorspace = MODE_RGBA;
  config.output.is_external_memory = 1;
  config.output.u.RGBA.rgba = image.samples.data();
  config.output.u.RGBA.stride = static_cast<int>(image.width * 4);
  config.output.u.RGBA.size = image.samples.size();
  check(WebPDecode(bytes.data(), bytes.size(), &config));
  const std::size_t pixels = image.samples.size() / 4;
  for (std::size_t i = 0; i < pixels; ++i) {
    for (std::size_t k = 0; k < 3; ++k) {
      image.samples[i * 3 + k] = image.samples[i * 4 + k];
    }
  }
  image.samples.resize(pixels * 3);
  image.channels = 3;
  return image;
}

}  // namespace sardonyx
