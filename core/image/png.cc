// https://www.w3.org/TR/png-3/, by LodePNG. Samples of 16 bits lose their lower half.

#include <lodepng/lodepng.h>

#include <cstdlib>
#include <cstring>
#include <memory>
#include <new>

#include "core/image/image.h"
#include "core/image/inflate.h"

namespace sardonyx {
namespace {

constexpr unsigned kOutOfMemory = 83;  // of lodepng_error_text

struct State : LodePNGState {
  State() { lodepng_state_init(this); }
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() { lodepng_state_cleanup(this); }
};

void check(unsigned error) {
  if (error == kOutOfMemory) {
    throw std::bad_alloc();
  }
  require_intact(error == 0);
}

}  // namespace

Image decode_png(ImageBytes bytes) {
  State state;
  unsigned width = 0;
  unsigned height = 0;
  check(lodepng_inspect(&width, &height, &state, bytes.data(), bytes.size()));
  check_extents("PNG", width, height);
  const LodePNGColorMode& color = state.info_png.color;
  const bool grey = color.colortype == LCT_GREY || color.colortype == LCT_GREY_ALPHA;
  // With the filters' bytes, of which an interlaced image has nearly twice as many.
  const std::size_t scanlines =
      lodepng_get_raw_size(width, height, &color) + std::size_t{2} * height + 64;
  require_intact(scanlines / kMostInflated <= bytes.size());
  state.decoder.zlibsettings.max_output_size = scanlines + 64;
  state.info_raw.colortype = grey ? LCT_GREY : LCT_RGB;
  state.info_raw.bitdepth = 8;
  unsigned char* decoded = nullptr;
  const unsigned error =
      lodepng_decode(&decoded, &width, &height, &state, bytes.data(), bytes.size());
  const std::unique_ptr<unsigned char, decltype(&std::free)> owner(decoded, std::free);
  check(error);
  Image image = make_image("PNG", width, height, grey ? 1 : 3);
  std::memcpy(image.samples.data(), decoded, image.samples.size());
  return image;
}

}  // namespace sardonyx
